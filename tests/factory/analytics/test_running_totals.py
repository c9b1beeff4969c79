"""Days follow from running totals, and add up to them; what nobody can know stays unknown."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from factory.analytics.figures import Figures
from factory.analytics.running_totals import Reading, days_of

OUT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""10:00 on the Pacific coast."""
DAY = date(2026, 11, 20)
DAYS = [DAY + timedelta(days=n) for n in range(4)]


def read(*told: tuple[float, float], name: str = "views") -> list[Reading]:
    """Return readings: hours after the post went out, and what was told."""
    return [
        Reading(
            video_id="a-video",
            outlet="tiktok",
            read_at=OUT + timedelta(hours=hours),
            counts=Figures.model_validate({name: value}),
        )
        for hours, value in told
    ]


def views(readings: Sequence[Reading], name: str = "views") -> list[float | None]:
    told = dict(days_of(readings, OUT, DAYS[:3]))
    return [getattr(told[day], name) if day in told else None for day in DAYS[:3]]


def test_a_day_is_what_was_added_between_midnights():
    assert views(read((14, 100), (38, 160), (62, 190))) == [100, 60, 30]


def test_midnight_lies_between_two_readings_of_one_night():
    assert views(read((10, 100), (22, 220), (30, 260))) == [140, None, None]


def test_a_day_that_is_not_over_or_was_not_read_is_unknown():
    assert views(read((13, 90))) == [None, None, None]
    assert views(read((14, 90), (62, 400))) == [90, None, None]


def test_one_machine_that_is_behind_changes_nothing():
    stale = read((14, 100), (20, 40), (26, 130), (38, 160), (62, 190))
    assert views(stale) == [100, 60, 30]


def test_views_that_are_taken_back_are_taken_from_the_days_that_had_them():
    fewer = read((14, 100), (38, 160), (44, 120), (62, 130))
    assert views(fewer) == [100, 20, 10]


def test_a_like_that_is_taken_back_is_a_fact_of_its_own_day():
    fewer = read((14, 10), (38, 16), (50, 12), (62, 12), name="likes")
    assert views(fewer, "likes") == [10, 6, -4]


@given(st.lists(st.integers(0, 500), min_size=72, max_size=72))
def test_days_of_hourly_readings_add_up_to_the_total_and_none_is_below_zero(added: list[int]):
    total, told = 0, []
    for hour, more in enumerate(added, 1):
        total += more
        told.append((float(hour), float(total)))
    days = [one for one in views(read(*told)) if one is not None]
    assert len(days) == 3
    assert min(days) >= 0
    assert sum(days) == sum(added[:62]), "the third day ends 62 hours after it went out"
