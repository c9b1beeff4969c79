"""What Dagster keeps of videos that are done with: found and removed in a few statements.

Dagster's own way deletes one run after the other, and leaves the checks.
"""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from resources.database.connection import transact

DUE: Final = """
    WITH limits AS (
        SELECT max(value::text::float) FILTER (WHERE key = 'archive_after_days') AS days,
               max(value::text::float) FILTER (WHERE key = 'most_live_videos') AS most
        FROM factory.config
    ), live AS (
        SELECT partition AS video_id FROM public.dynamic_partitions
        WHERE partitions_def_name = 'videos'
    ), done AS (
        SELECT v.video_id, greatest(v.deleted_at, max(p.published_at)) AS since
        FROM live JOIN factory.videos v USING (video_id)
        LEFT JOIN factory.posts p ON p.video_id = v.video_id
        WHERE NOT EXISTS (
            SELECT FROM factory.launches l WHERE l.video_id = v.video_id AND l.ended_at IS NULL
        ) AND NOT EXISTS (
            SELECT FROM factory.stages s WHERE s.video_id = v.video_id
            AND s.finished_at IS NULL AND s.failed_at IS NULL
        )
        GROUP BY v.video_id
        HAVING v.deleted_at IS NOT NULL OR max(p.published_at) IS NOT NULL
    )
    SELECT video_id FROM (
        SELECT video_id, since, row_number() OVER (ORDER BY since, video_id) AS place FROM done
    ) ranked, limits
    WHERE since < now() - make_interval(secs => days * 86400)
       OR place <= (SELECT count(*) FROM live) - most
    ORDER BY since, video_id LIMIT :limit
"""
ENDED: Final = "('SUCCESS', 'FAILURE', 'CANCELED')"
OLD_RUNS: Final = f"""
    SELECT run_id FROM public.runs WHERE partition IS NULL AND status IN {ENDED}
    AND update_timestamp < (now() AT TIME ZONE 'UTC') - make_interval(secs => 86400 * (
        SELECT value::text::float FROM factory.config WHERE key = 'archive_after_days'))
"""
OF_RUNS: Final = (
    "DELETE FROM public.asset_event_tags WHERE event_id IN"
    " (SELECT id FROM public.event_logs WHERE run_id = ANY(:runs))",
    "DELETE FROM public.asset_check_executions WHERE run_id = ANY(:runs)",
    "DELETE FROM public.event_logs WHERE run_id = ANY(:runs)",
    "DELETE FROM public.run_tags WHERE run_id = ANY(:runs)",
    "DELETE FROM public.runs WHERE run_id = ANY(:runs)",
)
OF_VIDEOS: Final = (
    # What was reported without a run, such as decisions; found by their asset, which is indexed.
    "DELETE FROM public.event_logs WHERE partition = ANY(:videos) AND asset_key IN"
    " (SELECT asset_key FROM public.asset_keys)",
    "DELETE FROM public.dynamic_partitions WHERE partitions_def_name = 'videos'"
    " AND partition = ANY(:videos)",
)


class DagsterArchive:
    """See `factory.ports.Archive`.

    Args:
        engine: of the database that Dagster and the factory share.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, limit: int) -> list[str]:
        """See `factory.ports.Archive.due`."""
        return self._ask(lambda c: list(c.scalars(sa.text(DUE), {"limit": limit})))

    def forget(self, video_ids: Sequence[str]) -> int:
        """See `factory.ports.Archive.forget`."""
        videos = {"videos": list(video_ids)}

        def forget(connection: Connection) -> int:
            question = "SELECT run_id FROM public.runs WHERE partition = ANY(:videos)"
            runs = list(connection.scalars(sa.text(question), videos))
            _forget_runs(connection, runs)
            for statement in OF_VIDEOS:
                connection.execute(sa.text(statement), videos)
            return len(runs)

        return self._ask(forget)

    def forget_old_runs(self) -> int:
        """See `factory.ports.Archive.forget_old_runs`."""

        def forget(connection: Connection) -> int:
            runs = list(connection.scalars(sa.text(OLD_RUNS)))
            _forget_runs(connection, runs)
            return len(runs)

        return self._ask(forget)

    def _ask(self, question: Any) -> Any:
        return transact(self._engine, question)


def _forget_runs(connection: Connection, runs: Sequence[str]) -> None:
    for statement in OF_RUNS:
        connection.execute(sa.text(statement), {"runs": list(runs)})
