"""Events: what happened, in order, for whoever listens."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.workflow import events as topics
from resources.database.tables import events


def announce(
    connection: Connection, topic: str, video_id: str | None, payload: Mapping[str, Any]
) -> None:
    """Append an event; raise ValueError if nobody knows its topic."""
    if topic not in topics.TOPICS:
        raise ValueError(f"event topic {topic!r}: wanted one of {', '.join(sorted(topics.TOPICS))}")
    connection.execute(
        sa.insert(events).values(topic=topic, video_id=video_id, payload=dict(payload))
    )
