"""Events in Postgres, also for audit: what happened, in order, for whoever listens."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.workflow import events as topics
from resources.catalogue.state_changes import keep_state
from resources.database.connection import jsonable, transact
from resources.database.tables import events


class PostgresEvents:
    """See `factory.ports.Events`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def announce(self, topic: str, video_id: str | None, payload: Mapping[str, Any]) -> None:
        """See `factory.ports.Events.announce`; after a lost connection it may stand twice."""
        facts = jsonable(dict(payload), f"the event {topic}")
        transact(self._engine, lambda c: announce(c, topic, video_id or None, facts))

    def after(
        self,
        last_id: int = 0,
        limit: int = 1000,
        *,
        topic: str | None = None,
        video_id: str | None = None,
    ) -> list[dict[str, Any]]:
        """Return events in order, from the one after `last_id`; of one topic, or of one video.

        Numbers are given at the commit, one transaction after the other, so that none appears later
        below one that was read.
        """
        question = sa.select(
            events.c.seq.label("id"), *(events.c[n] for n in ("topic", "video_id", "payload", "at"))
        )
        question = question.where(events.c.seq > last_id).order_by(events.c.seq).limit(limit)
        if topic:
            question = question.where(events.c.topic == topic)
        if video_id:
            question = question.where(events.c.video_id == video_id)
        return transact(
            self._engine, lambda c: [dict(row) for row in c.execute(question).mappings()]
        )

    def since(self, moment: datetime, topics: Sequence[str]) -> list[dict[str, Any]]:
        """Return what events of some topics tell since a moment, in order: their topic, payload and time."""
        question = (
            sa.select(events.c.topic, events.c.payload, events.c.at)
            .where(events.c.at >= moment, events.c.topic.in_(topics))
            .order_by(events.c.seq)
        )
        return transact(
            self._engine, lambda c: [dict(row) for row in c.execute(question).mappings()]
        )

    def last(self) -> int:
        """Return the number of the newest event, or 0."""
        question = sa.select(sa.func.coalesce(sa.func.max(events.c.seq), 0))
        return int(transact(self._engine, lambda c: c.scalar(question)) or 0)


def announce(
    connection: Connection, topic: str, video_id: str | None, payload: Mapping[str, Any]
) -> None:
    """Append an event, after what it tells of was done; raise ValueError if nobody knows its topic."""
    if topic not in topics.TOPICS:
        raise ValueError(f"event topic {topic!r}: wanted one of {', '.join(sorted(topics.TOPICS))}")
    connection.execute(
        sa.insert(events).values(topic=topic, video_id=video_id, payload=dict(payload))
    )
    if video_id:
        keep_state(connection, video_id)
