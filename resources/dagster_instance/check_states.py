"""How every video stands with each asset check, in time that grows with the videos.

Stock, Dagster asks the database for each check and each video whether the video is still there, and
copies all it knows so far for each: with ten thousand videos a page takes half a minute. Here the
database itself says how each video stands; what comes back is a list of videos for each answer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from dagster import AssetCheckKey, AssetKey, DynamicPartitionsDefinition, PartitionsDefinition
from dagster._core.asset_graph_view.serializable_entity_subset import SerializableEntitySubset
from dagster._core.definitions.partitions.subset import DefaultPartitionsSubset
from dagster._core.storage.asset_check_execution_record import (
    AssetCheckExecutionRecordStatus,
    AssetCheckExecutionResolvedStatus,
)
from dagster._core.storage.asset_check_state import AssetCheckState
from dagster._core.storage.dagster_run import FINISHED_STATUSES, DagsterRunStatus, RunsFilter
from dagster_postgres.event_log import PostgresEventLogStorage

Status: TypeAlias = AssetCheckExecutionResolvedStatus
Wanted: TypeAlias = tuple[AssetCheckKey, PartitionsDefinition | None]

STANDING = sa.text("""
    WITH made AS (
        SELECT partition, max(id) AS id FROM event_logs
        WHERE asset_key = :asset AND dagster_event_type = 'ASSET_MATERIALIZATION' GROUP BY partition
    ), evaluated AS (
        SELECT DISTINCT ON (check_name, partition) check_name, partition, execution_status, run_id,
            evaluation_event_storage_id AS id, materialization_event_storage_id AS judged
        FROM asset_check_executions
        WHERE asset_key = :asset AND check_name = ANY(:names)
            AND evaluation_event_storage_id IS NOT NULL AND partition IS NOT NULL
        ORDER BY check_name, partition, asset_check_executions.id DESC
    ), standing AS (
        SELECT e.*, live.partition IS NOT NULL AS is_live,
            greatest(made.id, (SELECT id FROM made WHERE partition IS NULL)) AS made_id,
            CASE WHEN e.execution_status = 'PLANNED' THEN e.run_id END AS open_run
        FROM evaluated e
        LEFT JOIN made ON made.partition = e.partition
        LEFT JOIN dynamic_partitions live
            ON live.partitions_def_name = :definition AND live.partition = e.partition
    )
    SELECT check_name, execution_status, open_run, max(greatest(id, made_id)) AS newest_id,
        array_agg(partition) FILTER (WHERE is_live
            AND (open_run IS NOT NULL OR made_id IS NULL OR made_id = judged)) AS videos
    FROM standing GROUP BY check_name, execution_status, open_run
""")
"""One row for each check, what came of it, and each run that began it and has not said what came.

A video whose asset was made anew since it was judged stands nowhere.
"""

AS_EVALUATED: Mapping[AssetCheckExecutionRecordStatus, Status] = {
    AssetCheckExecutionRecordStatus.SUCCEEDED: Status.SUCCEEDED,
    AssetCheckExecutionRecordStatus.FAILED: Status.FAILED,
}


class CheckStates:
    """Answers `get_asset_check_state` for checks that are keyed by video; others go the stock way.

    Args:
        storage: Dagster's storage of events, as stock.
    """

    def __init__(self, storage: PostgresEventLogStorage) -> None:
        self._storage = storage
        self._stock = storage.get_asset_check_state

    def states(self, keys: Sequence[Wanted]) -> Mapping[AssetCheckKey, AssetCheckState]:
        """Return how each check stands, by the partitions that are there now."""
        ours: dict[tuple[AssetKey, str], list[AssetCheckKey]] = defaultdict(list)
        others: list[Wanted] = []
        for key, definition in keys:
            if isinstance(definition, DynamicPartitionsDefinition) and definition.name:
                ours[key.asset_key, definition.name].append(key)
            else:
                others.append((key, definition))
        states: dict[AssetCheckKey, AssetCheckState] = {}
        for (asset, definition), checks in ours.items():
            rows = self._rows(asset, definition, [key.name for key in checks])
            ended = self._ended({row.open_run for row in rows if row.open_run})
            for key in checks:
                of_this = [row for row in rows if row.check_name == key.name]
                states[key] = _state(key, of_this, ended)
        return {**states, **(self._stock(others) if others else {})}

    def _rows(self, asset: AssetKey, definition: str, names: list[str]) -> Sequence[Any]:
        facts = {"asset": asset.to_string(), "definition": definition, "names": names}
        with self._storage.index_connection() as connection:
            return connection.execute(STANDING, facts).all()

    def _ended(self, open_runs: set[str]) -> Mapping[str, DagsterRunStatus]:
        """Return how those runs ended that began a check and have not said what came of it."""
        if not open_runs:
            return {}
        ended = RunsFilter(run_ids=list(open_runs), statuses=FINISHED_STATUSES)
        runs = self._storage._instance.get_runs(filters=ended)
        return {run.run_id: run.status for run in runs}


def _state(
    key: AssetCheckKey, rows: Sequence[Any], ended: Mapping[str, DagsterRunStatus]
) -> AssetCheckState:
    videos: dict[Status, set[str]] = {status: set() for status in Status}
    running: dict[str, SerializableEntitySubset[AssetCheckKey]] = {}
    for row in rows:
        if not row.videos:
            continue
        status = _status(row, ended)
        videos[status].update(row.videos)
        if status is Status.IN_PROGRESS:
            running[row.open_run] = _subset(key, set(row.videos))
    return AssetCheckState(
        latest_storage_id=max((row.newest_id for row in rows), default=0),
        subsets={status: _subset(key, found) for status, found in videos.items()},
        in_progress_runs=running,
    )


def _status(row: Any, ended: Mapping[str, DagsterRunStatus]) -> Status:
    if not row.open_run:
        return AS_EVALUATED[AssetCheckExecutionRecordStatus(row.execution_status)]
    run = ended.get(row.open_run)
    if run is None:
        return Status.IN_PROGRESS
    return Status.EXECUTION_FAILED if run == DagsterRunStatus.FAILURE else Status.SKIPPED


def _subset(key: AssetCheckKey, videos: set[str]) -> SerializableEntitySubset[AssetCheckKey]:
    return SerializableEntitySubset(key=key, value=DefaultPartitionsSubset(videos))
