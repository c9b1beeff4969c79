"""A chart draws nothing where there is nothing, and is not to be misread where there is much."""

from datetime import timedelta
from itertools import pairwise

import pytest

from factory.analytics.charts.answers import answer
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.charts.plot import LEFT, RIGHT, evenly, spread
from factory.analytics.charts.row_chart import Row, row_chart
from factory.analytics.charts.traffic_chart import traffic_chart
from factory.analytics.charts.trust_chart import trust_chart
from factory.analytics.rhythm import RhythmWeek
from tests.factory.analytics.test_answers import LAST, facts_of
from tests.factory.analytics.test_charts import drawn


def told(count: int, *gaps: int) -> list[DayViews]:
    first = LAST - timedelta(days=count - 1)
    return [DayViews(first + timedelta(days=n), None if n in gaps else 9.0) for n in range(count)]


def test_days_that_were_told_may_change_or_are_missing_stand_in_one_row_without_an_axis():
    svg = trust_chart(told(60, 20), {}, "youtube")
    settled, young, gap = (drawn(svg, kind) for kind in ("bar pale", "bd", "gap"))
    assert (len(settled), len(young), len(gap)) == (2, 1, 1), "a run of days is one piece"
    assert not drawn(svg, "gr") and ">4</text>" not in svg
    assert svg.startswith('<svg viewBox="0 0 640 64"'), "it is as low as its one row"
    corrected = trust_chart(told(60, 20), {LAST - timedelta(days=9): 3}, "youtube")
    assert drawn(corrected, "gr") and len(drawn(corrected, "bar")) == 1


def test_where_nothing_went_out_and_nothing_is_known_of_experiments_nothing_is_drawn():
    facts = facts_of(60)
    nothing = tuple(
        RhythmWeek(first=LAST - timedelta(days=7 * n), published=0, missed=0, to_come=0)
        for n in range(8)
    )
    waiting = tuple(one for one in facts.experiments if not one.judged)
    empty = facts.model_copy(update={"rhythm": nothing, "experiments": waiting})
    for key, says in (("rhythm", "Nothing went out"), ("experiments", "None has an answer yet")):
        assert not answer(empty, key).svg and says in answer(empty, key).says
        assert answer(facts, key).svg


def test_a_day_that_is_known_alone_is_a_dot_that_one_sees():
    facts = facts_of(3).model_copy(update={"days": tuple(told(3, 1))})
    assert len(drawn(answer(facts, "days").svg, "bar")) == 2


def test_a_bar_that_is_compared_begins_where_it_is_compared():
    svg = row_chart([Row("more", 3.0, "3"), Row("less", 0.5, "0.5")], "", "", "x", (1.0, "usual"))
    (line,) = drawn(svg, "cut")
    more, less = drawn(svg, "bar")
    at = float(line.get("x1") or 0)
    assert float(more.get("x") or 0) == pytest.approx(at)
    assert float(less.get("x") or 0) + float(less.get("width") or 0) == pytest.approx(at)


def changes_of_height(count: int) -> int:
    """Return how often the lowest layer of sources that double every other day changes its height."""
    days = facts_of(count).viewership.traffic
    odd = [
        one.model_copy(update={"parts": (one.parts[0].model_copy(update={"views": 10.0 + n % 2}),)})
        for n, one in enumerate(days)
    ]
    (layer,) = drawn(traffic_chart(odd), "ly")
    heights = [point.split()[-1] for point in (layer.get("d") or "").split(" L")[:count]]
    return sum(a != b for a, b in pairwise(heights))


def test_of_two_years_sources_are_told_by_week_and_of_less_by_day():
    assert changes_of_height(60) == 59
    assert changes_of_height(730) <= 730 / 7 + 1


def test_a_day_at_the_edge_that_stands_alone_stays_on_the_ground():
    first, _, last = facts_of(3).viewership.traffic
    places = [
        float(point.split()[0].lstrip("M"))
        for layer in drawn(traffic_chart([first, last]), "ly")
        for point in (layer.get("d") or "").removesuffix(" Z").split(" L")
    ]
    assert min(places) == LEFT and max(places) == RIGHT


def test_few_days_are_named_equally_far_apart():
    for count in range(3, 16):
        places = spread(count, evenly(count))
        apart = {b - a for a, b in pairwise(places)}
        assert len(apart) == 1 or len(places) == 5, count


def test_the_axis_of_click_rates_ends_round():
    svg = answer(facts_of(60), "packaging").svg
    assert " %</text>" in svg and ".1 %" not in svg and ".3 %" not in svg
