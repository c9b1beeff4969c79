"""Channels: how their files were changed, and which of them rest."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Apply."""
    now = sa.text("now()")
    op.create_table(
        "channel_edits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.Column("by", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="channel_edits_pkey"),
        schema="factory",
    )
    op.create_index(
        "channel_edits_channel_id_idx", "channel_edits", ["channel", "id"], schema="factory"
    )
    op.create_table(
        "paused_channels",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("channel", name="paused_channels_pkey"),
        schema="factory",
    )
