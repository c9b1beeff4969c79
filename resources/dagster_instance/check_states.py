"""How every video stands with each asset check, in time that grows with the videos.

Stock, Dagster asks the database for each check and each video whether the video is still there, and
copies all it knows so far for each: with ten thousand videos a page takes half a minute.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import sqlalchemy as sa
from dagster import AssetCheckKey, AssetKey, DynamicPartitionsDefinition, PartitionsDefinition
from dagster._core.asset_graph_view.serializable_entity_subset import SerializableEntitySubset
from dagster._core.definitions.partitions.subset import DefaultPartitionsSubset
from dagster._core.storage.asset_check_execution_record import (
    AssetCheckExecutionRecordStatus,
    AssetCheckExecutionResolvedStatus,
    AssetCheckPartitionInfo,
)
from dagster._core.storage.asset_check_state import AssetCheckState
from dagster._core.storage.dagster_run import FINISHED_STATUSES, DagsterRunStatus, RunsFilter
from dagster_postgres.event_log import PostgresEventLogStorage

Status: TypeAlias = AssetCheckExecutionResolvedStatus
Wanted: TypeAlias = tuple[AssetCheckKey, PartitionsDefinition | None]

MADE = sa.text("""
    SELECT partition, max(id) FROM event_logs
    WHERE asset_key = :asset AND dagster_event_type = 'ASSET_MATERIALIZATION' GROUP BY partition
""")
EVALUATED = sa.text("""
    SELECT DISTINCT ON (check_name, partition) check_name, partition, execution_status, run_id,
        evaluation_event_storage_id, materialization_event_storage_id
    FROM asset_check_executions
    WHERE asset_key = :asset AND check_name = ANY(:names)
        AND evaluation_event_storage_id IS NOT NULL AND partition IS NOT NULL
    ORDER BY check_name, partition, id DESC
""")

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
        ours = {
            key: definition
            for key, definition in keys
            if isinstance(definition, DynamicPartitionsDefinition) and definition.name
        }
        others = [(key, definition) for key, definition in keys if key not in ours]
        infos: dict[AssetCheckKey, list[AssetCheckPartitionInfo]] = defaultdict(list)
        for asset in {key.asset_key for key in ours}:
            for info in self._infos(asset, [key.name for key in ours if key.asset_key == asset]):
                infos[info.check_key].append(info)
        ended = self._ended(info for every in infos.values() for info in every)
        live = {
            name: frozenset(self._storage.get_dynamic_partitions(name))
            for name in {str(definition.name) for definition in ours.values()}
        }
        states = {
            key: _state(key, infos[key], live[str(definition.name)], ended)
            for key, definition in ours.items()
        }
        return {**states, **(self._stock(others) if others else {})}

    def _infos(self, asset: AssetKey, names: Sequence[str]) -> Iterator[AssetCheckPartitionInfo]:
        """Give the newest of each check and video; for all checks of an asset in two queries."""
        facts = {"asset": asset.to_string(), "names": list(names)}
        with self._storage.index_connection() as connection:
            made = dict(tuple(row) for row in connection.execute(MADE, facts))
            found = connection.execute(EVALUATED, facts).all()
        whole = made.pop(None, None)
        for row in found:
            newest = max(filter(None, (made.get(row.partition), whole)), default=None)
            yield AssetCheckPartitionInfo(
                check_key=AssetCheckKey(asset, row.check_name),
                partition_key=row.partition,
                latest_execution_status=AssetCheckExecutionRecordStatus(row.execution_status),
                latest_target_materialization_storage_id=row.materialization_event_storage_id,
                latest_planned_run_id=row.run_id,
                latest_check_event_storage_id=row.evaluation_event_storage_id,
                latest_materialization_storage_id=newest,
            )

    def _ended(self, infos: Iterable[AssetCheckPartitionInfo]) -> Mapping[str, DagsterRunStatus]:
        """Return how those runs ended that began a check and have not said what came of it."""
        open_runs = {info.latest_planned_run_id for info in infos if _is_planned(info)}
        if not open_runs:
            return {}
        ended = RunsFilter(run_ids=list(open_runs), statuses=FINISHED_STATUSES)
        runs = self._storage._instance.get_runs(filters=ended)
        return {run.run_id: run.status for run in runs}


def _state(
    key: AssetCheckKey,
    infos: Sequence[AssetCheckPartitionInfo],
    live: Collection[str],
    ended: Mapping[str, DagsterRunStatus],
) -> AssetCheckState:
    videos: dict[Status, set[str]] = {status: set() for status in Status}
    running: dict[str, set[str]] = defaultdict(set)
    for info in infos:
        video = info.partition_key
        if video is None or video not in live:
            continue
        status = _status(info, ended)
        if status is not None:
            videos[status].add(video)
        if status is Status.IN_PROGRESS:
            running[info.latest_planned_run_id].add(video)
    newest = max((_storage_id(info) for info in infos), default=0)
    return AssetCheckState(
        latest_storage_id=newest,
        subsets={status: _subset(key, found) for status, found in videos.items()},
        in_progress_runs={run: _subset(key, found) for run, found in running.items()},
    )


def _status(info: AssetCheckPartitionInfo, ended: Mapping[str, DagsterRunStatus]) -> Status | None:
    """Return one video's status; None where the asset was made anew since."""
    if not _is_planned(info):
        return AS_EVALUATED[info.latest_execution_status] if info.is_current else None
    run = ended.get(info.latest_planned_run_id)
    if run is None:
        return Status.IN_PROGRESS
    return Status.EXECUTION_FAILED if run == DagsterRunStatus.FAILURE else Status.SKIPPED


def _is_planned(info: AssetCheckPartitionInfo) -> bool:
    return info.latest_execution_status == AssetCheckExecutionRecordStatus.PLANNED


def _storage_id(info: AssetCheckPartitionInfo) -> int:
    return max(info.latest_check_event_storage_id, info.latest_materialization_storage_id or 0)


def _subset(key: AssetCheckKey, videos: set[str]) -> SerializableEntitySubset[AssetCheckKey]:
    return SerializableEntitySubset(key=key, value=DefaultPartitionsSubset(videos))
