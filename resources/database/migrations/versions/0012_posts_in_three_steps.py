"""Posts in three steps: what was begun is noted, may be unknown, and is followed up."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Apply."""
    for column in (
        sa.Column("notes", JSONB(), nullable=True),
        sa.Column("unknown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("posts", column, schema="factory")
    op.create_index(
        "posts_unknown_idx",
        "posts",
        ["id"],
        schema="factory",
        postgresql_where=sa.text("unknown_at IS NOT NULL"),
    )
    op.create_table(
        "post_follow_ups",
        sa.Column("post", sa.BigInteger(), sa.ForeignKey("factory.posts.id"), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column(
            "done_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        schema="factory",
    )
