"""Campaigns and the videos that belong to them; feeds and what they said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Apply."""
    now, moment = sa.text("now()"), sa.DateTime(timezone=True)
    op.create_table(
        "campaigns",
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("begun", JSONB(), nullable=False),
        sa.Column("channels", ARRAY(sa.Text()), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("begun_at", moment, nullable=False, server_default=now),
        sa.Column("ended_at", moment),
        sa.Column("ended_by", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("note", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("tenant", sa.Text()),
        sa.PrimaryKeyConstraint("campaign", name="campaigns_pkey"),
        schema="factory",
    )
    op.create_table(
        "campaign_videos",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", moment, nullable=False, server_default=now),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("video_id", name="campaign_videos_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="campaign_videos_video_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["campaign"], ["factory.campaigns.campaign"], name="campaign_videos_campaign_fkey"
        ),
        schema="factory",
    )
    op.create_index(
        "campaign_videos_campaign_idx", "campaign_videos", ["campaign"], schema="factory"
    )
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("modified", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("read_at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("url", name="feeds_pkey"),
        schema="factory",
    )
    op.create_table(
        "feed_entries",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("url", "title", name="feed_entries_pkey"),
        sa.ForeignKeyConstraint(["url"], ["factory.feeds.url"], name="feed_entries_url_fkey"),
        schema="factory",
    )
    op.create_index("feed_entries_at_idx", "feed_entries", ["at"], schema="factory")
