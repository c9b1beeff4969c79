"""Experiment judgements: what is known of the videos and days that an experiment compares, and what it says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p
from statistics import fmean, stdev

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import Observation
from factory.analytics.measured_video import FirstWeek
from factory.experiments.conclusion import Counted, Judgement, judge_days, judge_videos
from factory.experiments.experiment import OUTLET, TRIALS, Experiment, KeptExperiment
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class Usual:
    """The first weeks of a channel's videos at one outlet: views of two are never compared."""

    outlet: str
    videos: int
    log: float
    """Mean of the logarithm of their views."""
    spread: float
    """Its standard deviation."""


def counted_of(row: Observation, measure: str) -> Counted | None:
    """Return a day's trials and successes by a measure; None where they are not known."""
    if measure not in TRIALS:
        return None
    trials, share = getattr(row.figures, TRIALS[measure]), getattr(row.figures, measure)
    if not trials or share is None:
        return None
    return Counted(trials, trials * share)


def days_shown(factory: Factory, experiment: Experiment) -> Mapping[date, Counted]:
    """Return what is known of the days that showed their arm from beginning to end."""
    kept = factory.catalogue.experiments.shown(experiment.experiment_id)
    whole = {day.day for day in kept if day.whole}
    rows = factory.catalogue.metrics.of_video(experiment.video_id)
    return {
        row.day: counted
        for row in rows
        if row.outlet == OUTLET
        and row.day in whole
        and (counted := counted_of(row, experiment.measure))
    }


def views_of_arms(
    weeks: Iterable[FirstWeek], outlet: str, assigned: Mapping[str, str]
) -> Mapping[str, Sequence[float]]:
    """Return the first week's views at an outlet of each arm's videos, by arm."""
    found: dict[str, list[float]] = {}
    for one in weeks:
        if one.outlet == outlet and one.video_id in assigned:
            found.setdefault(assigned[one.video_id], []).append(one.views)
    return found


def usual_of(weeks: Sequence[FirstWeek]) -> Usual:
    """Return what is usual of a channel, at the outlet where most of its videos are measured."""
    counts = Counter(one.outlet for one in weeks)
    outlet = max(counts, key=lambda one: (counts[one], one), default="")
    logs = [log1p(max(0.0, one.views)) for one in weeks if one.outlet == outlet]
    return Usual(
        outlet=outlet,
        videos=len(logs),
        log=fmean(logs) if logs else 0.0,
        spread=stdev(logs) if len(logs) > 1 else 0.0,
    )


def judged(
    factory: Factory, kept: KeptExperiment, today: date, usual: dict[str, Usual]
) -> tuple[Judgement | None, Mapping[str, str]]:
    """Return what an experiment says on a day, and arms by video where arms are videos.

    None of a platform's own test, which it judges, and as long as nothing may be computed of what YouTube told.

    Args:
        factory: whose.
        kept: which.
        today: the platform's.
        usual: of channels that were asked about before; filled.
    """
    experiment = kept.registered
    if experiment.design == "days":
        if not factory.catalogue.settings.on(SETTING):
            return None, {}
        found = days_shown(factory, experiment)
        return judge_days(experiment, found, experiment.need, today), {}
    if experiment.design == "platform":
        return None, {}
    sums, channel = factory.catalogue.figure_sums, experiment.channel
    if channel not in usual:
        usual[channel] = usual_of(sums.first_weeks(today, channel))
    assigned = factory.catalogue.experiments.assigned(experiment.experiment_id)
    weeks = sums.first_weeks_of(list(assigned), today)
    views = views_of_arms(weeks, usual[channel].outlet, assigned)
    return judge_videos(experiment, views, usual[channel].log, experiment.need, today), assigned
