"""Tables of ideas."""

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    metadata,
    tenant_column,
    text_column,
    time_column,
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
Index(
    "ideas_to_make_idx",
    ideas.c.idea_id,
    postgresql_where=text("state = 'approved' AND video_id IS NULL"),
)
