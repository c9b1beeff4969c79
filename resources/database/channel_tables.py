"""Tables of channels: how their files were changed, and which of them rest."""

from sqlalchemy import Column, Index, Table, Text

from resources.database.columns import (
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    word_column,
)

channel_edits = Table(
    "channel_edits",
    metadata,
    id_column(),
    text_column("channel"),
    time_column("at", now=True),
    word_column("by"),
    text_column("what"),
    text_column("sha256"),
    text_column("text"),
    tenant_column(null=True),
    Index(None, "channel", "id"),
)
"""`by` is empty where the file was found changed by something else than the factory."""

paused_channels = Table(
    "paused_channels",
    metadata,
    Column("channel", Text, primary_key=True),
    text_column("by"),
    time_column("at", now=True),
    tenant_column(null=True),
)
"""While a channel stands here none of its launches is claimed."""
