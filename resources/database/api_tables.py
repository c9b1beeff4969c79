"""Tables of the API: answers that are given again, and orders that wait for a person."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    usd_column,
)

api_answers = Table(
    "api_answers",
    metadata,
    text_column("by"),
    text_column("key"),
    text_column("request_sha256"),
    time_column("asked_at", now=True),
    Column("status", Integer),
    text_column("body", null=True),
    tenant_column(null=True),
    PrimaryKeyConstraint("by", "key"),
    Index(None, "asked_at"),
)

orders = Table(
    "orders",
    metadata,
    id_column(),
    text_column("action"),
    Column("asked", JSONB, nullable=False),
    usd_column("usd"),
    text_column("asked_by"),
    time_column("asked_at", now=True),
    text_column("agreed_by", null=True),
    time_column("agreed_at"),
    text_column("agreed_as", null=True),
    text_column("answer", null=True),
    time_column("cut_off_at"),
    tenant_column(null=True),
)
