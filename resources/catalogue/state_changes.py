"""States in Postgres: every change of a video's state, kept with its time.

The state itself is what the view says (`factory.video_status`); this is when it became so. The newest
stands at the video, too, where an index finds the few that are not published among the many that are.
"""

from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.records import Payload
from resources.database.connection import transact
from resources.database.tables import states

KEEP = sa.text("""
    WITH changed AS (
        UPDATE factory.videos v SET state = s.state FROM factory.video_status s
        WHERE v.video_id = :video_id AND s.video_id = :video_id
          AND v.state IS DISTINCT FROM s.state
        RETURNING v.video_id, v.state
    )
    INSERT INTO factory.states (video_id, state) SELECT video_id, state FROM changed
""")
PUBLISHED = "published"
"""The one status word that the view `factory.unfinished_videos` need not know of."""


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
