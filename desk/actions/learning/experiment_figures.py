"""Experiment figures: what is known of the videos and days that an experiment compares."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import log1p

from factory.analytics.figures import Observation
from factory.analytics.measured_video import MeasuredVideo, VideoTotals
from factory.experiments.experiment import Experiment
from factory.experiments.verdict import Counted
from wiring.factory import Factory


def counted_of(row: Observation, measure: str) -> Counted | None:
    """Return a day's trials and successes by a measure; None where they are not known."""
    figures = row.figures
    if measure == "click_rate":
        trials, share = figures.impressions, figures.click_rate
    else:
        trials, share = figures.views, figures.average_view_share
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
        if row.outlet == "youtube"
        and row.day in whole
        and (counted := counted_of(row, experiment.measure))
    }


def first_week_views(
    totals: Iterable[VideoTotals], assigned: Mapping[str, str]
) -> Mapping[str, Sequence[float]]:
    """Return the first week's views of each arm's videos, by arm."""
    found: dict[str, list[float]] = {}
    for one in totals:
        if one.video_id in assigned and one.first_week_views is not None:
            found.setdefault(assigned[one.video_id], []).append(one.first_week_views)
    return found


def usual_first_weeks(
    totals: Iterable[VideoTotals], videos: Iterable[MeasuredVideo], channel: str
) -> Sequence[float]:
    """Return the logarithm of the first week's views of each of a channel's videos."""
    own = {one.video_id for one in videos if one.channel == channel}
    return [
        log1p(one.first_week_views)
        for one in totals
        if one.video_id in own and one.first_week_views is not None
    ]
