"""The partition key of what belongs to no single video: a day."""

from typing import Final

import dagster as dg

PLATFORM_ZONE: Final = "America/Los_Angeles"
"""YouTube's days begin at midnight here; other platforms' days are taken as they are told."""

DAYS: Final = dg.DailyPartitionsDefinition(start_date="2024-01-01", timezone=PLATFORM_ZONE)
"""A day is there as soon as it is over."""

PLANNED_DAYS: Final = dg.DailyPartitionsDefinition(
    start_date="2024-01-01", timezone="UTC", end_offset=1
)
"""The day that has begun (UTC) is there too: what is planned for it is planned on its morning."""
