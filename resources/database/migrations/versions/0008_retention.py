"""Retention: how long Dagster keeps a finished video, and how many live ones there may be."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply."""
    op.execute("INSERT INTO factory.config (key, value) VALUES ('archive_after_days', '30')")
    op.execute("INSERT INTO factory.config (key, value) VALUES ('most_live_videos', '15000')")
