"""Factory overview in Postgres: one question for each kind of figure, all at one moment."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.interchange.factory_overview import Levels, OperationFigures
from resources.catalogue.json_rows import Rows, rows
from resources.database.connection import transact
from resources.journal.limit_sums import PAID

STATES: Final = """
    SELECT state, count(*) AS videos FROM factory.videos WHERE state IS NOT NULL GROUP BY state
"""
"""Kept at every change; the view `video_status` would work out each word anew."""

KINDS: Final = {
    "stages": """
        SELECT stage, count(*) FILTER (WHERE finished_at IS NOT NULL) AS finished,
               count(*) FILTER (WHERE finished_at IS NULL AND failed_at IS NOT NULL) AS failed,
               count(*) FILTER (WHERE finished_at IS NULL AND failed_at IS NULL) AS running,
               coalesce(sum(extract(epoch FROM finished_at - started_at)), 0) AS seconds,
               percentile_cont(0.95) WITHIN GROUP (
                   ORDER BY extract(epoch FROM finished_at - started_at)
               ) FILTER (WHERE finished_at > now() - interval '7 days') AS seconds_95
        FROM factory.stages GROUP BY stage ORDER BY stage
    """,
    "queue": """
        SELECT phase,
               count(*) FILTER (WHERE claimed_at IS NULL AND due) AS waiting,
               count(*) FILTER (WHERE claimed_at IS NULL AND NOT due) AS postponed,
               count(*) FILTER (WHERE claimed_at IS NOT NULL) AS running,
               coalesce(extract(epoch FROM now() - min(greatest(requested_at, not_before))
                   FILTER (WHERE claimed_at IS NULL AND due)), 0) AS oldest_seconds
        FROM (
            SELECT *, not_before IS NULL OR not_before <= now() AS due
            FROM factory.launches WHERE ended_at IS NULL
        ) open GROUP BY phase ORDER BY phase
    """,
    "runs": """
        SELECT phase, outcome, count(*) AS runs,
               coalesce(sum(extract(epoch FROM ended_at - claimed_at)), 0) AS seconds
        FROM factory.launches WHERE ended_at IS NOT NULL
        GROUP BY phase, outcome ORDER BY phase, outcome
    """,
    "spending": f"""
        SELECT split_part(stage, '/', 1) AS stage, provider,
               count(*) FILTER (WHERE state = 'settled') AS settled,
               count(*) FILTER (WHERE state = 'released') AS failed,
               count(*) FILTER (WHERE state = 'in_doubt') AS in_doubt,
               coalesce({PAID}, 0) AS spent_usd
        FROM factory.charges WHERE day = (now() AT TIME ZONE 'UTC')::date
        GROUP BY 1, provider ORDER BY 1, provider
    """,
    "decisions": """
        SELECT decision, count(*) AS decisions,
               count(*) FILTER (WHERE decided_at > now() - interval '30 days') AS last_30_days
        FROM factory.reviews GROUP BY decision ORDER BY decision
    """,
    "posts": """
        SELECT outlet, count(*) FILTER (WHERE published_at IS NOT NULL) AS published,
               count(*) FILTER (WHERE published_at IS NULL AND unknown_at IS NULL
                                AND failed_at IS NOT NULL) AS failed,
               count(*) FILTER (WHERE published_at IS NULL AND unknown_at IS NOT NULL) AS unknown
        FROM factory.posts GROUP BY outlet ORDER BY outlet
    """,
    "circuits": """
        SELECT provider, failures, coalesce(open_until > now(), false) AS open
        FROM factory.circuits ORDER BY provider
    """,
}

DAEMONS: Final = """
    SELECT daemon_type AS daemon,
           extract(epoch FROM (now() AT TIME ZONE 'UTC') - timestamp) AS silent_seconds
    FROM public.daemon_heartbeats ORDER BY daemon_type
"""
SWITCHES: Final = "SELECT key, value FROM factory.config WHERE jsonb_typeof(value) = 'boolean'"

LEVELS: Final = """
    WITH run AS (
        SELECT count(*) FILTER (WHERE outcome = 'succeeded') AS good, count(*) AS n
        FROM factory.launches
        WHERE ended_at > now() - interval '30 days' AND outcome IN ('succeeded', 'failed')
    ), called AS (
        SELECT sum((state IN ('released', 'in_doubt'))::int) AS bad, count(*) AS n
        FROM factory.charges
        WHERE day > (now() AT TIME ZONE 'UTC')::date - 30 AND state <> 'reserved'
    ), spent AS (
        SELECT coalesce(sum(spent_usd), 0) AS usd FROM factory.spending
        WHERE day > (now() AT TIME ZONE 'UTC')::date - 30
    ), decided AS (
        SELECT count(*) FILTER (WHERE decision = 'approved') AS good, count(*) AS n
        FROM factory.reviews
        WHERE decided_at > now() - interval '30 days' AND decision <> 'held'
    ), post AS (
        SELECT count(*) FILTER (WHERE published_at IS NOT NULL) AS good, count(*) AS n
        FROM factory.posts WHERE coalesce(published_at, failed_at, unknown_at)
            > now() - interval '30 days'
    ), done AS (
        SELECT p.video_id, sum(extract(epoch FROM l.ended_at - l.claimed_at)) / 60 AS minutes
        FROM (SELECT DISTINCT video_id FROM factory.posts
              WHERE published_at > now() - interval '30 days') p
        JOIN factory.launches l USING (video_id) WHERE l.outcome = 'succeeded'
        GROUP BY p.video_id
    ), made AS (
        SELECT count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes) AS minutes
        FROM done
    )
    SELECT run.n AS runs, run.good::float / nullif(run.n, 0) AS runs_succeeded,
           called.n AS calls, called.bad::float / nullif(called.n, 0) AS calls_failed,
           decided.n AS decisions, decided.good::float / nullif(decided.n, 0) AS approved,
           post.n AS posts, post.good::float / nullif(post.n, 0) AS uploaded,
           made.n AS videos, spent.usd::float / nullif(made.n, 0) AS usd_per_video,
           made.minutes AS minutes_per_video
    FROM run, called, spent, decided, post, made
"""


class PostgresOperations:
    """How the whole factory does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def figures(self) -> OperationFigures:
        """Return everything that is counted; half a second among ten thousand videos."""
        return OperationFigures.from_facts(transact(self._engine, _figures))

    def levels(self) -> Levels:
        """Return how the last 30 days were."""
        return Levels.from_facts(transact(self._engine, lambda c: rows(c, LEVELS)[0]))

    def longest_silence(self) -> float | None:
        """Return for how long the most silent of Dagster's daemons gave no sign; None: none ever ran.

        Raises:
            TransientError: the database does not answer at once.
        """

        def ask(connection: Connection) -> float | None:
            silent = [row["silent_seconds"] for row in _daemons(connection)]
            return max(silent, default=None)

        return transact(self._engine, ask, ride_seconds=0)


def _figures(connection: Connection) -> dict[str, Any]:
    connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    size = "SELECT pg_database_size(current_database())"
    return {
        "at": connection.scalar(sa.text("SELECT now()")),
        "videos": {row["state"]: row["videos"] for row in rows(connection, STATES)},
        **{kind: rows(connection, question) for kind, question in KINDS.items()},
        "daemons": _daemons(connection),
        "switches": {row["key"]: row["value"] for row in rows(connection, SWITCHES)},
        "database_bytes": connection.scalar(sa.text(size)),
    }


def _daemons(connection: Connection) -> Rows:
    """Return Dagster's daemons; it makes their table when it first starts."""
    there = connection.scalar(sa.text("SELECT to_regclass('public.daemon_heartbeats')"))
    return rows(connection, DAEMONS) if there else []
