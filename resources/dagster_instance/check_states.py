"""How every video stands with each asset check, in time that grows with the videos.

Stock, Dagster asks the database for each check and each video whether the video is still there, and
copies all it knows so far for each: with ten thousand videos a page takes half a minute.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from dagster import AssetCheckKey, DynamicPartitionsDefinition, PartitionsDefinition
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
        for info in self._storage.get_asset_check_partition_info(list(ours)):
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
