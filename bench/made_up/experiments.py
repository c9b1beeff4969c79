"""Made-up experiments that are over: one title that was clicked more often, and one too rarely shown to tell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.experiment import Arm, Experiment, ShownDay
from factory.workflow.platform_days import PACIFIC
from wiring.factory import Factory

BEFORE, DAYS = 24, 14  # when they began, and how long they were: reach goes back 30 days
OTHER: Final = "other"
BETTER: Final = "a-mark-of-exclamation"
NEEDS: Final[Mapping[str, int]] = {BETTER: 1_000, "too-few-to-tell": 1_000_000}
"""Impressions that every arm needs; a video of a few weeks has thousands of them."""


def experiment_over(name: str, channel: str, video_id: str, title: str, today: date) -> Experiment:
    """Return one of `NEEDS`, about a video's title."""
    first, need = today - timedelta(days=BEFORE), NEEDS[name]
    return Experiment(
        experiment_id=name,
        channel=channel,
        design="days",
        varies="title",
        hypothesis="another title is clicked more often",
        measure="click_rate",
        arms=(Arm(name="now", says=title), Arm(name=OTHER, says=f"{title}!")),
        expected=0.04,
        hoped=0.06,
        video_id=video_id,
        first_day=first,
        days=DAYS,
        registered_by="sixty made-up days",
        registered_at=datetime.combine(first - timedelta(days=1), time(12), PACIFIC),
        need=need,
        power=f"about {need:,} impressions an arm",
        seed=need,
    )


def better_days(experiment: Experiment) -> Sequence[date]:
    """Return the days on which viewers saw a title that they like better; none where both are the same to them."""
    if experiment.experiment_id != BETTER:
        return ()
    return [day for day, arm in arms_by_day(experiment) if arm.name == OTHER]


def leave_behind(factory: Factory, experiment: Experiment) -> None:
    """Register it, each arm shown on its days, and the first one again when they were over."""
    name, changes = experiment.experiment_id, factory.catalogue.arm_changes
    factory.catalogue.experiments.register(experiment)
    for day, arm in arms_by_day(experiment):
        at = datetime.combine(day, time(0, 2), PACIFIC)
        shown = ShownDay(day=day, arm=arm.name, shown_at=at, whole=True)
        changes.done(name, changes.begin(name, day, arm.name, at), shown)
    over = datetime.combine(experiment.last_day + timedelta(days=1), time(0, 2), PACIFIC)
    changes.done(name, changes.begin(name, over.date(), experiment.original.name, over), None)
