"""The tables of messages: what was asked and told, by whom it was answered, and in which chat they are."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    count_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
    word_column,
)

messages = Table(
    "messages",
    metadata,
    id_column(),
    text_column("cause"),
    text_column("messenger"),
    text_column("conversation"),
    word_column("video_id"),
    Column("message", JSONB, nullable=False),
    text_column("sha256"),
    word_column("said_sha256"),
    word_column("sent_as"),
    count_column("attempts", 0),
    time_column("not_before", now=True),
    text_column("error", null=True),
    time_column("given_up_at"),
    time_column("asked_at", now=True),
    time_column("sent_at"),
    time_column("changed_at"),
    tenant_column(null=True),
    UniqueConstraint("cause", "messenger", "conversation"),
)
"""`said_sha256`: of the message as it reads where it was sent; another one is still to be sent."""
Index(
    "messages_due_idx",
    messages.c.not_before,
    postgresql_where=(messages.c.sha256 != messages.c.said_sha256)
    & messages.c.given_up_at.is_(None),
)
Index(
    "messages_asking_idx",
    messages.c.video_id,
    postgresql_where=(messages.c.message["master_sha256"].astext != "")
    & (messages.c.message["decided"].astext == ""),
)

review_waits = Table(
    "review_waits",
    metadata,
    video_column(),
    text_column("master_sha256"),
    time_column("asked_at", now=True),
    count_column("reminders", 0),
    time_column("reminded_at"),
    time_column("escalated_at"),
    time_column("held_at"),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "master_sha256"),
)

chat_accounts = Table(
    "chat_accounts",
    metadata,
    text_column("messenger"),
    text_column("account"),
    Column("person_id", BigInteger, ForeignKey("factory.people.id"), nullable=False),
    text_column("added_by"),
    time_column("added_at", now=True),
    tenant_column(null=True),
    PrimaryKeyConstraint("messenger", "account"),
)

chat_clicks = Table(
    "chat_clicks",
    metadata,
    text_column("messenger"),
    text_column("click"),
    text_column("account"),
    text_column("video_id"),
    text_column("decision"),
    Column("clicked_at", DateTime(timezone=True), nullable=False),
    time_column("received_at", now=True),
    Column("taken", JSONB),
    tenant_column(null=True),
    PrimaryKeyConstraint("messenger", "click"),
    Index(None, "video_id", "account"),
)
"""`taken`: what came of it."""

chat_signatures = Table(
    "chat_signatures",
    metadata,
    Column("sha256", Text, primary_key=True),
    time_column("received_at", now=True),
    Index(None, "received_at"),
)
"""Of every signed request of the last minutes: none is taken twice."""
