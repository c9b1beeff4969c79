"""What an experiment by days wants shown today, and whether the day can count as a whole one."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from factory.experiments.day_order import arms_by_day
from factory.experiments.experiment import Arm, KeptExperiment, ShownDay
from factory.workflow.platform_days import PACIFIC, platform_day

GRACE: Final = timedelta(hours=2)
"""A title that is changed so soon after midnight is taken to be the whole day's."""


def wanted(kept: KeptExperiment, shown: Sequence[ShownDay], now: datetime) -> Arm | None:
    """Return the arm to be shown now; None where what is shown is right already.

    When its last day is over, or somebody has stopped it, the original is put back.

    Args:
        kept: by days.
        shown: what earlier days showed, the oldest first.
        now: with a time zone.
    """
    experiment, today = kept.registered, platform_day(now)
    if not shown and (kept.stopped_at or today < experiment.first_day):
        return None
    if kept.stopped_at or today > experiment.last_day:
        original = experiment.original
        return original if shown and shown[-1].arm != original.name else None
    if shown and shown[-1].day == today:
        return None
    return dict(arms_by_day(experiment))[today]


def is_whole(day: date, arm: Arm, shown: Sequence[ShownDay], now: datetime) -> bool:
    """Tell whether a day shows an arm from its beginning: it did before, or it is just past midnight."""
    before = shown[-1] if shown else None
    if before and before.arm == arm.name and before.day == day - timedelta(days=1):
        return True
    return now - datetime.combine(day, time(), PACIFIC) <= GRACE
