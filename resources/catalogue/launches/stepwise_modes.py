"""Modes in Postgres: which videos go on by themselves, and which step by step."""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.workflow.phases import PHASES
from resources.catalogue.video_lock import hold_still
from resources.database.connection import transact
from resources.database.tables import videos

STANDS = sa.text("""
    SELECT phase FROM factory.video_status WHERE video_id = :video_id AND status = 'awaiting_step'
""")


class PostgresModes:
    """Whether a video stops after each step until somebody lets it go on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def is_stepwise(self, video_id: str) -> bool:
        """Whether it stops; a video that is not there does not."""
        return transact(self._engine, lambda c: is_stepwise(c, video_id))

    def switch(self, video_id: str, *, stepwise: bool) -> str | None:
        """Change it; what runs goes on to the end of its phase.

        Returns:
            The phase after which the video stood at that moment, between two steps; None: it did not.
        """
        change = (
            sa.update(videos)
            .where(videos.c.video_id == video_id)
            .values(stepwise=stepwise, runs_until=None)
        )

        def switch(connection: Connection) -> str | None:
            hold_still(connection, video_id)
            stood = connection.scalar(STANDS, {"video_id": video_id})
            connection.execute(change)
            return stood

        return transact(self._engine, switch)

    def run_until(self, video_id: str, phase: str | None) -> None:
        """Let a video that stops after each step go on by itself up to a phase; None: it stops."""
        change = sa.update(videos).where(videos.c.video_id == video_id).values(runs_until=phase)
        transact(self._engine, lambda c: c.execute(change))


def stops_before(connection: Connection, video_id: str, phase: str) -> bool:
    """Whether a video stops before a phase until somebody lets it go on."""
    question = sa.select(videos.c.stepwise, videos.c.runs_until)
    row = connection.execute(question.where(videos.c.video_id == video_id)).one_or_none()
    if row is None or not row.stepwise:
        return False
    return row.runs_until is None or PHASES.index(phase) > PHASES.index(row.runs_until)


def is_stepwise(connection: Connection, video_id: str) -> bool:
    """Whether a video stops after each step, as seen by one transaction."""
    question = sa.select(videos.c.stepwise).where(videos.c.video_id == video_id)
    return bool(connection.scalar(question))
