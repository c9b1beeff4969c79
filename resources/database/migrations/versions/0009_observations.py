"""Observations: what platforms said of videos, day by day, and the newest of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

FIGURES = (
    "views",
    "engaged_views",
    "watch_seconds",
    "likes",
    "comments",
    "shares",
    "subscribers_gained",
    "subscribers_lost",
    "impressions",
    "click_rate",
    "average_view_share",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "observations",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("video_id", sa.Text, sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column(
            "captured_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        *(sa.Column(name, sa.Float) for name in FIGURES),
        sa.PrimaryKeyConstraint("day", "video_id", "outlet", "revision", name="observations_pkey"),
        sa.CheckConstraint("revision >= 1", name="observations_revision_check"),
        schema="factory",
    )
    op.create_index(
        "observations_video_id_day_idx", "observations", ["video_id", "day"], schema="factory"
    )
    op.create_index(
        "observations_captured_at_idx", "observations", ["captured_at"], schema="factory"
    )
