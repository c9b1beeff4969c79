"""Takedowns: posts that nobody shall see any more, each until it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "takedowns",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("post", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
        ),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="takedowns_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="takedowns_video_id_fkey"
        ),
        sa.ForeignKeyConstraint(["post"], ["factory.posts.id"], name="takedowns_post_fkey"),
        schema="factory",
    )
    op.create_index(
        "takedowns_open_idx",
        "takedowns",
        ["post"],
        unique=True,
        postgresql_where=sa.text("done_at IS NULL"),
        schema="factory",
    )
    op.create_index("takedowns_post_idx", "takedowns", ["post"], schema="factory")
