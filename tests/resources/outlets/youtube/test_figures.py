"""Figures of a channel are asked as its owner, and believed only where they can be meant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from emulators.content.viewers import Viewers
from emulators.youtube.videos import day_of, today, video_id_of
from factory.errors import NoAccess, PublishingWaits, TransientError
from factory.ports import Accounts
from resources.outlets.youtube.figures import YouTubeFigures
from resources.outlets.youtube.oauth_client import FIGURES_SCOPE
from resources.outlets.youtube.reach import read_reach
from tests.fakes.accounts import KeptChoices
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, CountedQuotas, KeptGrants, connected

REPORTS, MEDIA = "/v2/reports", "/v1/media"
LONG_AGO = today() - timedelta(days=40)
POSTS = [video_id_of(LONG_AGO + timedelta(days=n), bytes([n]) * 6) for n in range(3)]
SETTLED = today() - timedelta(days=10)


@pytest.fixture
def figures(vendors: Vendors) -> YouTubeFigures:
    return YouTubeFigures(Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices()))


def watched(post: str, day: date) -> float:
    """Return the views that the emulated viewers of a post have made on a day."""
    first = day_of(post)
    counted = Viewers(post, first).day(day) if first else None
    assert counted
    return counted.views


def test_a_day_tells_each_video_in_our_units(figures: YouTubeFigures):
    told = figures.day(ACCOUNT, SETTLED, POSTS)
    assert told is not None
    assert {post: one.views for post, one in told.items()} == {
        post: watched(post, SETTLED) for post in POSTS
    }
    one = told[POSTS[0]]
    assert one.watch_seconds
    assert one.watch_seconds % 60 == 0
    assert one.average_view_share
    assert 0 < one.average_view_share < 2


def test_a_day_that_youtube_is_not_done_with_is_not_told_of(figures: YouTubeFigures):
    assert figures.day(ACCOUNT, today() - timedelta(days=1), POSTS) is None


def test_counts_of_a_young_day_grow_until_it_is_settled(figures: YouTubeFigures):
    young = today() - timedelta(days=3)
    told = figures.day(ACCOUNT, young, POSTS[:1])
    assert told
    assert 0 < (told[POSTS[0]].views or 0) < watched(POSTS[0], young)


def test_a_video_of_which_no_row_comes_is_left_out_and_no_zero(
    figures: YouTubeFigures, vendors: Vendors
):
    vendors.order("partial_rows", vendor="youtube", path=REPORTS, skip=1)
    told = figures.day(ACCOUNT, SETTLED, POSTS)
    assert told is not None
    assert set(told) == {POSTS[0]}


def test_hundreds_of_videos_are_asked_for_in_tables_of_200(
    figures: YouTubeFigures, vendors: Vendors
):
    many = [video_id_of(LONG_AGO, n.to_bytes(6)) for n in range(450)]
    told = figures.day(ACCOUNT, SETTLED, many)
    assert told is not None
    assert len(told) == 450
    tables = [one["asked"] for one in vendors.seen("youtube", REPORTS)][1:]
    assert [one["videos"] for one in tables] == [200, 200, 50]


def test_retention_is_asked_for_one_video_and_its_places_are_in_order(figures: YouTubeFigures):
    points = figures.retention(ACCOUNT, POSTS[0], LONG_AGO, SETTLED)
    assert [point.at for point in points] == [n / 100 for n in range(1, 101)]
    assert all(point.relative is not None for point in points)


def test_the_audience_is_told_by_country_age_device_and_source(figures: YouTubeFigures):
    country = figures.audience(ACCOUNT, SETTLED, POSTS, "country")
    assert country[0].key == "US"
    assert (country[0].views or 0) > (country[-1].views or 0)
    ages = figures.audience(ACCOUNT, SETTLED, POSTS, "age")
    assert sum(part.share or 0 for part in ages) == pytest.approx(1, abs=0.01)
    source = figures.audience(ACCOUNT, SETTLED, POSTS, "traffic")
    assert sum(part.views or 0 for part in source) == sum(watched(p, SETTLED) for p in POSTS)


def test_reach_comes_by_a_job_that_is_made_once(figures: YouTubeFigures, vendors: Vendors):
    figures.day(ACCOUNT, SETTLED, POSTS)  # the emulated channel has them from now on
    for _ in range(2):
        told = figures.reach(ACCOUNT, SETTLED)
        assert told is not None
        assert 0 < (told[POSTS[0]].click_rate or 0) < 1
        assert (told[POSTS[0]].impressions or 0) > 0
    made = [one for one in vendors.seen("youtube", "/v1/jobs") if one["method"] == "POST"]
    assert len(made) <= 1
    assert figures.reach(ACCOUNT, today() - timedelta(days=1)) is None


def test_a_file_that_lies_elsewhere_is_not_fetched_with_our_token(
    figures: YouTubeFigures, vendors: Vendors
):
    elsewhere = {"keys": ["downloadUrl"], "instead": "https://example.org/v1/media/x"}
    vendors.order("without", vendor="youtube", path="/reports", method="GET", options=elsewhere)
    with pytest.raises(TransientError, match="not YouTube's"):
        figures.reach(ACCOUNT, SETTLED)
    assert not vendors.seen("youtube", MEDIA)


@pytest.mark.parametrize(
    ("kind", "options", "error"),
    [
        ("quotaExceeded", {}, PublishingWaits),
        ("rate_limit", {}, TransientError),
        ("status", {"status": 500}, TransientError),
        ("drop", {}, TransientError),
        ("garble", {}, TransientError),
        ("page", {}, TransientError),
        ("without", {"keys": ["columnHeaders"]}, TransientError),
        ("without", {"keys": ["rows"], "instead": [["2026-11-01", "many"]]}, TransientError),
        ("without", {"keys": ["rows"], "instead": [[1, 2, 3]]}, TransientError),
        ("without", {"keys": ["rows"], "instead": "rows"}, TransientError),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    figures: YouTubeFigures,
    vendors: Vendors,
    kind: str,
    options: Mapping[str, object],
    error: type[Exception],
):
    vendors.order(kind, vendor="youtube", path=REPORTS, options=dict(options), times=3)
    with pytest.raises(error, match="could not ask for"):
        figures.day(ACCOUNT, SETTLED, POSTS)


def test_an_account_that_lets_us_publish_alone_is_asked_for_more(vendors: Vendors):
    grant = connected()
    less = tuple(scope for scope in grant.scopes if scope != FIGURES_SCOPE)
    figures = YouTubeFigures(
        Accounts(KeptGrants(replace(grant, scopes=less)), CountedQuotas(), KeptChoices())
    )
    with pytest.raises(NoAccess, match="factory connect youtube"):
        figures.day(ACCOUNT, SETTLED, POSTS)


@pytest.mark.parametrize(
    "cells",
    ["20261101,UC,v,many,0.1", "20261101,UC,v,10,3", "20261101,UC,v,-1,0.1", "20261101,UC,v"],
)
def test_a_file_of_reach_with_a_cell_that_cannot_be_meant_is_refused(cells: str):
    heads = "date,channel_id,video_id,video_thumbnail_impressions,video_thumbnail_impressions_ctr"
    with pytest.raises(ValueError, match=r"many|line 2"):
        read_reach(f"{heads}\n{cells}\n".encode(), date(2026, 11, 1))
