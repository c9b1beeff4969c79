"""What is said of figures: odd days, new videos beside their peers, costs, and what does best."""

from datetime import date, timedelta

import pytest

from bench.made_up.daily_views import daily_views
from factory.analytics.anomalies import LEAST_DAYS, odd_days
from factory.analytics.channel_days import channel_days, views_by_day
from factory.analytics.channel_sums import ChannelSums
from factory.analytics.cost_and_return import cost_and_return
from factory.analytics.kind_performance import performances
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.analytics.peer_comparison import age_bands, age_curve
from factory.analytics.view_curve import ViewCurve

DAY = date(2026, 11, 27)


def said(day: date, views: float, outlet: str = "youtube") -> ChannelSums:
    return ChannelSums(channel="tales", outlet=outlet, day=day, figures={"views": views})


def curve(
    name: str, days_old: int, a_day: float, *, format: str = "short", outlet: str = "youtube"
) -> ViewCurve:
    """Return a video that has so many views each day."""
    return ViewCurve(
        video_id=name,
        title=f"About {name}",
        channel="tales",
        outlet=outlet,
        format=format,
        begun=DAY - timedelta(days=days_old),
        views=tuple(a_day * (age + 1) for age in range(min(days_old, 28) + 1)),
    )


def measured(name: str, *, format: str = "short") -> MeasuredVideo:
    return MeasuredVideo(
        video_id=name,
        channel="tales",
        format=format,
        language="en",
        title=name,
        published_at=None,
    )


def test_seeded_spikes_and_drops_are_found_and_quiet_days_are_left_alone():
    found, alarms = 0, 0
    for seed in range(60):
        views = daily_views(seed)
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
    days = [
        said(DAY - timedelta(days=back), float(views))
        for back, views in enumerate(reversed(daily_views(1)))
    ]
    days.append(said(DAY, 50.0, outlet="tiktok"))
    (tiktok, youtube) = channel_days(days, DAY)
    assert (tiktok.figures["views"], tiktok.usual_views, tiktok.judged) == (50.0, None, False)
    assert youtube.figures["views"] == pytest.approx(days[0].figures["views"])
    assert youtube.judged and not youtube.odd
    assert youtube.figures["likes"] is None, "unknown is not zero"
    assert channel_days([said(DAY, 5000), *days[1:]], DAY)[1].odd


def test_a_day_that_is_missing_is_not_a_day_without_views():
    days = [said(DAY - timedelta(days=back), 100.0) for back in range(60) if back != 5]
    (day,) = channel_days(days, DAY)
    assert not day.judged
    assert not day.odd


def test_odd_days_before_a_gap_are_marked_where_enough_days_lead_up_to_it():
    views = daily_views(1).tolist()
    views[30] *= 5
    days = [said(DAY - timedelta(days=89 - n), value) for n, value in enumerate(views) if n != 50]
    marked = [one.day for one in views_by_day(days, DAY) if one.odd]
    assert marked == [DAY - timedelta(days=59)]


def test_a_new_video_is_compared_with_others_of_its_age_and_format_only():
    peers = [curve(f"old-{n}", 40 + n, 100) for n in range(6)]
    longs = [curve(f"long-{n}", 40 + n, 9000, format="longform") for n in range(6)]
    other = curve("elsewhere", 40, 9000, outlet="tiktok")
    new = [curve("good", 10, 130), curve("weak", 10, 10), curve("fresh", 1, 100)]
    found = {one.video_id: one for one in age_bands([*peers, *longs, other, *new], DAY)}
    assert list(found) == ["weak", "fresh", "good"], "those that need somebody first"
    assert (found["good"].peers, found["good"].middle) == (6, 1100)
    assert [found[name].verdict for name in ("good", "weak", "fresh")] == [
        "hold",
        "prepare a change",
        "too young",
    ]


def test_with_few_peers_nothing_is_said():
    (band,) = age_bands([curve("a", 40, 1.0), curve("b", 5, 1.0)], DAY)
    assert (band.verdict, band.low) == ("too few to compare", None)


def test_the_newest_videos_curve_has_a_band_of_those_that_are_four_weeks_old():
    curves = [curve(f"old-{n}", 28 + n, 100.0 * (n + 1)) for n in range(6)]
    busy = [curve(f"young-{n:02}", 4 + n // 2, 9) for n in range(40)]
    newest = age_curve([*curves, *busy, curve("new", 3, 50)], DAY)
    assert newest
    assert (newest.video_id, newest.views, newest.peers) == ("new", (50, 100, 150, 200), 6)
    assert (newest.middle[0], len(newest.low)) == (350, 29)
    assert age_curve([], DAY) is None


@pytest.mark.parametrize("grown", [0, 3, 6, 30], ids=lambda n: f"{n} of four weeks")
def test_a_videos_curve_and_its_band_say_the_same_of_the_same_peers(grown: int):
    curves = [curve(f"old-{n:02}", 28 + n, 100.0 * (n + 1)) for n in range(grown)]
    curves += [curve(f"young-{n:02}", 4 + n // 2, 9.0 + n) for n in range(40)]
    shown = age_curve([*curves, curve("new", 3, 50)], DAY)
    band = next(
        one for one in age_bands([*curves, curve("new", 3, 50)], DAY) if one.video_id == "new"
    )
    assert shown and shown.video_id == "new"
    at = (shown.low[3], shown.middle[3], shown.high[3], shown.peers)
    assert (band.low, band.middle, band.high, band.peers) == at
    assert band.peers == (min(grown, 20) if grown >= 5 else 20)


def week(name: str, views: float) -> FirstWeek:
    return FirstWeek(video_id=name, outlet="youtube", first_day=DAY, views=views)


def test_what_views_cost_is_said_only_where_somebody_watched():
    paid = cost_and_return(
        "tales", "youtube", videos=2, cost_usd=2.0, views=4000, watch_seconds=144_000
    )
    assert (paid.usd_per_thousand_views, paid.usd_per_watched_hour) == (0.5, 0.05)
    unseen = cost_and_return("tales", "tiktok", videos=1, cost_usd=0.5, views=0, watch_seconds=0)
    assert (unseen.usd_per_thousand_views, unseen.usd_per_watched_hour) == (None, None)


def test_what_does_best_is_drawn_toward_the_usual_and_few_videos_are_no_rule():
    videos = [measured(f"s{n}") for n in range(6)]
    videos += [measured(f"l{n}", format="longform") for n in range(3)]
    every = [week(f"s{n}", 100) for n in range(6)] + [week(f"l{n}", 400) for n in range(3)]
    kinds = {(one.attribute, one.value): one for one in performances(every, videos)}
    best = kinds["format", "longform"]
    assert best.videos == 3
    assert 1.1 < best.times_usual < 4
    assert kinds["format", "short"].times_usual < 1 < best.high
    assert ("language", "en") not in kinds, "what all have in common says nothing"
    assert not performances(every[:5], videos), "too few videos"
