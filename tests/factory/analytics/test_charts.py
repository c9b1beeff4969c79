"""Charts say in words what they draw, and draw what they were given."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from factory.analytics.age_band import AgeCurve
from factory.analytics.charts.age_chart import age_chart
from factory.analytics.charts.day_chart import DayViews, day_chart
from factory.analytics.charts.plot import Plot, round_above, short, spread

FIRST = date(2026, 8, 20)


def drawn(svg: str, kind: str) -> list[ElementTree.Element]:
    """Return the parts of a kind."""
    return [one for one in ElementTree.fromstring(svg).iter() if one.get("class") == kind]


def days(*views: float | None, odd: int | None = None) -> list[DayViews]:
    return [DayViews(FIRST + timedelta(days=n), value, n == odd) for n, value in enumerate(views)]


def test_a_value_lies_at_its_height_and_a_gap_is_no_line():
    svg = day_chart(days(0, 50, None, 100, 80, odd=3), "youtube")
    (line,) = drawn(svg, "me")
    moves = re.findall(r"([ML ])([\d.]+) ([\d.]+)", line.get("d") or "")
    plot = Plot.of(0, 4, 100)
    assert [float(y) for _, _, y in moves] == [plot.y(v) for v in (0, 50, 100, 80)]
    assert (line.get("d") or "").count("M") == 2
    (odd,) = drawn(svg, "pt")
    assert (float(odd.get("cx") or 0), float(odd.get("cy") or 0)) == (plot.x(3), plot.y(100))
    assert "Out of line: 23 Aug." in svg
    assert "Of 1 days nothing is known." in svg


def test_where_a_platform_began_to_count_in_another_way_stands_a_line():
    assert drawn(day_chart(days(*range(10)), "youtube"), "cut")
    assert not drawn(day_chart(days(*range(10)), "tiktok"), "cut")


@pytest.mark.parametrize("count", [1, 3, 60, 730])
def test_few_days_and_many_stay_inside_the_picture_with_at_most_six_names(count: int):
    svg = day_chart(days(*(float(n % 7) for n in range(count))), "youtube")
    numbers = [
        float(n) for line in drawn(svg, "me") for n in re.findall(r"[\d.]+", line.get("d") or "")
    ]
    assert all(0 <= n <= 640 for n in numbers)
    assert 1 <= len([one for one in drawn(svg, "m") if one.get("y") == "316"]) <= 6


def test_a_title_cannot_be_markup():
    curve = AgeCurve(
        video_id="a", outlet="youtube", views=(1, 5), low=(), middle=(), high=(), peers=0
    )
    svg = age_chart(curve, '<script>alert("&")</script>')
    assert "<script" not in svg
    assert "had 5 views 1 days after it went out" in "".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize(
    ("value", "top"), [(0, 4), (4, 4), (5, 5), (101, 200), (2001, 2500), (9999, 10000)]
)
def test_the_top_is_round(value: float, top: float):
    assert round_above(value) == top


def test_numbers_on_axes_are_short():
    assert [short(value) for value in (0, 950, 7500, 12500, 3.5e6, 2.5)] == [
        "0",
        "950",
        "7,500",
        "12.5k",
        "3.5M",
        "2.5",
    ]
    assert spread(100, 5) == [0, 25, 50, 74, 99]
