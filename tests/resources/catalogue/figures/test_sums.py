"""Sums that the database keeps are those of the newest answers, whatever was said, revised or deleted."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import COUNTED, METRICS, DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.figures.video_sums import CLICKED
from resources.catalogue.posts.post_figures import delete_figures
from resources.database.analytics_tables import observations
from resources.database.confinement import confined_to
from tests.fakes.catalogued import accepted

FIRST = date(2026, 11, 1)
VIDEOS = {"a-video": "tales", "b-video": "tales", "c-video": "songs"}
OUTLETS = ("youtube", "tiktok", "instagram")
LAST = FIRST + timedelta(days=29)
Newest = Mapping[tuple[date, str, str], Mapping[str, float]]


@pytest.fixture(autouse=True)
def computed(catalogue: Catalogue) -> None:
    """Let numbers be computed of what YouTube told."""
    catalogue.settings.change(SETTING, True)


def add_videos(catalogue: Catalogue) -> None:
    for name, channel in VIDEOS.items():
        catalogue.briefs.accept(accepted(name, channel=channel))


def some_days(lot: random.Random) -> list[DayFigures]:
    """Return what a platform may say: some figures of some days, of which some are no whole numbers."""
    return [
        DayFigures(
            day=FIRST + timedelta(days=lot.randrange(30)),
            video_id=lot.choice(list(VIDEOS)),
            outlet=lot.choice(OUTLETS),
            figures=Figures.model_validate(
                {
                    name: lot.random()
                    if name in METRICS.keys() - COUNTED
                    else lot.randrange(-3, 999)
                    for name in lot.sample(sorted(METRICS), 5)
                }
                | ({"watch_seconds": lot.uniform(0, 1e6)} if lot.random() < 0.8 else {})
            ),
        )
        for _ in range(lot.randrange(1, 60))
    ]


def newest_of(catalogue: Catalogue) -> Newest:
    """Return the newest answers, found row by row."""
    found: dict[tuple[date, str, str], tuple[int, dict[str, float]]] = {}
    with catalogue.engine.connect() as connection:
        for row in connection.execute(sa.select(observations)).mappings():
            key = (row["day"], row["video_id"], row["outlet"])
            if key not in found or found[key][0] < row["revision"]:
                known = {name: row[name] for name in METRICS if row[name] is not None}
                found[key] = (row["revision"], known)
    return {key: known for key, (_, known) in found.items()}


def added(values: Iterable[float]) -> float:
    return float(sum(map(Fraction, values)))


def sums_by_hand(newest: Newest) -> Mapping[tuple[str, str, date], Mapping[str, float]]:
    found: dict[tuple[str, str, date], dict[str, list[float]]] = defaultdict(dict)
    for (day, video, outlet), known in newest.items():
        sums = found[VIDEOS[video], outlet, day]
        for name in known.keys() & COUNTED.keys():
            sums.setdefault(name, []).append(known[name])
    return {key: {name: added(all) for name, all in sums.items()} for key, sums in found.items()}


def first_weeks_by_hand(newest: Newest) -> Mapping[tuple[str, str], tuple[date, float]]:
    begun: dict[tuple[str, str], date] = {}
    for day, video, outlet in sorted(newest):
        begun.setdefault((video, outlet), day)
    return {
        (video, outlet): (
            first,
            added(
                newest.get((first + timedelta(days=age), video, outlet), {}).get("views", 0)
                for age in range(7)
            ),
        )
        for (video, outlet), first in begun.items()
    }


def compare(catalogue: Catalogue) -> None:
    newest, sums = newest_of(catalogue), catalogue.figure_sums
    days = sums.days(FIRST, LAST)
    found = {(one.channel, one.outlet, one.day): one.figures for one in days}
    assert found == {
        key: pytest.approx(figures, rel=1e-14) for key, figures in sums_by_hand(newest).items()
    }
    weeks = sums.first_weeks(LAST + timedelta(days=7))
    assert {(w.video_id, w.outlet): (w.first_day, w.views) for w in weeks} == first_weeks_by_hand(
        newest
    )
    paid = {(one.channel, one.outlet): one for one in sums.costs(LAST)}
    assert {key: one.views for key, one in paid.items()} == {
        key: added(one.figures.get("views", 0) for one in days if (one.channel, one.outlet) == key)
        for key in paid
    }
    assert {key: one.videos for key, one in paid.items()} == {
        (channel, outlet): len({v for _, v, o in newest if VIDEOS[v] == channel and o == outlet})
        for channel, outlet in paid
    }


@pytest.mark.parametrize("seed", range(3))
def test_sums_are_those_of_the_newest_answers(catalogue: Catalogue, seed: int):
    lot = random.Random(seed)
    add_videos(catalogue)
    for _ in range(12):
        if lot.random() < 0.75:
            catalogue.metrics.record(f"source {lot.randrange(3)}", some_days(lot))
        else:
            with catalogue.engine.begin() as connection:
                delete_figures(connection, lot.choice(OUTLETS), [lot.choice(list(VIDEOS))])
        compare(catalogue)


def test_a_correction_by_hand_and_what_was_said_before_the_sums_were_kept_count_too(
    catalogue: Catalogue,
):
    add_videos(catalogue)
    catalogue.metrics.record("api", some_days(random.Random(7)))
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.observations SET views = views + 1"))
    compare(catalogue)


def said(day: date, views: float, video: str = "a-video") -> DayFigures:
    return DayFigures(day=day, video_id=video, outlet="youtube", figures=Figures(views=views))


def test_a_first_week_is_told_when_it_is_over(catalogue: Catalogue):
    add_videos(catalogue)
    catalogue.metrics.record("api", [said(FIRST + timedelta(days=age), 10) for age in range(10)])
    assert not catalogue.figure_sums.first_weeks(FIRST + timedelta(days=6))
    (week,) = catalogue.figure_sums.first_weeks(FIRST + timedelta(days=7))
    assert (week.first_day, week.views) == (FIRST, 70)
    assert not catalogue.figure_sums.first_weeks(LAST, "songs")
    (video,) = catalogue.metrics.videos([week.video_id])
    assert (video.channel, video.published_at) == ("tales", None)


def test_a_curve_begins_with_the_post_leaves_no_day_out_and_ends_where_its_channel_is_known_to(
    catalogue: Catalogue,
):
    add_videos(catalogue)
    posted = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with catalogue.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, claimed_at, "
                "published_at) VALUES ('a-video', 'youtube', '', gen_random_uuid(), :at, :at)"
            ),
            {"at": posted},
        )
    a, b = FIRST + timedelta(days=2), FIRST + timedelta(days=8)
    catalogue.metrics.record("api", [said(a, 5), said(b, 7), said(b, 1, "b-video")])
    catalogue.metrics.record("api", [said(a, 6)])
    curves = {one.video_id: one for one in catalogue.figure_sums.curves(LAST, "tales", "youtube")}
    assert curves["a-video"].begun == FIRST
    assert curves["a-video"].views == (0, 0, 6, 6, 6, 6, 6, 6, 13)
    assert curves["b-video"].views == (1,)
    assert not catalogue.figure_sums.curves(LAST, "songs")
    before = catalogue.figure_sums.curves(FIRST + timedelta(days=3))
    assert [one.views for one in before] == [(0, 0, 6)], "a later day knows nothing of it"


def test_peers_are_those_that_went_out_just_before_the_new_ones(catalogue: Catalogue):
    names = [f"v-{n:03}" for n in range(40)]
    for name in names:
        catalogue.briefs.accept(accepted(name))
    out = {name: LAST - timedelta(days=3 * n) for n, name in enumerate(names)}
    catalogue.metrics.record("api", [said(day, 5, name) for name, day in out.items()])
    found = [one.video_id for one in catalogue.figure_sums.curves(LAST)]
    assert found == names[:30], "ten are new, twenty are what they are compared with"


def test_clicks_of_a_video_are_those_of_the_days_that_tell_them(catalogue: Catalogue):
    add_videos(catalogue)
    days = [
        Figures(views=100, impressions=1000, click_rate=0.05, average_view_share=0.5),
        Figures(views=50, impressions=500, click_rate=0.01),
        Figures(views=900),
        Figures(impressions=700, average_view_share=0.9),
    ]
    told = [
        DayFigures(day=FIRST + timedelta(days=n), video_id="a-video", outlet="youtube", figures=one)
        for n, one in enumerate(days)
    ]
    catalogue.metrics.record("api", told)
    (video,) = catalogue.video_sums.clicked("tales", "youtube", FIRST, LAST)
    assert (video.impressions, video.clicks) == (1500, pytest.approx(55))
    assert (video.views, video.viewed) == (100, 50)
    sums = catalogue.video_sums
    assert sums.trials("click_rate", "youtube", FIRST, LAST, channel="tales") == 1500
    assert sums.trials("click_rate", "youtube", FIRST, LAST, video_id="b-video") == 0
    assert sums.trials("click_rate", "youtube", FIRST, LAST, channel="songs") == 0
    corrected = told[0].model_copy(update={"figures": Figures(impressions=800)})
    catalogue.metrics.record("api", [corrected])
    (video,) = sums.clicked("tales", "youtube", FIRST, LAST)
    assert (video.impressions, video.clicks) == (1300, pytest.approx(45))


def test_clicks_of_weeks_are_summed_by_an_index_alone(catalogue: Catalogue):
    asked = {"channel": "tales", "outlet": "youtube", "video_id": "", "first": FIRST, "last": LAST}
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = connection.scalars(sa.text(f"EXPLAIN {CLICKED}"), asked).all()
    assert any("Index Only Scan Backward using observations_pkey" in line for line in plan)


def test_videos_of_a_channel_that_came_to_another_tenant_count_with_whose_they_are(
    catalogue: Catalogue,
):
    for name, tenant in (("old-one", "north"), ("new-one", "south")):
        brief = accepted(name, channel="tales")
        channel = brief.channel.model_copy(update={"tenant": tenant})
        catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))
    with confined_to("north"):
        catalogue.metrics.record("file", [said(FIRST, 5, "old-one")])
    with confined_to("south"):
        catalogue.metrics.record("file", [said(FIRST, 7, "new-one")])

    def views(tenant: str | None) -> list[float]:
        with confined_to(tenant):
            return [one.figures["views"] for one in catalogue.figure_sums.days(FIRST, FIRST)]

    assert (views("north"), views("south"), views(None)) == ([5], [7], [12])
    newest = catalogue.briefs.newest("old-one")
    channel = newest.channel.model_copy(update={"tenant": "south"})
    catalogue.briefs.accept(newest.model_copy(update={"channel": channel}))
    assert (views("north"), views("south"), views(None)) == ([], [12], [12])


def test_one_video_s_two_years_look_at_no_other_video_s_days(catalogue: Catalogue):
    """However many others were watched on the days that a spreadsheet tells of."""
    add_videos(catalogue)
    days = [FIRST - timedelta(days=n) for n in range(20)]
    catalogue.metrics.record("api", [said(day, 1, "b-video") for day in days])
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        connection.execute(sa.text("UPDATE factory.observations SET views = 1000"))
    catalogue.metrics.record("file", [said(day, 2) for day in days])
    sums = catalogue.figure_sums.days(days[-1], days[0], "tales")
    assert {one.figures["views"] for one in sums} == {3}


def test_weeks_tell_what_went_out_and_what_missed_its_time(catalogue: Catalogue):
    add_videos(catalogue)
    rows = (
        "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, claimed_at, published_at)"
        " VALUES ('a-video', 'youtube', '', gen_random_uuid(), now(), '2026-11-25T12:00Z')",
        "INSERT INTO factory.bookings (video_id, outlet, channel, at, booked_by, ended_at, outcome) VALUES"
        " ('a-video', 'youtube', 'tales', '2026-11-18T12:00Z', 'x', now(), 'missed'),"
        " ('b-video', 'youtube', 'tales', '2026-12-02T12:00Z', 'x', NULL, NULL)",
    )
    with catalogue.engine.begin() as connection:
        for row in rows:
            connection.execute(sa.text(row))
    weeks = catalogue.video_sums.rhythm("tales", "youtube", date(2026, 11, 28))
    assert len(weeks) == 9
    assert [(one.published, one.missed, one.to_come) for one in weeks[:4]] == [
        (0, 0, 1),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 0),
    ]
    assert weeks[1].first == date(2026, 11, 23)


def test_a_day_without_views_is_no_complete_day_and_no_day_of_a_curve(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    told = [said(LAST - timedelta(days=n), 10) for n in (2, 1)]
    likes = DayFigures(day=LAST, video_id="a-video", outlet="youtube", figures=Figures(likes=3))
    catalogue.briefs.accept(accepted("b-video"))
    shown = DayFigures(day=LAST, video_id="b-video", outlet="youtube", figures=Figures(likes=0))
    catalogue.metrics.record("test", [*told, likes, shown])
    assert catalogue.figure_sums.last_day("tales", "youtube") == LAST - timedelta(days=1)
    (curve,) = catalogue.figure_sums.curves(LAST, "tales", "youtube")
    assert curve.views == (10.0, 20.0)
