"""Sums that the database keeps are those of the newest answers, whatever was said, revised or deleted."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
import sqlalchemy as sa

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import COUNTED, DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.posts.post_figures import delete_figures
from resources.database.confinement import confined_to
from tests.fakes.catalogued import accepted
from tests.resources.catalogue.figures.told_figures import (
    FIRST,
    LAST,
    OUTLETS,
    VIDEOS,
    Newest,
    add_videos,
    newest_of,
    some_days,
)


@pytest.fixture(autouse=True)
def computed(catalogue: Catalogue) -> None:
    """Let numbers be computed of what YouTube told."""
    catalogue.settings.change(SETTING, True)


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


def test_a_curve_at_an_outlet_does_not_begin_with_a_post_elsewhere(catalogue: Catalogue):
    add_videos(catalogue)
    post = (
        "INSERT INTO factory.posts (video_id, outlet, master_sha256, token, claimed_at, published_at)"
        " VALUES ('a-video', 'tiktok', '', gen_random_uuid(), :at, :at)"
    )
    earlier = datetime(2026, 9, 1, 12, tzinfo=UTC)
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(post), {"at": earlier})
    catalogue.metrics.record("api", [said(FIRST, 5), said(FIRST + timedelta(days=1), 7)])
    (curve,) = catalogue.figure_sums.curves(LAST, "tales", "youtube")
    assert (curve.begun, curve.views) == (FIRST, (5, 12))


def test_peers_are_those_that_went_out_just_before_the_new_ones(catalogue: Catalogue):
    names = [f"v-{n:03}" for n in range(40)]
    for name in names:
        catalogue.briefs.accept(accepted(name))
    out = {name: LAST - timedelta(days=3 * n) for n, name in enumerate(names)}
    catalogue.metrics.record("api", [said(day, 5, name) for name, day in out.items()])
    found = [one.video_id for one in catalogue.figure_sums.curves(LAST)]
    assert found == names[:30], "ten are new, twenty are what they are compared with"


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
