"""Charts say in words what they draw, and draw what they were given."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from factory.analytics.audience import Audience, AudiencePart
from factory.analytics.charts.age_chart import age_chart
from factory.analytics.charts.day_chart import DayViews, day_chart
from factory.analytics.charts.packaging_chart import packaging_chart
from factory.analytics.charts.plot import Plot, round_above, short, shortened, spoken, spread
from factory.analytics.charts.retention_chart import retention_chart
from factory.analytics.charts.row_chart import Row, row_chart
from factory.analytics.charts.spending_chart import spending_chart, told_spending
from factory.analytics.charts.traffic_chart import traffic_chart
from factory.analytics.packaging import Clicked, packagings
from factory.analytics.peer_comparison import AgeCurve
from factory.analytics.retention import Retention, RetentionPoint
from factory.analytics.scene_retention import scene_retention
from tests.fakes.manifests import a_narration, a_script

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
    assert "Of 1 day nothing is known." in svg


def test_of_many_odd_days_the_last_are_named():
    every = [DayViews(FIRST + timedelta(days=n), 10.0, n % 2 == 0) for n in range(20)]
    assert "10 days are out of line, the last 1 Sep, 3 Sep, 5 Sep, 7 Sep." in day_chart(
        every, "youtube"
    )


def test_where_a_platform_began_to_count_in_another_way_stands_a_line():
    assert drawn(day_chart(days(*range(10)), "youtube"), "cut")
    assert not drawn(day_chart(days(*range(10)), "tiktok"), "cut")


@pytest.mark.parametrize("count", [1, 3, 60, 730])
def test_few_days_and_many_stay_inside_the_picture_with_at_most_six_names(count: int):
    svg = day_chart(days(*(float(n % 7) for n in range(count))), "youtube")
    line_kind = "me fine" if count == 730 else "me"
    numbers = [
        float(n)
        for line in drawn(svg, line_kind)
        for n in re.findall(r"[\d.]+", line.get("d") or "")
    ]
    assert all(0 <= n <= 640 for n in numbers)
    below = [one for one in ElementTree.fromstring(svg).iter() if one.get("y") == "316"]
    assert 1 <= len(below) <= 6
    for one in below:
        x, kind = float(one.get("x") or 0), (one.get("class") or "").removesuffix(" opt")
        assert kind == ("s" if x < 84 else "e" if x > 592 else "m"), "it would be cut off at an end"
    assert (below[0].text == "Aug 2026") is (count == 730)


def test_a_title_cannot_be_markup():
    curve = AgeCurve(
        video_id="a",
        title='<script>alert("&")</script>',
        outlet="youtube",
        first_day=FIRST,
        views=(1, 5),
        low=(),
        middle=(),
        high=(),
        peers=0,
    )
    svg = age_chart(curve)
    assert "<script" not in svg
    assert "had 5 views 1 day after it went out" in "".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 4), (4, 4), (5, 8), (115, 120), (2001, 2400), (2489, 3200), (9999, 10000)],
)
def test_the_top_is_round(value: float, top: float):
    assert round_above(value) == top
    assert all(len(short(top * step / 4).strip("kM")) <= 4 for step in range(5))


def test_a_long_title_keeps_the_number_of_its_part():
    title = "The lighthouse that walked into the sea at night, part"
    svg = row_chart([Row(f"{title} {n}", n, f"{n} times") for n in (11, 12)], "", "", "parts")
    names = [one.text or "" for one in drawn(svg, "nm")]
    assert [name[-7:] for name in names] == ["part 11", "part 12"]
    assert all(len(name) <= 33 and " … " in name for name in names)
    assert names[0].startswith("The lighthouse that … "), "cut between words"
    assert shortened("A short one", 33) == "A short one"
    named = shortened("Voice by Google Cloud Text-to-Speech", 33)
    assert named == "Voice by Google Cloud Text-to-Sp…", "no piece of a word stands at its end"
    assert len(shortened("灯台" * 30, 33)) <= 33


def test_numbers_on_axes_are_short():
    assert [short(value) for value in (0, 950, 7500, 12500, 3.5e6, 2.5)] == [
        "0",
        "950",
        "7.5k",
        "12.5k",
        "3.5M",
        "2.5",
    ]
    assert spread(100, 5) == [0, 25, 50, 74, 99]


def test_a_videos_curve_shows_a_change_of_counting_and_its_last_complete_day():
    curve = AgeCurve(
        video_id="a",
        title="A video",
        outlet="youtube",
        first_day=FIRST,
        views=tuple(range(10)),
        low=(),
        middle=(),
        high=(),
        peers=0,
    )
    svg = age_chart(curve)
    assert len(drawn(svg, "cut")) == 1
    assert "known to 29 Aug" in svg


def traffic_of(day: date, **views: float) -> Audience:
    parts = tuple(AudiencePart(key=key, views=count) for key, count in views.items())
    return Audience(day=day, channel="tales", outlet="youtube", dimension="traffic", parts=parts)


def test_a_day_of_another_year_is_told_with_it_and_many_days_are_a_fine_line():
    last = FIRST + timedelta(days=729)
    words = day_chart(days(999, *([5.0] * 729)), "tiktok")
    assert "most on 20 Aug 2026: 999" in words and drawn(words, "me fine")
    assert spoken(last, last) == "18 Aug" and spoken(FIRST, last) == "20 Aug 2026"
    traffic = traffic_chart([traffic_of(day, YT_SEARCH=1) for day in (FIRST, last)])
    assert "from 20 Aug 2026 to 18 Aug: search" in traffic


def test_sources_lie_upon_one_another_and_an_unknown_day_is_a_gap():
    known = [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=3)]
    svg = traffic_chart([traffic_of(day, YT_SEARCH=30, EXT_URL=10) for day in known])
    assert len(drawn(svg, "ly")) == 4
    assert "120 views from 20 Aug to 23 Aug: search 75%, other sites 25%." in svg


def test_a_curve_says_in_which_scene_most_leave():
    shares = [1.0] * 50 + [0.6] * 50
    curve = Retention(
        video_id="a-video",
        outlet="youtube",
        day=FIRST,
        points=tuple(
            RetentionPoint(at=(n + 1) / 100, watching=share) for n, share in enumerate(shares)
        ),
    )
    scenes = scene_retention(curve, a_script(), a_narration())
    svg = retention_chart(curve, scenes, {}, "A video")
    assert len(drawn(svg, "hit")) == 1
    assert scenes.worst
    assert f"Most leave in {scenes.worst.scene_id}" in svg
    assert "Its scenes are not known any more." in retention_chart(curve, None, {}, "A video")


def test_a_video_seen_long_and_clicked_seldom_is_told_what_it_could_have():
    def told(video: str, rate: float, share: float) -> Clicked:
        return Clicked(
            video_id=video,
            title=f"The <quiet> {video}",
            impressions=20_000,
            clicks=20_000 * rate,
            views=1000,
            viewed=1000 * share,
        )

    found = packagings([told("a", 0.02, 0.7), told("b", 0.05, 0.5), told("c", 0.06, 0.4)])
    first = found.videos[0]
    assert (first.video_id, first.advice) == ("a", "change the packaging")
    assert first.low < 0.02 < first.high
    assert first.recoverable_views == pytest.approx(600)
    svg = packaging_chart(found)
    assert "about 600 views could be had" in svg
    assert "<quiet>" not in svg
    few = packagings([told("a", 0.02, 0.7)])
    assert few.videos[0].advice == "open"
    assert "three are needed" in packaging_chart(few)


def test_a_day_of_cents_is_seen_and_told():
    days = {date(2026, 11, 27): 0.12, date(2026, 11, 28): 0.05, date(2026, 9, 1): 9.0}
    drawn = spending_chart(days, date(2026, 11, 28), 31)
    assert drawn.count('class="bar"') == 2
    assert "27 Nov: $0.12" in drawn and ">$0.03<" in drawn
    assert told_spending(days, date(2026, 11, 28), 31) == "$0.17 in 31 days; most on 27 Nov: $0.12."
    assert told_spending({}, date(2026, 11, 28), 31) == "Nothing was spent in 31 days."
