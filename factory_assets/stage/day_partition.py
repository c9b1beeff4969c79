"""The partition key of what belongs to no single video: a day."""

from typing import Final

import dagster as dg

from factory.workflow.platform_days import PLATFORM_ZONE

DAYS: Final = dg.DailyPartitionsDefinition(start_date="2024-01-01", timezone=PLATFORM_ZONE)
"""A day is there as soon as it is over."""

PLANNED_DAYS: Final = dg.DailyPartitionsDefinition(
    start_date="2024-01-01", timezone=PLATFORM_ZONE, end_offset=2
)
"""Days that have begun somewhere on earth are there too: a day is planned on its own morning. The zone
is that of `DAYS`, as Dagster relates days of one zone only."""
