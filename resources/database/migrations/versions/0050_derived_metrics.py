"""YouTube's amendment on derived metrics, who changed each setting last, and an index of what was said anew."""

from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """Apply."""
    op.execute("ALTER TABLE factory.config ADD COLUMN changed_by text NOT NULL DEFAULT ''")
    op.execute(
        "CREATE INDEX observations_said_anew ON factory.observations (day, outlet) WHERE revision > 1"
    )
    op.execute(
        "INSERT INTO factory.config (key, value) VALUES ('youtube_derived_metrics', 'false')"
    )
