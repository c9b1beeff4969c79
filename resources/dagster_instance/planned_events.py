"""What a run intends to make, noted in one transaction.

Stock, each asset and each check of a run that is created takes two or three commits, and one of its
statements is compiled anew every time: together they are most of what it costs to create a run.

A check that is intended has no event of its own: its row in `asset_check_executions` holds the same until it is
evaluated, and nothing but a line of the run's page was made of the event.
"""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from dagster import DagsterEventType, EventLogEntry
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus
from dagster._core.storage.event_log.migration import ASSET_KEY_INDEX_COLS
from dagster._core.storage.event_log.schema import (
    AssetCheckExecutionsTable,
    SqlEventLogStorageTable,
)
from dagster_postgres.event_log import PostgresEventLogStorage
from sqlalchemy import Connection

PLANNED: Final = frozenset(
    {
        DagsterEventType.ASSET_MATERIALIZATION_PLANNED,
        DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED,
    }
)
EVENTS: Final = SqlEventLogStorageTable.insert().returning(
    SqlEventLogStorageTable.c.id, sort_by_parameter_order=True
)
CHECKS: Final = AssetCheckExecutionsTable.insert()
ASSETS: Final = sa.text("""
    INSERT INTO asset_keys (asset_key, last_run_id, last_materialization_timestamp)
    SELECT asset_key, :last_run_id, :last_materialization_timestamp
    FROM unnest(cast(:asset_keys AS text[])) asset_key
    ON CONFLICT (asset_key) DO UPDATE SET last_run_id = excluded.last_run_id,
        last_materialization_timestamp = excluded.last_materialization_timestamp
""")
"""A text, as SQLAlchemy keeps no compiled form of an insertion with ON CONFLICT."""


class PlannedEvents:
    """Stores planned assets and checks of one run together; other batches go the stock way.

    Args:
        storage: Dagster's storage of events, as stock.
    """

    def __init__(self, storage: PostgresEventLogStorage) -> None:
        self._storage = storage
        self._stock = storage.store_event_batch

    def store(self, events: Sequence[EventLogEntry]) -> None:
        """Store events that come together."""
        kinds = {event.get_dagster_event().event_type for event in events}
        alike = kinds <= PLANNED and len({event.run_id for event in events}) == 1
        if not alike or not self._storage.has_secondary_index(ASSET_KEY_INDEX_COLS):
            self._stock(events)
            return
        assets = [event for event in events if not _is_check(event)]
        # A row wants the number of an event, which is that of its evaluation once there is one.
        logged = assets or events[:1]
        with self._storage.index_transaction() as connection:
            rows = [self._storage._event_to_row(event) for event in logged]
            ids = connection.scalars(EVENTS, rows).all()
            self._note_assets(connection, list(zip(ids, assets, strict=bool(assets))))
            checks = [event for event in events if _is_check(event)]
            if noted := [row for one in checks for row in self._check_rows(ids[-1], one)]:
                connection.execute(CHECKS, noted)

    def _note_assets(
        self, connection: Connection, planned: Sequence[tuple[int, EventLogEntry]]
    ) -> None:
        """Note the run as the newest of its assets, in the order of their keys, as every run does."""
        if not planned:
            return
        number, newest = planned[-1]
        facts = self._storage._get_asset_entry_values(newest, number, True)
        keys = {event.get_dagster_event().asset_key for _, event in planned}
        names = sorted(key.to_string() for key in keys if key)
        connection.execute(ASSETS, {**facts, "asset_keys": names})

    def _check_rows(self, number: int, event: EventLogEntry) -> list[dict[str, Any]]:
        """Return a planned check as its table has it, a row for each partition."""
        planned = event.get_dagster_event().asset_check_planned_data
        subset = planned.partitions_subset
        row = self._storage._event_to_row(event)
        return [
            {
                "asset_key": planned.asset_key.to_string(),
                "check_name": planned.check_name,
                "partition": partition,
                "run_id": event.run_id,
                "execution_status": AssetCheckExecutionRecordStatus.PLANNED.value,
                "evaluation_event": row["event"],
                "evaluation_event_timestamp": row["timestamp"],
                "evaluation_event_storage_id": number,
            }
            for partition in (subset.get_partition_keys() if subset else [None])
        ]


def _is_check(event: EventLogEntry) -> bool:
    kind = event.get_dagster_event().event_type
    return kind is DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED
