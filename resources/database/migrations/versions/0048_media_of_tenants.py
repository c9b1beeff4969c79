"""Where a video's files lie: below its tenant's prefix. Null: at the root, as before there were any."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0046"


def upgrade() -> None:
    """Apply; files are moved by the sensor `pending_work`, a few at a time."""
    op.add_column("videos", sa.Column("media_tenant", sa.Text()), schema="factory")
    op.create_index(
        "videos_misplaced_idx",
        "videos",
        ["video_id"],
        schema="factory",
        postgresql_where=sa.text("media_tenant IS DISTINCT FROM tenant"),
    )
