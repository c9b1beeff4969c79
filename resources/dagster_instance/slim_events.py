"""Slim events: what of a run's events nobody reads is left out before it is stored.

Left out are outputs of checks, that resources were there as every time, and tags and words of log lines. Of a draft
of five scenes, made and published, 124 kB of events are stored and 62 kB of checks: 162 and 71 kB of tables and indexes.
"""

from typing import Any, Final

from dagster import DagsterEvent, DagsterEventType, EventLogEntry
from dagster_postgres.event_log import PostgresEventLogStorage

RESOURCES: Final = frozenset(
    {DagsterEventType.RESOURCE_INIT_STARTED, DagsterEventType.RESOURCE_INIT_SUCCESS}
)
"""Where one cannot be had, an event of another kind says so."""


class SlimEvents:
    """Stores events one by one as stock, without what nobody reads.

    Args:
        storage: Dagster's storage of events.
    """

    def __init__(self, storage: PostgresEventLogStorage) -> None:
        self._stock = storage.store_event

    def store(self, event: EventLogEntry) -> None:
        """Store an event, unless nobody reads it."""
        told = event.dagster_event
        if told is None:
            self._stock(event)
        elif told.event_type not in RESOURCES and not _is_output_of_a_check(told):
            self._stock(_unrepeated(event, told))


def _unrepeated(event: EventLogEntry, told: DagsterEvent) -> EventLogEntry:
    """Leave out the words of the log line where they are those of the event, which go before them."""
    words = "" if told.message == event.user_message else event.user_message
    return event._replace(dagster_event=_slim(told), user_message=words)


def _is_output_of_a_check(event: DagsterEvent) -> bool:
    """Whether it says that a check has an output, which is nothing, and which no step takes.

    Its evaluation is an event of its own. Dagster names these `STEP_CHECK`, an asset's own `result`.
    """
    if event.event_type is not DagsterEventType.STEP_OUTPUT:
        return False
    handle = event.step_output_data.step_output_handle
    return handle.output_name.startswith(f"{handle.step_key}_")


def _slim(event: DagsterEvent) -> DagsterEvent:
    """Leave out tags of log lines, which say again what the event says, and an output's metadata.

    These stand in its materialisation.
    """
    data: Any = event.event_specific_data
    if event.event_type is DagsterEventType.STEP_OUTPUT:
        data = data._replace(metadata={})
    return event._replace(logging_tags={}, event_specific_data=data)
