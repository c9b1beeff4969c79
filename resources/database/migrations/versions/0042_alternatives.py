"""Alternatives: what was decided about other titles and thumbnails of videos."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Apply; what is planned or tried already waits for somebody who approves it."""
    texts = ("what", "sha256", "says", "decision", "reviewer", "place", "note")
    op.create_table(
        "alternatives",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="alternatives_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="alternatives_video_id_fkey"
        ),
        sa.CheckConstraint(
            "decision IN ('approved', 'rejected')", name="alternatives_decision_check"
        ),
        schema="factory",
    )
    op.create_index("alternatives_video_id_idx", "alternatives", ["video_id"], schema="factory")
