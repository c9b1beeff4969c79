"""Audiences: who watched, and how long they stayed, as platforms say it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Apply."""
    now = sa.text("now()")
    op.create_table(
        "audiences",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("parts", JSONB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint(
            "day", "channel", "outlet", "dimension", "revision", name="audiences_pkey"
        ),
        schema="factory",
    )
    op.create_table(
        "retentions",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("video_id", sa.Text(), sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("points", JSONB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("day", "video_id", "outlet", "revision", name="retentions_pkey"),
        schema="factory",
    )
