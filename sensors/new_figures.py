"""Figures that came in, from a file or a platform: the days they speak of are made anew."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dagster as dg

from factory.ports import NewFigures
from factory.workflow.launch import PRIORITY
from factory_assets.stage.day_partition import DAYS
from factory_assets.stage.jobs import measure

AT_ONCE = 50
"""Days asked for in one tick; the rest follow in the next."""
BEHIND_VIDEOS = 1_000
"""Taken from the usual priority, 0: what somebody waits for is made before the days of an import, but a backfill of
more videos than that is not waited for."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """How far the sensor has looked, as its cursor keeps it."""

    moment: str
    left: tuple[str, ...]
    """Days with new figures that are not asked for yet, or are not over."""

    @classmethod
    def read(cls, cursor: str | None) -> "_Seen":
        said: dict[str, Any] = json.loads(cursor) if cursor else {}
        return cls(said.get("moment", ""), tuple(said.get("left", ())))

    def written(self) -> str:
        return json.dumps({"moment": self.moment, "left": list(self.left)})


@dg.sensor(
    job=measure,
    minimum_interval_seconds=10,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Figures of a day came in or changed: what stands on that day is made anew.",
)
def new_figures(
    context: dg.SensorEvaluationContext, metrics: dg.ResourceParam[NewFigures]
) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run of each day that is over."""
    seen = _Seen.read(context.cursor)
    days, moment = metrics.changed_after(seen.moment)
    waiting = sorted({*seen.left, *map(str, _from_the_start(days))})
    over = [day for day in waiting if DAYS.has_partition_key(day)]
    asked = over[:AT_ONCE]
    left = tuple(day for day in waiting if day not in asked)
    if (moment, left) == (seen.moment, seen.left):
        return dg.SkipReason("no new figures of a day that is over")
    behind = {PRIORITY: str(-BEHIND_VIDEOS)}
    runs = [
        dg.RunRequest(run_key=f"{day} {moment}", partition_key=day, tags=behind) for day in asked
    ]
    return dg.SensorResult(run_requests=runs, cursor=_Seen(moment, left).written())


def _from_the_start(days: Iterable[date]) -> Sequence[date]:
    """Return the days that have a partition, now or when they are over."""
    return [day for day in days if day >= DAYS.start.date()]
