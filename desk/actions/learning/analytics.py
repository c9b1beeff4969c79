"""What the page of analytics shows of one channel at one outlet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from desk.actions.learning.figures import costs_to, last_day
from factory.analytics.audience import Audience
from factory.analytics.channel_days import LOOKED_BACK_DAYS, views_by_day
from factory.analytics.channel_sums import days_before
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.first_hours import FirstHours
from factory.analytics.meaning_of_views import meanings
from factory.analytics.outliers import Outlier, outliers
from factory.analytics.packaging import PERIOD_DAYS, Packagings, packagings
from factory.analytics.peer_comparison import AgeBand, AgeCurve, age_bands, age_curve
from factory.analytics.performance_by_kind import Performance, performances
from factory.analytics.retention import Retention
from factory.analytics.rhythm import RhythmWeek
from factory.analytics.scene_retention import SceneRetention, typical
from factory.records import Payload
from factory.workflow.platform_days import platform_day
from factory_assets.audience.scenes import on_scenes
from wiring.factory import Factory

TYPICAL_OF = 10
"""The newest other curves of a channel, whose middle is what is typical."""


class Watched(Payload):
    """How long viewers stayed with one video."""

    title: str
    curve: Retention
    scenes: SceneRetention | None
    """None where its scenes are not known any more."""
    usual: dict[float, float]
    """The middle of the channel's other videos; empty for fewer than three."""


class Viewership(Payload):
    """Who watched a channel at an outlet."""

    parts: tuple[Audience, ...]
    """The newest answer of each kind, traffic apart."""
    traffic: tuple[Audience, ...]
    """By day."""


class ChannelAnalytics(Payload):
    """One channel at one outlet, to a day."""

    channel: str
    outlet: str
    span: int
    """How many days are shown at most."""
    choices: tuple[tuple[str, str], ...]
    """Every channel and outlet of which anything is known."""
    day: date
    """The last of which anything is known there."""
    missing: tuple[date, ...]
    """Days in between of which nothing is known, the newest first."""
    days: tuple[DayViews, ...]
    newest: AgeCurve | None
    new_videos: tuple[AgeBand, ...]
    """Those that need somebody first."""
    cost: CostAndReturn | None
    kinds: tuple[Performance, ...]
    outliers: tuple[Outlier, ...]
    rhythm: tuple[RhythmWeek, ...]
    """By week, the newest first."""
    packaging: Packagings
    watched: Watched | None
    """The newest video of which a curve is known."""
    viewership: Viewership
    first_hours: FirstHours | None
    """Of the newest post whose first hours were read."""
    a_view_is: str


def channel_analytics(
    factory: Factory, channel: str, outlet: str, span: int = LOOKED_BACK_DAYS
) -> ChannelAnalytics | None:
    """Return what is known of a channel at an outlet, or of the first there is; None of nothing.

    Args:
        factory: whose figures.
        channel: its name; empty, or one of which nothing is known, for the first.
        outlet: the same.
        span: how many days are shown.
    """
    sums = factory.catalogue.figure_sums
    choices = tuple(sums.choices())
    if not choices:
        return None
    chosen = (channel, outlet) if (channel, outlet) in choices else choices[0]
    day = last_day(factory)
    found = factory.catalogue.kept_answers.answer(
        chosen[0],
        ("analytics", *chosen, day, span, choices),
        lambda: _found(factory, *chosen, day, span, choices),
    )
    costs = (one for one in costs_to(factory, day, chosen[0]) if one.outlet == chosen[1])
    return found.model_copy(update={"cost": next(costs, None)})


def _found(
    factory: Factory,
    channel: str,
    outlet: str,
    day: date,
    span: int,
    choices: Sequence[tuple[str, str]],
) -> ChannelAnalytics:
    sums, chosen = factory.catalogue.figure_sums, (channel, outlet)
    curves = sums.curves(day, *chosen)
    lately = sums.days(days_before(day, max(span, LOOKED_BACK_DAYS)), day, chosen[0])
    days = views_by_day([one for one in lately if one.outlet == chosen[1]], day, span)
    weeks = [one for one in sums.first_weeks(day, channel) if one.outlet == outlet]
    videos = factory.catalogue.metrics.videos([one.video_id for one in weeks])
    return ChannelAnalytics(
        channel=chosen[0],
        outlet=chosen[1],
        span=span,
        choices=tuple(choices),
        day=day,
        missing=tuple(one.day for one in reversed(days) if one.views is None),
        days=tuple(days),
        newest=age_curve(curves, day),
        new_videos=tuple(sorted(age_bands(curves, day), key=_urgency)),
        cost=None,
        kinds=tuple(performances(weeks, videos)),
        outliers=tuple(outliers(weeks, videos)),
        rhythm=tuple(factory.catalogue.video_sums.rhythm(*chosen, platform_day(datetime.now(UTC)))),
        packaging=packagings(
            factory.catalogue.video_sums.clicked(*chosen, days_before(day, PERIOD_DAYS), day)
        ),
        watched=_watched(factory, *chosen, day),
        viewership=_viewership(factory, *chosen, day, span),
        first_hours=_first_hours(factory, *chosen),
        a_view_is=meanings([chosen[1]])[chosen[1]],
    )


def _first_hours(factory: Factory, channel: str, outlet: str) -> FirstHours | None:
    begun = factory.catalogue.readings.first_hours(datetime.now(UTC), channel, outlet)
    return next(iter(begun), None)


def _watched(factory: Factory, channel: str, outlet: str, day: date) -> Watched | None:
    curves = factory.catalogue.audiences.newest_retentions(channel, outlet, day, 1 + TYPICAL_OF)
    if not curves:
        return None
    curve, *others = curves
    (video,) = factory.catalogue.metrics.videos([curve.video_id])
    return Watched(
        title=video.title,
        curve=curve,
        scenes=on_scenes(curve, factory.store),
        usual=dict(typical(others)),
    )


def _viewership(factory: Factory, channel: str, outlet: str, day: date, span: int) -> Viewership:
    first = days_before(day, max(span, LOOKED_BACK_DAYS))
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


def _urgency(band: AgeBand) -> tuple[int, int]:
    order = {"prepare a change": 0, "inspect": 1}
    return order.get(band.verdict, 2), band.age_days
