"""Shared stages in Postgres: what running stages leave to other runs as well."""

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.workflow.shared_stage import HELPS, SharedStage
from resources.catalogue.launches.paused_channels import rests
from resources.database.connection import transact
from resources.database.tables import config, stages, work

RUNNING = sa.and_(stages.c.finished_at.is_(None), stages.c.failed_at.is_(None))

PATIENCE_SECONDS: Final = 20.0
"""How long a run waits before helpers give way to it: an idle worker would have taken it by then."""

HANDED_OUT: Final = sa.text("SELECT to_regclass('public.runs') IS NOT NULL")
WAITED_FOR: Final = sa.text("""
    SELECT EXISTS (
        SELECT FROM factory.run_leases waiting
        JOIN public.runs r ON r.run_id = waiting.run_id AND r.status = 'STARTING'
        WHERE waiting.worker IS NULL AND waiting.cancelled_at IS NULL AND waiting.asked_at < now() - make_interval(secs => :seconds)
          AND NOT EXISTS (
              SELECT FROM public.run_tags t WHERE t.run_id = waiting.run_id AND t.key = :helps
          )
    )
""")
"""Whether a run waits for a worker that itself helps nobody."""


class PostgresSharedStages:
    """See `factory.ports.SharedStages`.

    Args:
        engine: of the database that Dagster and the factory share.
        patience_seconds: how long a run waits before helpers give way to it.
    """

    def __init__(self, engine: Engine, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._engine = engine
        self._patience_seconds = patience_seconds

    def share(self, stage: SharedStage) -> None:
        """See `factory.ports.SharedStages.share`."""
        left = (
            sa.update(stages)
            .where(stages.c.video_id == stage.video_id, stages.c.stage == stage.stage)
            .where(stages.c.run_id == stage.run_id, RUNNING)
            .values(shared_units=stage.units or None)
        )
        transact(self._engine, lambda connection: connection.execute(left))

    def left(self, units: Collection[str], *, recalling: bool) -> int:
        """See `factory.ports.SharedStages.left`."""
        serves = sa.true() if recalling else work.c.retired_at.is_(None)
        done = sa.select(sa.func.count()).where(
            work.c.fingerprint.in_(units), work.c.done_at.is_not(None), serves
        )
        return len(units) - (transact(self._engine, lambda c: c.scalar(done)) or 0)

    def shared(self) -> Sequence[SharedStage]:
        """See `factory.ports.SharedStages.shared`."""
        paused = sa.select(config.c.value).where(config.c.key == "paused")
        question = (
            sa.select(stages.c.video_id, stages.c.stage, stages.c.run_id, stages.c.shared_units)
            .where(RUNNING, stages.c.shared_units > 0, ~rests(stages.c.video_id))
            .order_by(stages.c.started_at)
        )

        def shared(connection: Connection) -> list[SharedStage]:
            if connection.scalar(paused):
                return []
            return [SharedStage(*row) for row in connection.execute(question)]

        return transact(self._engine, shared)

    def over(self, video_id: str, stage: str, run_id: str) -> str:
        """See `factory.ports.SharedStages.over`."""
        mine = sa.and_(
            stages.c.video_id == video_id, stages.c.stage == stage, stages.c.run_id == run_id
        )
        running = sa.select(sa.exists().where(mine, RUNNING))
        asked = {"seconds": self._patience_seconds, "helps": HELPS}

        def over(connection: Connection) -> str:
            if not connection.scalar(running):
                return f"run {run_id} is not making {stage} of {video_id} any more"
            if connection.scalar(HANDED_OUT) and connection.scalar(WAITED_FOR, asked):
                return "a run that makes something else waits for a worker"
            return ""

        return transact(self._engine, over)
