"""Tables of ideas."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from resources.database.columns import (
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
    word_column,
)

ideas = Table(
    "ideas",
    metadata,
    Column("idea_id", Text, primary_key=True),
    Column("day", Date, nullable=False),
    text_column("channel"),
    text_column("title"),
    Column("proposed", JSONB, nullable=False),
    Column("score", Float, nullable=False),
    text_column("state"),
    time_column("created_at", now=True),
    time_column("updated_at", now=True),
    word_column("decided_by"),
    word_column("note"),
    word_column("refused"),
    Column("video_id", Text, ForeignKey("factory.videos.video_id")),
    tenant_column(null=True),
    CheckConstraint("state IN ('new', 'approved', 'rejected')", name="state"),
    Index(None, "channel", "day"),
    Index(None, "day"),
)
feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    word_column("etag"),
    word_column("modified"),
    time_column("read_at", now=True),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("url", Text, ForeignKey("factory.feeds.url"), nullable=False),
    text_column("title"),
    time_column("at", now=True),
    PrimaryKeyConstraint("url", "title"),
    Index(None, "at"),
)

title_vectors = Table(
    "title_vectors",
    metadata,
    text_column("text_hash"),
    text_column("model"),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("text_hash", "model"),
)
"""What titles mean to a model: float32, by the SHA-256 of the title; the title itself is not kept."""

campaigns = Table(
    "campaigns",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("begun", JSONB, nullable=False),
    Column("channels", ARRAY(Text), nullable=False),
    text_column("begun_by"),
    time_column("begun_at", now=True),
    time_column("ended_at"),
    word_column("ended_by"),
    word_column("note"),
    tenant_column(null=True),
)

campaign_videos = Table(
    "campaign_videos",
    metadata,
    video_column(),
    Column(
        "campaign",
        Text,
        ForeignKey("factory.campaigns.campaign", ondelete="CASCADE"),
        nullable=False,
    ),
    text_column("added_by"),
    time_column("added_at", now=True),
    tenant_column(),
    PrimaryKeyConstraint("video_id"),
    Index(None, "campaign"),
)
"""A video belongs to one campaign, or to none."""

Index(
    "ideas_to_make_idx",
    ideas.c.idea_id,
    postgresql_where=text("state = 'approved' AND video_id IS NULL"),
)
