"""The daily run's plan: which days were missed, and for whom a day is left out."""

from datetime import date, timedelta
from typing import Any

import pytest

from factory.channel.channel import Channel
from factory.ideas.missed_days import MOST_MISSED, left_out, missed_days

TODAY = date(2026, 12, 24)


def days_before(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=one) for one in numbers]


def channel(schedule: dict[str, Any] | None = None, **ideas: Any) -> Channel:
    facts = {"name": "tales", "title": "Tales", "format": "short", "schedule": schedule}
    return Channel.model_validate({**facts, "ideas": {"topics": ["The bell"], **ideas}})


def test_a_week_without_a_run_is_seven_missed_days_and_a_hole_is_one():
    assert list(missed_days(TODAY, days_before(8))) == days_before(7, 6, 5, 4, 3, 2, 1)
    assert list(missed_days(TODAY, days_before(4, 3, 1, 0, -1))) == days_before(2)


def test_before_the_first_run_and_long_ago_nothing_was_missed():
    assert missed_days(TODAY, ()) == ()
    assert missed_days(TODAY, days_before(0)) == ()
    assert missed_days(TODAY, days_before(-1)) == ()
    long_ago = missed_days(TODAY, days_before(400))
    assert list(long_ago) == days_before(*range(MOST_MISSED, 0, -1))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 12, 24), "a holiday of the channel"),
        (date(2026, 12, 25), "Christmas Day (US)"),
        (date(2026, 7, 3), "Independence Day (observed) (US)"),
        (date(2026, 12, 26), ""),
    ],
)
def test_a_channel_rests_on_its_holidays_where_it_says_so(day: date, wanted: str):
    schedule = {"holidays": ["US", "12-24"]}
    told = left_out(channel(schedule, on_holidays=False), day, missed=False)
    assert wanted in told
    assert bool(told) is bool(wanted)
    assert left_out(channel(schedule), day, missed=False) == ""


def test_missed_days_are_left_out_unless_the_channel_makes_up_for_them():
    assert "the daily run did not end on 2026-12-24" in left_out(channel(), TODAY, missed=True)
    assert left_out(channel(missed_days="catch_up"), TODAY, missed=True) == ""
    rests = channel({"holidays": ["12-24"]}, missed_days="catch_up", on_holidays=False)
    assert "the channel rests" in left_out(rests, TODAY, missed=True)
