"""The table of alerts: one row for each cause."""

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import count_column, id_column, metadata, text_column, time_column

alerts = Table(
    "alerts",
    metadata,
    id_column(),
    text_column("cause"),
    Column("alert", JSONB, nullable=False),
    Column("told_alert", JSONB),
    time_column("first_at", now=True),
    time_column("last_at", now=True),
    count_column("told", 0),
    time_column("told_at"),
    time_column("muted_until"),
    UniqueConstraint("cause"),
)
"""`told_alert`: as it was told last; null where it was not since it stands."""
