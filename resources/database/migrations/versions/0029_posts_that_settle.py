"""Posts that a platform goes on with, and what people chose for a post."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0029"
down_revision = "0028"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("posts", sa.Column("settled_at", TIME), schema="factory")
    op.execute("UPDATE factory.posts SET settled_at = published_at")
    op.create_table(
        "post_choices",
        sa.Column("video_id", sa.Text(), sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("master_sha256", sa.Text(), nullable=False),
        sa.Column("choices", JSONB(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("video_id", "outlet", name="post_choices_pkey"),
        schema="factory",
    )
