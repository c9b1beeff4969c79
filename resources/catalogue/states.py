"""States in Postgres: every change of a video's state, kept with its time.

The state itself is what the view says (`factory.video_status`); this is when it became so.
"""

from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.records import Payload
from resources.database.connection import transact
from resources.database.tables import states

KEEP = sa.text("""
    INSERT INTO factory.states (video_id, state)
    SELECT video_id, state FROM factory.video_status v
    WHERE video_id = :video_id AND state IS DISTINCT FROM (
        SELECT state FROM factory.states WHERE video_id = :video_id ORDER BY id DESC LIMIT 1
    )
""")


PUBLISHED = "published"
UNFINISHED = """(
    EXISTS (
        SELECT FROM factory.launches WHERE video_id = {video}.video_id AND ended_at IS NULL
    ) OR (
        SELECT state FROM factory.states WHERE video_id = {video}.video_id ORDER BY id DESC LIMIT 1
    ) IS DISTINCT FROM 'COMPLETED'
)"""
"""Holds of every video that is not published, by two short looks; of one that is, it may hold, too.
Whoever asks the view for another status word asks it of these alone: most videos are published."""


class StateChange(Payload):
    """Since when a video was in a state."""

    state: str
    """One of `factory.workflow.status.STATE_WORDS`."""
    since: datetime


class PostgresStates:
    """What states videos went through."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def history(self, video_id: str) -> list[StateChange]:
        """Return the states of a video, from the first on; two that saw the same change are one."""
        question = sa.select(states).where(states.c.video_id == video_id).order_by(states.c.id)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [
            StateChange(state=state, since=next(group).since)
            for state, group in groupby(rows, key=lambda row: row.state)
        ]


def keep_state(connection: Connection, video_id: str) -> None:
    """Note the state of a video if it is another one by now, in the transaction that changed it."""
    connection.execute(KEEP, {"video_id": video_id})
