"""Withdrawals: what was asked for and shall not be made, and what was made and shall not be kept."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import PermanentError
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.video_lock import hold_still
from resources.database.connection import transact
from resources.database.tables import launches, stages, videos
from resources.machine.claim_owners import certainly_dead


@dataclass(frozen=True, slots=True)
class OpenLaunch:
    """A phase that was asked for and has not ended."""

    id: int
    phase: str
    run_id: str | None
    begun: bool
    """Somebody has claimed it; with a run of Dagster's, or inside a process of its own."""
    in_terminal: bool
    """It runs inside a `factory make` that is still alive, as far as this machine can know."""


class PostgresWithdrawals:
    """Calls videos off, and marks them as gone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open_launches(self, video_id: str) -> list[OpenLaunch]:
        """Return what of a video is asked for or running, oldest first."""
        return transact(self._engine, lambda c: _open(c, video_id))

    def cancel(self, video_id: str, by: str) -> list[OpenLaunch]:
        """End every open launch of a video as cancelled; return them."""

        def cancel(connection: Connection) -> list[OpenLaunch]:
            hold_still(connection, video_id)
            found = _open(connection, video_id)
            if found:
                connection.execute(
                    sa.update(launches)
                    .where(launches.c.id.in_([launch.id for launch in found]))
                    .where(launches.c.ended_at.is_(None))
                    .values(
                        ended_at=sa.func.clock_timestamp(),
                        outcome="cancelled",
                        error=f"cancelled by {by}",
                    )
                )
                phases = [launch.phase for launch in found]
                facts = {"by": by, "phases": phases}
                announce(connection, topics.VIDEO_CANCELLED, video_id, facts)
            return found

        return transact(self._engine, cancel)

    def delete(self, video_id: str, by: str) -> None:
        """Mark a video as deleted; its facts and charges stay.

        Raises:
            PermanentError: a phase or a stage of it is running.
        """

        def delete(connection: Connection) -> None:
            hold_still(connection, video_id)
            running = sa.select(stages.c.stage).where(
                stages.c.video_id == video_id,
                stages.c.finished_at.is_(None),
                stages.c.failed_at.is_(None),
            )
            at_work = [*(one.phase for one in _open(connection, video_id))]
            at_work += connection.scalars(running).all()
            if at_work:
                raise PermanentError(
                    f"{video_id} cannot be deleted: {', '.join(at_work)} of it is running or asked "
                    f"for; `factory cancel {video_id}` first"
                )
            connection.execute(
                sa.update(videos)
                .where(videos.c.video_id == video_id)
                .values(deleted_at=sa.func.clock_timestamp())
            )
            announce(connection, topics.VIDEO_DELETED, video_id, {"by": by})

        transact(self._engine, delete)


def _open(connection: Connection, video_id: str) -> list[OpenLaunch]:
    found = connection.execute(
        sa.select(launches)
        .where(launches.c.video_id == video_id, launches.c.ended_at.is_(None))
        .order_by(launches.c.id)
        .with_for_update()
    ).all()
    return [
        OpenLaunch(
            id=row.id,
            phase=row.phase,
            run_id=row.run_id,
            begun=row.claimed_at is not None,
            in_terminal=bool(row.in_process and row.owner and not certainly_dead(row.owner)),
        )
        for row in found
    ]
