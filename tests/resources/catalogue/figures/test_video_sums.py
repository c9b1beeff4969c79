"""Sums of each video over some days: whole weeks that the database keeps, and the days beside them."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.figures.video_sums import CLICKED, weeks_and_days
from resources.catalogue.posts.post_figures import delete_figures
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


def clicked_by_hand(
    newest: Newest, channel: str, outlet: str, first: date, last: date
) -> Mapping[str, Any]:
    """Return impressions, clicks, views and views times share of each video, added up day by day."""
    found: dict[str, list[float]] = {}
    for (day, video, at), known in newest.items():
        if VIDEOS[video] != channel or at != outlet or not first <= day <= last:
            continue
        shown = known.get("impressions", 0.0)
        if shown <= 0 or "click_rate" not in known:
            continue
        share = known.get("average_view_share")
        views = known.get("views", 0.0) if share is not None else 0.0
        new = (shown, shown * known["click_rate"], views, views * (share or 0.0))
        found[video] = [a + b for a, b in zip(found.get(video, [0.0] * 4), new, strict=True)]
    return {video: pytest.approx(tuple(sums)) for video, sums in found.items()}


def compare(catalogue: Catalogue) -> None:
    """Compare spans that hold no whole week, that begin or end with one, and others."""
    newest = newest_of(catalogue)
    for begins, days in ((0, 28), (1, 28), (2, 28), (3, 6), (0, 6), (8, 7), (9, 1), (1, 13)):
        first = FIRST + timedelta(days=begins)
        last = first + timedelta(days=days - 1)
        found = {
            one.video_id: (one.impressions, one.clicks, one.views, one.viewed)
            for one in catalogue.video_sums.clicked("tales", "youtube", first, last)
        }
        assert found == clicked_by_hand(newest, "tales", "youtube", first, last), (first, last)


@pytest.mark.parametrize("seed", range(2))
def test_clicks_are_those_of_the_newest_answers_whatever_was_said_revised_moved_or_deleted(
    catalogue: Catalogue, seed: int
):
    lot = random.Random(seed)
    add_videos(catalogue)
    for _ in range(8):
        if lot.random() < 0.75:
            catalogue.metrics.record(f"source {lot.randrange(3)}", some_days(lot))
        else:
            with catalogue.engine.begin() as connection:
                delete_figures(connection, lot.choice(OUTLETS), [lot.choice(list(VIDEOS))])
        compare(catalogue)
    with catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.observations SET day = day - 100 WHERE day = :d"), {"d": FIRST}
        )
        connection.execute(
            sa.text("UPDATE factory.observations SET day = day + 40 WHERE day > :d"),
            {"d": FIRST + timedelta(10)},
        )
    compare(catalogue)


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


def test_clicks_of_weeks_are_summed_by_whole_weeks_and_an_index_of_single_days(
    catalogue: Catalogue,
):
    asked = {"channel": "tales", "outlet": "youtube", "video_id": "", **weeks_and_days(FIRST, LAST)}
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(connection.scalars(sa.text(f"EXPLAIN {CLICKED}"), asked))
    assert plan.count("Index Only Scan Backward using observations_pkey") == 2
    assert "video_weeks_monday_outlet_idx" in plan


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


def test_a_change_of_no_answer_waits_for_nobody_who_records_some(catalogue: Catalogue):
    engine = catalogue.engine
    with engine.connect() as recording, engine.connect() as other:
        recording.exec_driver_sql("SELECT pg_advisory_xact_lock(7142035599286059)")
        other.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
        gone = other.exec_driver_sql("DELETE FROM factory.observations WHERE outlet = 'nowhere'")
        assert gone.rowcount == 0
        changed = "UPDATE factory.observations SET views = 1 WHERE outlet = 'nowhere'"
        assert other.exec_driver_sql(changed).rowcount == 0
