"""Channel analytics, gathered: what the desk, Dagster's pictures and the weekly report are made of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from factory.analytics.channel_analytics import ChannelAnalytics, Viewership, Watched
from factory.analytics.channel_days import LOOKED_BACK_DAYS, views_by_day
from factory.analytics.channel_sums import days_before
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.derived_metrics import SETTING, is_derivable
from factory.analytics.kind_performance import performances
from factory.analytics.meaning_of_views import meanings
from factory.analytics.outliers import outliers
from factory.analytics.packaging import PERIOD_DAYS, packagings
from factory.analytics.peer_comparison import age_bands, age_curve
from factory.analytics.scene_retention import typical
from factory.analytics.tried_experiment import TriedExperiment
from factory.experiments.conclusion import ArmResult, Judgement
from factory.experiments.experiment import KeptExperiment
from factory.workflow.platform_days import platform_day
from factory_assets.audience.scenes import on_scenes
from wiring.experiment_judgements import Usual, judged
from wiring.factory import Factory

TYPICAL_OF = 10
"""The newest other curves of a channel, whose middle is what is typical."""
EVER = (date.min, date.max)
"""The days on whose charges the cost of a channel's views stands."""
Choice = tuple[str, str]


def channel_analytics(
    factory: Factory,
    channel: str,
    outlet: str,
    span: int = LOOKED_BACK_DAYS,
    to: date | None = None,
) -> ChannelAnalytics | None:
    """Return what is known of a channel at an outlet, or of where most is known; None of nothing.

    Args:
        factory: whose figures.
        channel: its name; empty, or one of which nothing is known, for the one of which most is known.
        outlet: the same, of the channel.
        span: how many days are shown.
        to: the last day; else the last of which anything is known there.
    """
    sums = factory.catalogue.figure_sums
    choices = tuple(sums.choices())
    named = (channel, outlet) in choices
    chosen = (channel, outlet) if named else sums.knows_most(channel) or sums.knows_most()
    if chosen is None:
        return None
    day = to or sums.last_day(*chosen) or last_day(factory)
    kept = factory.catalogue.kept_answers
    found = kept.answer(
        chosen[0],
        ("analytics", *chosen, day, span, choices),
        lambda: _figures(factory, chosen, day, span, choices),
    )
    paid = kept.answer(
        chosen[0],
        ("paid", *chosen, day, span),
        lambda: _paid(factory, found, day),
        paid=EVER,
    )
    return found.model_copy(update=paid)


def costs_to(factory: Factory, day: date, channel: str = "") -> Sequence[CostAndReturn]:
    """Return what views have cost to a day, of a channel or of all; a charge makes only these anew."""
    sums = factory.catalogue.figure_sums
    return factory.catalogue.kept_answers.answer(
        channel, ("costs", channel, day), lambda: sums.costs(day, channel), paid=EVER
    )


def last_day(factory: Factory) -> date:
    """Return the last day of which anything is known, or yesterday."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    return factory.catalogue.metrics.last_day() or yesterday


def _figures(
    factory: Factory, chosen: Choice, day: date, span: int, choices: tuple[Choice, ...]
) -> ChannelAnalytics:
    (channel, outlet), catalogue = chosen, factory.catalogue
    sums, allowed = catalogue.figure_sums, derivable(factory, outlet)
    curves = sums.curves(day, *chosen)
    first = days_before(day, span)
    lately = sums.days(days_before(day, max(span, LOOKED_BACK_DAYS)), day, channel)
    days = views_by_day([one for one in lately if one.outlet == outlet], day, span)
    weeks = [one for one in sums.first_weeks(day, channel) if one.outlet == outlet]
    videos = catalogue.metrics.videos([one.video_id for one in weeks])
    begun = next(iter(catalogue.readings.first_hours(datetime.now(UTC), *chosen)), None)
    return ChannelAnalytics(
        channel=channel,
        outlet=outlet,
        span=span,
        choices=choices,
        derivable=allowed,
        day=day,
        missing=tuple(one.day for one in reversed(days) if one.views is None),
        days=tuple(days),
        changed=dict(catalogue.growth.changed(*chosen, first, day)),
        newest=age_curve(curves, day),
        new_videos=tuple(age_bands(curves, day)),
        cost=None,
        growth=None,
        growth_of_newest=None,
        layers=(),
        kinds=tuple(performances(weeks, videos)),
        outliers=tuple(outliers(weeks, videos)),
        rhythm=tuple(catalogue.video_sums.rhythm(*chosen, platform_day(datetime.now(UTC)))),
        packaging=packagings(
            catalogue.video_sums.clicked(*chosen, days_before(day, PERIOD_DAYS), day)
        ),
        watched=_watched(factory, chosen, day, computed=allowed),
        viewership=_viewership(factory, chosen, day, span),
        first_hours=begun if allowed or begun is None else begun.alone(),
        experiments=_experiments(factory, channel),
        a_view_is=meanings([outlet])[outlet],
    )


def _paid(factory: Factory, found: ChannelAnalytics, day: date) -> dict[str, object]:
    """Return the parts that stand on charges."""
    growth, chosen = factory.catalogue.growth, (found.channel, found.outlet)
    costs = (one for one in costs_to(factory, day, found.channel) if one.outlet == found.outlet)
    newest = found.newest
    grown, file = growth.of_channel(*chosen, day), factory.channels.all().get(found.channel)
    if grown and file:
        grown = grown.model_copy(update={"title": file.title})
    return {
        "cost": next(costs, None),
        "growth": grown,
        "growth_of_newest": newest and growth.of_video(newest.video_id, found.outlet, day),
        "layers": tuple(growth.layers(found.channel, days_before(day, found.span), day)),
    }


def derivable(factory: Factory, outlet: str) -> bool:
    """Return whether more may be computed of what an outlet told."""
    return is_derivable(outlet, accepted=factory.catalogue.settings.on(SETTING))


def _watched(factory: Factory, chosen: Choice, day: date, *, computed: bool) -> Watched | None:
    curves = factory.catalogue.audiences.newest_retentions(*chosen, day, 1 + TYPICAL_OF)
    if not curves:
        return None
    curve, *others = curves
    (video,) = factory.catalogue.metrics.videos([curve.video_id])
    return Watched(
        title=video.title,
        curve=curve,
        scenes=on_scenes(curve, factory.store) if computed else None,
        usual=dict(typical(others)) if computed else {},
    )


def _viewership(factory: Factory, chosen: Choice, day: date, span: int) -> Viewership:
    first, (channel, outlet) = days_before(day, max(span, LOOKED_BACK_DAYS)), chosen
    told = factory.catalogue.audiences.audiences(first, day, channel=channel, outlet=outlet)
    found = [one for one in told if one.parts]
    newest = {one.dimension: one for one in found}
    newest.pop("traffic", None)
    return Viewership(
        parts=tuple(newest.values()),
        traffic=tuple(
            one for one in found if one.dimension == "traffic" and one.day >= days_before(day, span)
        ),
    )


def _experiments(factory: Factory, channel: str) -> tuple[TriedExperiment, ...]:
    today = platform_day(datetime.now(UTC))
    usual: dict[str, Usual] = {}
    return tuple(
        one
        for kept in factory.catalogue.experiments.all()
        if kept.registered.channel == channel
        for one in _arms(kept, judged(factory, kept, today, usual)[0], today)
    )


def _arms(kept: KeptExperiment, said: Judgement | None, today: date) -> Sequence[TriedExperiment]:
    """Return each arm beside the first; of an experiment that says nothing of its arms, its one state."""
    it, state = kept.registered, kept.state(today)
    if said is None or not said.judged:
        words = said.words if said else kept.note or "It is the platform's to judge."
        return [TriedExperiment(name=it.title, state=state, judged=False, words=words)]
    first, *others = said.arms
    named = [f"{it.title}: {one.name}" if len(others) > 1 else it.title for one in others]
    return [_arm(name, state, first, one) for name, one in zip(named, others, strict=True)]


def _arm(name: str, state: str, first: ArmResult, one: ArmResult) -> TriedExperiment:
    of, low, high = one.difference, one.difference_low, one.difference_high
    if first.low is None:  # of videos, whose difference is a factor
        change = of - 1 if of else None
        return TriedExperiment(name=name, state=state, judged=True, words=one.answer, change=change)
    was = first.value or 1.0
    return TriedExperiment(
        name=name,
        state=state,
        judged=True,
        words=one.answer,
        change=None if of is None else of / was,
        low=None if low is None else low / was,
        high=None if high is None else high / was,
    )
