"""Times, lengths and sums as pages say them."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.web.formatting import count, length, moment, money, span, watched, whole

NOW = datetime(2026, 11, 27, 21, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "–"), (50.2, "0:50"), (1002, "16:42"), (4500, "1:15:00"), (0, "0:00")],
)
def test_a_length_is_minutes_and_seconds_and_hours_where_there_are_any(
    seconds: float | None, said: str
):
    assert length(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (12, "12 s"),
        (80, "1 min 20 s"),
        (780, "13 min"),
        (18_720, "5 h 12 min"),
        (259_200, "3 days"),
    ],
)
def test_what_takes_long_is_told_the_more_roughly(seconds: float, said: str):
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("usd", "said"),
    [
        (0, "$0.00"),
        (0.004, "less than a cent"),
        (0.25, "$0.25"),
        (1234.5, "$1,234.50"),
        (None, "–"),
    ],
)
def test_money_has_two_places_and_below_a_cent_words(usd: float | None, said: str):
    assert money(usd) == said


def test_a_moment_names_as_much_as_tells_it_from_others():
    here = NOW.astimezone()
    assert moment(NOW, NOW) == f"{here:%H:%M}"
    assert moment(NOW - timedelta(days=2), NOW) == f"{here - timedelta(days=2):%a %H:%M}"
    assert moment(NOW - timedelta(days=20), NOW) == "7 Nov"
    assert moment(NOW - timedelta(days=400), NOW).endswith("2025")


def test_a_count_agrees_with_its_noun():
    assert (count(1, "video"), count(3, "video"), count(2, "entry", "entries")) == (
        "1 video",
        "3 videos",
        "2 entries",
    )


def test_watch_time_is_in_hours_however_many_viewers_there_are():
    said = [watched(seconds) for seconds in (None, 12, 2040, 18_720, 4_334_400)]
    assert said == ["–", "12 s", "34 min", "5.2 h", "1,204 h"]
    assert (whole(None), whole(122_119.0)) == ("–", "122,119")
