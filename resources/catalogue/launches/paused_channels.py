"""Paused channels in Postgres: those of which nothing new is begun, by a person's wish."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.records import Payload
from resources.database.channel_tables import paused_channels
from resources.database.connection import transact
from resources.database.tables import launches, videos


class PausedChannel(Payload):
    """A channel that rests, who wished it, and since when."""

    channel: str
    by: str
    at: datetime


class PostgresPausedChannels:
    """Lets channels rest: their launches are kept, and none is claimed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pause(self, channel: str, by: str) -> None:
        """Let a channel rest; who wished it first stays on record."""
        new = insert(paused_channels).values(channel=channel, by=by).on_conflict_do_nothing()
        transact(self._engine, lambda c: c.execute(new))

    def resume(self, channel: str) -> None:
        """Let a channel go on."""
        gone = sa.delete(paused_channels).where(paused_channels.c.channel == channel)
        transact(self._engine, lambda c: c.execute(gone))

    def all(self) -> Sequence[PausedChannel]:
        """Return those that rest, by name."""
        kept = [paused_channels.c[name] for name in PausedChannel.model_fields]
        question = sa.select(*kept).order_by(paused_channels.c.channel)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [PausedChannel.model_validate(dict(row._mapping)) for row in rows]

    def rests(self, video_id: str) -> bool:
        """Whether the channel of a video rests."""
        question = sa.select(rests(videos.c.video_id)).where(videos.c.video_id == video_id)
        return bool(transact(self._engine, lambda c: c.scalar(question)))


def resting() -> ColumnElement[bool]:
    """Return the condition that a launch is of a channel that rests."""
    return rests(launches.c.video_id)


def rests(video_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a video is of a channel that rests."""
    owner = videos.alias("owner")
    found = sa.select(paused_channels.c.channel).join(
        owner, owner.c.channel == paused_channels.c.channel
    )
    return found.where(owner.c.video_id == video_id).exists()
