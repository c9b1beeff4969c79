"""A video's figures are added up by outlet, and say what was not told."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from factory.analytics.charts.sparkline import sparkline
from factory.analytics.figures import Figures, Observation
from factory.analytics.video_figures import video_figures

FIRST = date(2026, 11, 2)


def told(age: int, outlet: str = "youtube", source: str = "asked of it", **figures: float):
    return Observation(
        day=FIRST + timedelta(days=age),
        video_id="a-video",
        outlet=outlet,
        figures=Figures(**figures),
        source=source,
        revision=1,
        captured_at=datetime.now(UTC),
    )


def test_days_are_added_up_by_outlet_and_shares_go_by_the_views_of_their_day():
    rows = [
        told(0, views=100, likes=4, watch_seconds=50.5, average_view_share=0.5),
        told(1, views=300, likes=-1, watch_seconds=100, average_view_share=0.9),
        told(3, views=50),
        told(4, impressions=9),
        told(0, "tiktok", "running totals of tiktok", views=7),
    ]
    tiktok, youtube = video_figures(rows, accepted=True)
    assert (youtube.views, youtube.likes, youtube.watch_seconds) == (450, 3, 150.5)
    assert youtube.average_view_share == pytest.approx(0.8)
    assert (youtube.first, youtube.last, youtube.missing) == (FIRST, rows[2].day, 1)
    assert not youtube.days_are_ours
    assert (tiktok.views, tiktok.likes, tiktok.watch_seconds) == (7, None, None)
    assert tiktok.days_are_ours and not tiktok.share_withheld


def test_without_the_amendment_no_average_is_computed_of_what_youtube_told():
    rows = [told(0, views=100, average_view_share=0.5), told(0, "file", average_view_share=0.5)]
    other, youtube = video_figures(rows)
    assert youtube.average_view_share is None and youtube.share_withheld
    assert youtube.days[0].average_view_share == 0.5, "as it was told"
    assert other.average_view_share is None and not other.share_withheld


def test_a_sparkline_has_a_gap_where_nothing_is_known_and_says_its_last_complete_day():
    rows = [told(age, views=age * 10) for age in (0, 1, 2, 5, 6)]
    (youtube,) = video_figures(rows)
    svg = ElementTree.fromstring(sparkline(youtube, "w0"))
    assert len([one for one in svg if one.get("class") == "me"]) == 2
    assert "to 8 Nov, its last complete day; most on 8 Nov: 60." in "".join(svg.itertext())
    (unwatched,) = video_figures([told(0, likes=1)])
    assert sparkline(unwatched, "w0") == ""
