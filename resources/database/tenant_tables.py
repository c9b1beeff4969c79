"""Tables of tenants: those there are, what each may have, and whose every channel is."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from resources.database.columns import metadata, text_column, time_column

tenants = Table(
    "tenants",
    metadata,
    Column("tenant", Text, primary_key=True),
    text_column("added_by"),
    time_column("added_at", now=True),
    Column("most_channels", Integer),
    Column("most_people", Integer),
    Column("most_tokens", Integer),
)
"""A bound that is null does not hold. What a tenant may spend stands in `limits`."""

removed_tenants = Table(
    "removed_tenants",
    metadata,
    Column("name", Text, primary_key=True),
    time_column("removed_at", now=True),
)
"""By their names alone: other machines, and processes that were at work, know by it whose files go."""

channels = Table(
    "channels",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("tenant", Text, ForeignKey("factory.tenants.tenant"), nullable=False),
    Column("accounts", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    time_column("known_at", now=True),
)
"""As the newest accepted brief, or the desk, has found its file. `accounts`: `OUTLET ACCOUNT`."""
