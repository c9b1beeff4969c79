"""What is said of figures: odd days, new videos beside their peers, costs, and what does best."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from factory.analytics.anomalies import LEAST_DAYS, odd_days
from factory.analytics.channel_days import channel_days
from factory.analytics.cost_and_return import cost_and_return
from factory.analytics.daily_frame import daily_frame
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.measured_video import MeasuredVideo, VideoTotals
from factory.analytics.peer_comparison import age_bands
from factory.analytics.performance_by_kind import performances

DAY = date(2026, 11, 27)


def video(
    name: str, *, format: str = "short", days_old: int = 60, cost: float = 0.0
) -> MeasuredVideo:
    posted = datetime(2026, 11, 27, 12, tzinfo=UTC) - timedelta(days=days_old)
    return MeasuredVideo(
        video_id=name,
        channel="tales",
        format=format,
        language="en",
        title=name,
        published_at=posted,
        cost_usd=cost,
    )


def said(name: str, day: date, views: float, outlet: str = "youtube") -> DayFigures:
    return DayFigures(day=day, video_id=name, outlet=outlet, figures=Figures(views=views))


def series(seed: int, days: int = 90, noise: float = 0.12) -> np.ndarray:
    """Return made-up views with growth, a weekly wave and noise."""
    chance = np.random.default_rng(seed)
    day = np.arange(days)
    wave = 1 + 0.3 * np.sin(2 * np.pi * day / 7)
    return 400 * np.exp(0.004 * day) * wave * np.exp(chance.normal(0, noise, days))


def test_seeded_spikes_and_drops_are_found_and_quiet_days_are_left_alone():
    found, alarms = 0, 0
    for seed in range(60):
        views = series(seed)
        where = 40 + seed % 50
        views[where] *= 3 if seed % 2 else 0.25
        odd = odd_days(views.tolist())
        found += odd[where]
        alarms += sum(odd) - odd[where]
    assert found >= 58, f"{found} of 60"
    assert alarms <= 6, f"{alarms} false alarms in 60 series of 90 days"


@pytest.mark.parametrize(
    "values",
    [[0.0] * 90, [5.0] * 90, [3.0] * (LEAST_DAYS - 1), [], [0.0] * 89 + [1.0]],
    ids=["nothing", "always the same", "too few", "none", "one view"],
)
def test_days_that_say_nothing_are_not_odd(values: list[float]):
    odd = odd_days(values)
    assert len(odd) == len(values)
    assert not any(odd[: LEAST_DAYS - 1])


def test_a_channels_day_is_beside_its_usual_and_outlets_are_never_added():
    figures = [
        said("tower", DAY - timedelta(days=back), float(views))
        for back, views in enumerate(reversed(series(1)))
    ]
    figures += [said("tower", DAY, 50.0, outlet="tiktok")]
    (tiktok, youtube) = channel_days(daily_frame(figures, [video("tower")]), DAY)
    assert (tiktok.figures["views"], tiktok.usual_views, tiktok.judged) == (50.0, None, False)
    assert youtube.figures["views"] == pytest.approx(figures[0].figures.views)
    assert youtube.judged and not youtube.odd
    assert youtube.figures["likes"] is None, "unknown is not zero"
    spike = [
        one.model_copy(update={"figures": Figures(views=5000)}) if one.day == DAY else one
        for one in figures
    ]
    assert channel_days(daily_frame(spike, [video("tower")]), DAY)[1].odd


def test_a_day_that_is_missing_is_not_a_day_without_views():
    figures = [said("tower", DAY - timedelta(days=back), 100.0) for back in range(60) if back != 5]
    (day,) = channel_days(daily_frame(figures, [video("tower")]), DAY)
    assert not day.judged
    assert not day.odd


def test_a_new_video_is_compared_with_others_of_its_age_and_format_only():
    peers = [video(f"old-{n}", days_old=40 + n) for n in range(6)]
    longs = [video(f"long-{n}", format="longform", days_old=40 + n) for n in range(6)]
    new = [video("good", days_old=10), video("weak", days_old=10), video("fresh", days_old=1)]
    figures = []
    for one in (*peers, *longs, *new):
        begun = one.published_at.date() if one.published_at else DAY
        rate = (
            9000 if one.format == "longform" else {"good": 130, "weak": 10}.get(one.video_id, 100)
        )
        for age in range((DAY - begun).days + 1):
            figures.append(said(one.video_id, begun + timedelta(days=age), float(rate)))
    videos = [*peers, *longs, *new]
    found = {one.video_id: one for one in age_bands(daily_frame(figures, videos), videos, DAY)}
    assert set(found) == {"good", "weak", "fresh"}
    assert (found["good"].peers, found["good"].middle) == (6, 1100)
    assert [found[name].verdict for name in ("good", "weak", "fresh")] == [
        "hold",
        "prepare a change",
        "too young",
    ]


def test_with_few_peers_nothing_is_said():
    videos = [video("a", days_old=40), video("b", days_old=5)]
    figures = [said("a", DAY - timedelta(days=39), 1.0), said("b", DAY, 1.0)]
    (band,) = age_bands(daily_frame(figures, videos), videos, DAY)
    assert (band.verdict, band.low) == ("too few to compare", None)


def totals(
    name: str, views: float, week: float | None = None, outlet: str = "youtube"
) -> VideoTotals:
    return VideoTotals(
        video_id=name,
        outlet=outlet,
        first_day=DAY,
        views=views,
        watch_seconds=views * 36,
        first_week_views=week,
    )


def test_what_views_cost_is_said_only_where_somebody_watched():
    videos = [video("a", cost=0.5), video("b", cost=1.5)]
    (tiktok, youtube) = cost_and_return(
        [totals("a", 1000), totals("b", 3000), totals("a", 0, outlet="tiktok")], videos
    )
    assert (youtube.cost_usd, youtube.usd_per_thousand_views) == (2.0, 0.5)
    assert youtube.usd_per_watched_hour == pytest.approx(2.0 / 40)
    assert (tiktok.cost_usd, tiktok.usd_per_thousand_views) == (0.5, None)


def test_what_does_best_is_drawn_toward_the_usual_and_few_videos_are_no_rule():
    videos = [video(f"s{n}") for n in range(6)] + [
        video(f"l{n}", format="longform") for n in range(3)
    ]
    every = [totals(f"s{n}", 0, 100) for n in range(6)] + [
        totals(f"l{n}", 0, 400) for n in range(3)
    ]
    kinds = {(one.attribute, one.value): one for one in performances(every, videos)}
    best = kinds["format", "longform"]
    assert best.videos == 3
    assert 1.1 < best.times_usual < 4
    assert kinds["format", "short"].times_usual < 1 < best.high
    assert ("language", "en") not in kinds, "what all have in common says nothing"
    assert not performances(every[:5], videos)
