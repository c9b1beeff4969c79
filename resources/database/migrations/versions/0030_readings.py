"""Readings: what platforms have counted of posts since they went out, hour by hour."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

COUNTS = ("views", "likes", "comments", "shares", "reach", "saves", "interactions")
NEW = ("reach", "saves", "interactions")


def upgrade() -> None:
    """Apply."""
    for name in NEW:
        op.add_column("observations", sa.Column(name, sa.Float), schema="factory")
    op.create_table(
        "readings",
        sa.Column("video_id", sa.Text, sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Float) for name in COUNTS),
        sa.PrimaryKeyConstraint("video_id", "outlet", "read_at", name="readings_pkey"),
        schema="factory",
    )
    op.create_index("readings_read_at_idx", "readings", ["read_at"], schema="factory")
