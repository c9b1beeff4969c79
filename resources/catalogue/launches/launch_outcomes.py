"""Outcomes of launches in Postgres: under way, over, or put back."""

from collections.abc import Mapping
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.workflow.launch import Following
from factory.workflow.waiting import Wait
from resources.catalogue.launches.launch_queue import LOOKS_AGAIN, OPEN, request_launch
from resources.catalogue.launches.stepwise_modes import stops_before
from resources.catalogue.state_changes import keep_state
from resources.catalogue.video_lock import hold_still
from resources.database.connection import transact
from resources.database.tables import launches

PUT_BACK: Mapping[str, Any] = {
    "attempts": launches.c.attempts + 1,
    "claimed_at": None,
    "claimed_by": None,
    "owner": None,
    "in_process": False,
    "run_id": None,
}

Outcome = Literal["succeeded", "failed", "superseded"]


class PostgresOutcomes:
    """See `factory.ports.Outcomes`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def started(self, launch_id: int, run_id: str) -> None:
        """See `factory.ports.Outcomes.started`."""
        self._change(launch_id, run_id=run_id)

    def ended(
        self,
        launch_id: int,
        outcome: Outcome | str,
        error: str = "",
        follows: Following | None = None,
    ) -> None:
        """See `factory.ports.Outcomes.ended`; the first end counts."""
        words = error.replace("\0", "")[:4000] or None
        end = (
            sa.update(launches)
            .where(launches.c.id == launch_id, OPEN)
            .values(ended_at=sa.func.now(), outcome=outcome, error=words)
            .returning(launches.c.video_id)
        )
        which = sa.select(launches.c.video_id).where(launches.c.id == launch_id)

        def end_it(connection: Connection) -> None:
            hold_still(connection, connection.scalar(which) or "")
            video_id = connection.scalar(end)
            if video_id and follows and not stops_before(connection, video_id, follows.phase):
                request_launch(
                    connection,
                    video_id,
                    follows.phase,
                    follows.reason,
                    follows.by,
                    follows.not_before,
                )
            if video_id:
                keep_state(connection, video_id)

        transact(self._engine, end_it)

    def again(self, launch_id: int, delay_seconds: float, *, forgiven: bool = False) -> None:
        """See `factory.ports.Outcomes.again`."""
        delay = sa.func.make_interval(0, 0, 0, 0, 0, 0, float(delay_seconds))
        facts = {"waits": launches.c.attempts - 1} if forgiven else {}
        self._change(launch_id, **PUT_BACK, **facts, not_before=sa.func.now() + delay)

    def postpone(self, launch_id: int, wait: Wait) -> None:
        """See `factory.ports.Outcomes.postpone`; one that waits for a person looks once a day."""
        self._change(
            launch_id,
            **PUT_BACK,
            waits=launches.c.waits + 1,
            wait=wait.model_dump(mode="json"),
            not_before=wait.until or LOOKS_AGAIN,
        )

    def _change(self, launch_id: int, **facts: object) -> None:
        change = sa.update(launches).where(launches.c.id == launch_id, OPEN).values(**facts)
        transact(self._engine, lambda connection: connection.execute(change))
