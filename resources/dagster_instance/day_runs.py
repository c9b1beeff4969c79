"""Runs of a day in Dagster's own tables: how the schedules of the day have ended."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.records import Payload
from resources.database.connection import transact

RUNS: Final = """
    SELECT pipeline_name AS job, count(*) AS runs,
           count(*) FILTER (WHERE status = 'SUCCESS') AS succeeded,
           count(*) FILTER (WHERE status = 'FAILURE') AS failed
    FROM public.runs
    WHERE pipeline_name = ANY(:jobs) AND create_timestamp >= :since
    GROUP BY pipeline_name
"""


class JobRuns(Payload):
    """How the runs of one job have ended."""

    job: str
    runs: int
    succeeded: int
    failed: int


def runs_since(engine: Engine, jobs: tuple[str, ...], since: datetime) -> dict[str, JobRuns]:
    """Return the runs of these jobs since a moment (UTC); none where Dagster has never run here."""
    there = sa.text("SELECT to_regclass('public.runs') IS NOT NULL")
    asked = {"jobs": list(jobs), "since": since.replace(tzinfo=None)}

    def ask(connection: Connection) -> list[JobRuns]:
        if not connection.scalar(there):
            return []
        rows = connection.execute(sa.text(RUNS), asked).mappings()
        return [JobRuns.model_validate(dict(row)) for row in rows]

    return {one.job: one for one in transact(engine, ask)}
