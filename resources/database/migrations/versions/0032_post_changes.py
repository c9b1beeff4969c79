"""Changes of what is out: another title, thumbnail or visibility at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "post_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", moment),
        sa.Column("after_seconds", sa.Float()),
        sa.Column("of_brief", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False, server_default=sa.text("now()")),
        sa.Column("tried_at", moment),
        sa.Column("done_at", moment),
        sa.Column("before", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("ended_at", moment),
        sa.Column("ended_by", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.CheckConstraint(
            "what IN ('title', 'thumbnail', 'visibility')", name="post_changes_what_check"
        ),
        sa.CheckConstraint(
            "(at IS NULL) <> (after_seconds IS NULL)", name="post_changes_time_check"
        ),
        sa.PrimaryKeyConstraint("id", name="post_changes_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="post_changes_video_id_fkey"
        ),
        schema="factory",
    )
    op.create_index(
        "post_changes_open_idx",
        "post_changes",
        ["video_id"],
        postgresql_where=sa.text("done_at IS NULL AND ended_at IS NULL"),
        schema="factory",
    )
    op.create_index("post_changes_video_idx", "post_changes", ["video_id"], schema="factory")
