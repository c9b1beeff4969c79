"""The course of old runs: what Dagster noted of each step, taken away; what runs made stays.

Materializations, checks, how a run began and ended, and why it failed are kept for as long as the
run is: pages and sensors read them.
"""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.ports import Removable
from resources.dagster_instance.archive import ENDED
from resources.database.connection import transact

OLD_COURSES: Final = f"""
    FROM public.event_logs e USING public.runs r
    WHERE r.run_id = e.run_id AND r.status IN {ENDED}
      AND r.update_timestamp < (now() AT TIME ZONE 'UTC') - make_interval(secs => :seconds)
      AND e.asset_key IS NULL AND (
          e.dagster_event_type IS NULL OR e.dagster_event_type IN (
              'ENGINE_EVENT', 'LOGS_CAPTURED', 'STEP_START', 'STEP_OUTPUT', 'STEP_INPUT',
              'STEP_SUCCESS', 'STEP_WORKER_STARTING', 'STEP_WORKER_STARTED',
              'RESOURCE_INIT_STARTED', 'RESOURCE_INIT_SUCCESS', 'HANDLED_OUTPUT', 'LOADED_INPUT',
              'PIPELINE_ENQUEUED', 'PIPELINE_DEQUEUED', 'PIPELINE_STARTING'
          )
      )
"""
SIZE: Final = "pg_column_size(e.*) AS bytes"
DUE: Final = f"""
    SELECT {SIZE} {OLD_COURSES.replace("USING public.runs r", ", public.runs r")}
"""
GONE: Final = f"DELETE {OLD_COURSES} RETURNING {SIZE}"


@dataclass(frozen=True, slots=True)
class RunCourses:
    """Dagster's events of runs that ended. See `factory.ports.Cleaner`."""

    engine: Engine

    @property
    def kind(self) -> str:
        """See `factory.ports.Cleaner.kind`."""
        return "events"

    @property
    def about(self) -> str:
        """See `factory.ports.Cleaner.about`."""
        return "what Dagster noted of the steps of old runs"

    def due(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.due`."""
        return transact(self.engine, lambda c: _total(c, DUE, days))

    def clean(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.clean`; Postgres uses the room again for later events."""
        return transact(self.engine, lambda c: _total(c, GONE, days))


def _total(connection: sa.Connection, rows: str, days: float) -> Removable:
    """Return how many rows a statement gives, and their bytes."""
    if connection.scalar(sa.text("SELECT to_regclass('public.event_logs')")) is None:
        return Removable()  # nobody has opened Dagster here yet
    total = f"WITH found AS ({rows}) SELECT count(*), coalesce(sum(bytes), 0) FROM found"
    count, size = connection.execute(sa.text(total), {"seconds": days * 86400}).one()
    return Removable(count, int(size))
