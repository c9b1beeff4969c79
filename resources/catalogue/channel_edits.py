"""Edits of channel files in Postgres: every text there was, who wrote it, when, and what changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.records import Payload
from resources.database.channel_tables import channel_edits
from resources.database.connection import transact

OUTSIDE = "found so: written outside the desk"


class ChannelEdit(Payload):
    """One text that a channel file had."""

    id: int
    channel: str
    at: datetime
    by: str
    """Empty where it was found changed by something else than the factory."""
    what: str
    sha256: str
    text: str


class PostgresChannelEdits:
    """The history of channel files."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self,
        channel: str,
        text: tuple[str, str],
        by: str,
        what: str,
        found: tuple[str, str] | None,
    ) -> None:
        """Keep a text that was written, and before it the one that was found, unless it is known.

        Args:
            channel: whose.
            text: the new text and its SHA-256.
            by: who wrote it.
            what: changed, in words.
            found: what it stands in place of, likewise.
        """

        def record(connection: Connection) -> None:
            last = sa.select(channel_edits.c.sha256).where(channel_edits.c.channel == channel)
            newest = connection.scalar(last.order_by(channel_edits.c.id.desc()).limit(1))
            rows = [(*text, by, what)]
            if found and found[1] != newest:
                rows.insert(0, (*found, "", OUTSIDE))
            for words, sha256, writer, about in rows:
                facts = {"channel": channel, "by": writer, "what": about, "sha256": sha256}
                connection.execute(sa.insert(channel_edits).values(text=words, **facts))

        transact(self._engine, record)

    def of(self, channel: str, limit: int = 50) -> Sequence[ChannelEdit]:
        """Return the history of a channel, newest first."""
        question = sa.select(channel_edits).where(channel_edits.c.channel == channel)
        question = question.order_by(channel_edits.c.id.desc()).limit(limit)
        found = transact(self._engine, lambda c: c.execute(question).all())
        return [_edit(row) for row in found]

    def find(self, channel: str, number: int) -> ChannelEdit | None:
        """Return one text of a channel."""
        question = sa.select(channel_edits).where(
            channel_edits.c.channel == channel, channel_edits.c.id == number
        )
        row = transact(self._engine, lambda c: c.execute(question).one_or_none())
        return _edit(row) if row else None


def _edit(row: sa.Row[Any]) -> ChannelEdit:
    facts = row._mapping
    return ChannelEdit.model_validate({name: facts[name] for name in ChannelEdit.model_fields})
