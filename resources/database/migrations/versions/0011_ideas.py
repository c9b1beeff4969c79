"""Ideas: what was proposed, why, and what became of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply."""

    def word(name: str) -> sa.Column:
        return sa.Column(name, sa.Text, nullable=False, server_default="")

    def time(name: str) -> sa.Column:
        return sa.Column(
            name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        )

    op.create_table(
        "ideas",
        sa.Column("idea_id", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("proposed", JSONB, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        time("created_at"),
        time("updated_at"),
        word("decided_by"),
        word("note"),
        word("refused"),
        sa.Column("video_id", sa.Text, sa.ForeignKey("factory.videos.video_id")),
        sa.PrimaryKeyConstraint("idea_id", name="ideas_pkey"),
        sa.CheckConstraint("state IN ('new', 'approved', 'rejected')", name="ideas_state_check"),
        schema="factory",
    )
    op.create_index("ideas_channel_day_idx", "ideas", ["channel", "day"], schema="factory")
    op.create_index("ideas_day_idx", "ideas", ["day"], schema="factory")
    op.create_index(
        "ideas_to_make_idx",
        "ideas",
        ["idea_id"],
        schema="factory",
        postgresql_where=sa.text("state = 'approved' AND video_id IS NULL"),
    )
