"""What the page of analytics shows of one channel at one outlet."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from desk.actions.learning.figures import last_day
from factory.analytics.audience import Audience
from factory.analytics.channel_days import LOOKED_BACK_DAYS, views_by_day
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.cost_and_return import CostAndReturn, cost_and_return
from factory.analytics.daily_frame import daily_frame, days_before
from factory.analytics.figures import Observation
from factory.analytics.first_hours import FirstHours
from factory.analytics.meaning_of_views import meanings
from factory.analytics.measured_video import MeasuredVideo
from factory.analytics.packaging import PERIOD_DAYS, Packagings, packagings
from factory.analytics.peer_comparison import PEER_DAYS, AgeBand, AgeCurve, age_bands, age_curve
from factory.analytics.performance_by_kind import Performance, performances
from factory.analytics.retention import Retention
from factory.analytics.scene_retention import SceneRetention, typical
from factory.records import Payload
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
    choices: tuple[tuple[str, str], ...]
    """Every channel and outlet of which anything is known."""
    day: date
    """The last of which anything is known there."""
    missing: tuple[date, ...]
    """Days in between of which nothing is known, the newest first."""
    days: tuple[DayViews, ...]
    newest: AgeCurve | None
    newest_title: str
    new_videos: tuple[tuple[AgeBand, str], ...]
    """With their titles; those that need somebody first."""
    cost: CostAndReturn | None
    kinds: tuple[Performance, ...]
    packaging: Packagings
    watched: Watched | None
    """The newest video of which a curve is known."""
    viewership: Viewership
    titles: dict[str, str]
    first_hours: FirstHours | None
    """Of the newest post whose first hours were read."""
    a_view_is: str


def channel_analytics(factory: Factory, channel: str, outlet: str) -> ChannelAnalytics | None:
    """Return what is known of a channel at an outlet, or of the first there is; None of nothing.

    Args:
        factory: whose figures.
        channel: its name; empty, or one of which nothing is known, for the first.
        outlet: the same.
    """
    metrics = factory.catalogue.metrics
    day = last_day(factory)
    videos = metrics.videos()
    rows = metrics.between(days_before(day, PEER_DAYS), day)
    frame = daily_frame(rows, videos)
    pairs = frame[["channel", "outlet"]].drop_duplicates().itertuples(index=False)
    choices = tuple(sorted((str(one), str(other)) for one, other in pairs))
    if not choices:
        return None
    chosen = (channel, outlet) if (channel, outlet) in choices else choices[0]
    own = [video for video in videos if video.channel == chosen[0]]
    here = frame[(frame["channel"] == chosen[0]) & (frame["outlet"] == chosen[1])]
    titles = {video.video_id: video.title for video in own}
    bands = sorted(age_bands(here, own, day), key=_urgency)
    begun = {str(name): when.date() for name, when in here.groupby("video_id")["day"].min().items()}
    newest = _newest(own, begun)
    totals = [one for one in metrics.totals(day) if one.outlet == chosen[1]]
    days = views_by_day(here, *chosen, day)
    return ChannelAnalytics(
        channel=chosen[0],
        outlet=chosen[1],
        choices=choices,
        day=day,
        missing=tuple(one.day for one in reversed(days) if one.views is None),
        days=tuple(days),
        newest=age_curve(here, own, newest.video_id, chosen[1], day) if newest else None,
        newest_title=newest.title if newest else "",
        new_videos=tuple((band, titles[band.video_id]) for band in bands),
        cost=next(iter(cost_and_return(totals, own)), None),
        kinds=tuple(performances(totals, own)),
        packaging=_packaging(rows, titles, chosen[1], day),
        watched=_watched(factory, titles, chosen[1], day),
        viewership=_viewership(factory, *chosen, day),
        titles=titles,
        first_hours=_first_hours(factory, *chosen),
        a_view_is=meanings([chosen[1]])[chosen[1]],
    )


def _first_hours(factory: Factory, channel: str, outlet: str) -> FirstHours | None:
    begun = factory.catalogue.readings.first_hours(datetime.now(UTC), channel, outlet)
    return next(iter(begun), None)


def _packaging(
    rows: Sequence[Observation], titles: Mapping[str, str], outlet: str, day: date
) -> Packagings:
    first = days_before(day, PERIOD_DAYS)
    return packagings(
        [r for r in rows if r.day >= first and r.outlet == outlet and r.video_id in titles]
    )


def _watched(factory: Factory, titles: Mapping[str, str], outlet: str, day: date) -> Watched | None:
    found = factory.catalogue.audiences.retentions(days_before(day, PEER_DAYS), day)
    newest: dict[str, Retention] = {}
    for one in found:  # by day: a video's last is its newest
        if one.outlet == outlet and one.video_id in titles:
            newest.pop(one.video_id, None)
            newest[one.video_id] = one
    if not newest:
        return None
    *others, curve = newest.values()
    return Watched(
        title=titles[curve.video_id],
        curve=curve,
        scenes=on_scenes(curve, factory.store),
        usual=dict(typical(others[-TYPICAL_OF:])),
    )


def _viewership(factory: Factory, channel: str, outlet: str, day: date) -> Viewership:
    found = [
        one
        for one in factory.catalogue.audiences.audiences(days_before(day, LOOKED_BACK_DAYS), day)
        if (one.channel, one.outlet) == (channel, outlet) and one.parts
    ]
    newest = {one.dimension: one for one in found}
    newest.pop("traffic", None)
    return Viewership(
        parts=tuple(newest.values()),
        traffic=tuple(one for one in found if one.dimension == "traffic"),
    )


def _newest(videos: Sequence[MeasuredVideo], begun: Mapping[str, date]) -> MeasuredVideo | None:
    """Return the last that went out, of those with figures: by its post, or by its first figures."""
    measured = [video for video in videos if video.video_id in begun]

    def out(video: MeasuredVideo) -> date:
        first, posted = begun[video.video_id], video.published_at
        return min(first, posted.date()) if posted else first

    return max(measured, key=out, default=None)


def _urgency(band: AgeBand) -> tuple[int, int]:
    order = {"prepare a change": 0, "inspect": 1}
    return order.get(band.verdict, 2), band.age_days
