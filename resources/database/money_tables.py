"""Tables of money: charges, what is spent, limits, vendors left alone, prices agreed to."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    count_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    usd_column,
    word_column,
)

charges = Table(
    "charges",
    metadata,
    id_column(),
    Column("token", Uuid, nullable=False, unique=True),
    text_column("video_id"),
    text_column("stage"),
    text_column("fingerprint"),
    text_column("provider"),
    word_column("model"),
    word_column("role"),
    word_column("label"),
    word_column("channel"),
    word_column("tenant"),
    usd_column("estimated_usd"),
    usd_column("settled_usd", null=True),
    text_column("state"),
    time_column("reserved_at", now=True),
    Column("day", Date, nullable=False, server_default=text("(now() AT TIME ZONE 'UTC')::date")),
    time_column("settled_at"),
    CheckConstraint("state IN ('reserved', 'settled', 'in_doubt', 'released')", name="state"),
    Index(None, "video_id"),
    Index(None, "fingerprint"),
    Index(None, "day"),
)


spending = Table(
    "spending",
    metadata,
    Column("day", Date, nullable=False),
    text_column("channel"),
    text_column("tenant"),
    usd_column("spent_usd"),
    usd_column("reserved_usd"),
    PrimaryKeyConstraint("day", "channel", "tenant"),
)
"""Sums of `charges`, kept by a trigger on them."""


limits = Table(
    "limits",
    metadata,
    text_column("scope"),
    text_column("name"),
    usd_column("usd"),
    text_column("set_by"),
    time_column("set_at", now=True),
    tenant_column(null=True),
    PrimaryKeyConstraint("scope", "name"),
    CheckConstraint("usd >= 0", name="not_negative"),
)


circuits = Table(
    "circuits",
    metadata,
    Column("provider", Text, primary_key=True),
    count_column("failures", 0),
    time_column("failing_since"),
    time_column("open_until"),
    count_column("pause_seconds", 0),
    time_column("probing_since"),
    text_column("error", null=True),
    time_column("changed_at", now=True),
)


estimates = Table(
    "estimates",
    metadata,
    Column("video_id", Text, ForeignKey("factory.videos.video_id"), primary_key=True),
    usd_column("usd"),
    usd_column("confirm_above_usd", null=True),
    Column("rows", JSONB, nullable=False),
    time_column("made_at", now=True),
    usd_column("confirmed_usd", null=True),
    text_column("confirmed_by", null=True),
    time_column("confirmed_at"),
    tenant_column(),
)
