"""Signatures: by what videos are compared with those that came before them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Apply."""
    now = sa.text("now()")
    op.create_table(
        "signatures",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("signature", JSONB(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("outcome", sa.Text(), nullable=False, server_default="judged"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("video_id", name="signatures_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="signatures_video_id_fkey"
        ),
        sa.CheckConstraint(
            "outcome IN ('judged', 'released', 'refused')", name="signatures_outcome_check"
        ),
        schema="factory",
    )
    op.create_index(
        "signatures_channel_idx", "signatures", ["tenant", "channel", "since"], schema="factory"
    )
