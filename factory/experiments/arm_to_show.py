"""The arm to show: what an experiment by days wants shown now, and whether the day counts as a whole one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.experiment import Arm, ArmChange, KeptExperiment
from factory.workflow.platform_days import beginning_of, platform_day

GRACE: Final = timedelta(hours=2)
"""What is changed so soon after midnight is taken to be the whole day's."""


def wanted(kept: KeptExperiment, changes: Sequence[ArmChange], now: datetime) -> Arm | None:
    """Return the arm to be shown now; None where what is shown is right already.

    When its last day is over, or somebody has stopped it, the original is put back. A change that was
    begun, and of which nobody knows whether it was made, counts as made: then it is put back too.

    Args:
        kept: by days.
        changes: all that were begun, the oldest first.
        now: with a time zone.
    """
    experiment, today = kept.registered, platform_day(now)
    last = changes[-1] if changes else None
    if is_over(kept, now):
        original = experiment.original
        stands = last is None or (last.arm == original.name and last.done_at is not None)
        return None if stands else original
    if today < experiment.first_day or (last and last.day == today and last.done_at):
        return None
    return dict(arms_by_day(experiment))[today]


def says_what_stands(kept: KeptExperiment, changes: Sequence[ArmChange], now: datetime) -> bool:
    """Tell whether an experiment says what its video shows: nobody else changes that meanwhile.

    It does from its registration on, which named what is put back, until that is done.
    """
    return not is_over(kept, now) or wanted(kept, changes, now) is not None


def is_over(kept: KeptExperiment, now: datetime) -> bool:
    """Tell whether it shows no arm any more: stopped, or past its last day."""
    return kept.stopped_at is not None or platform_day(now) > kept.registered.last_day


def is_whole(day: date, arm: Arm, changes: Sequence[ArmChange], now: datetime) -> bool:
    """Tell whether a day shows an arm from its beginning: it did before, or it is just past midnight.

    Args:
        day: of the platform.
        arm: which is shown from now on.
        changes: those before.
        now: when it was changed, with a time zone.
    """
    done = [change for change in changes if change.done_at]
    other = [change for change in changes if change.day == day and change.arm != arm.name]
    if done and done[-1].arm == arm.name and done[-1].day == day - timedelta(days=1):
        return not other
    return not other and now - beginning_of(day) <= GRACE
