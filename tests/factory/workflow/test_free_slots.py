"""Slots follow the clocks of the channel's zone, and none is given where the channel wants none."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.channel.slot_schedule import WEEKDAYS, Schedule
from factory.workflow.free_slots import free_slots, hindrance, slots_on

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # left out a whole day in 2011
    "Africa/Casablanca",
    "Asia/Kathmandu",
)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
DAYS = st.dates(date(2011, 1, 1), date(2030, 12, 31))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    days = st.sampled_from((*WEEKDAYS, "daily"))
    times = st.lists(TIMES, max_size=4).map(tuple)
    return Schedule(
        time_zone=draw(st.sampled_from(ZONES)),
        slots={"youtube": draw(st.dictionaries(days, times, max_size=4))},
        spacing_minutes=draw(st.integers(0, 600)),
        most_per_day=draw(st.integers(1, 3)),
        holidays=tuple(draw(st.lists(DAYS.map(date.isoformat), max_size=2))),
    )


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


def daily(*times: str, **more: object) -> Schedule:
    slots = {"youtube": {"daily": times}}
    return Schedule.model_validate({"time_zone": "Europe/Berlin", "slots": slots, **more})


@given(schedules(), DAYS)
def test_slots_are_in_order_each_once_and_read_as_written_unless_the_clocks_skip_them(
    schedule: Schedule, first: date
):
    last = first + timedelta(days=20)
    found = list(slots_on(schedule, "youtube", first, last))
    assert all(one.tzinfo is UTC for one in found)
    for one in found:
        here = one.astimezone(schedule.zone)
        near = {here.date() - timedelta(days=1), here.date()}
        written = [t for day in near for t in schedule.times_on("youtube", day)]
        exists = here.time() in written
        jumped = here.utcoffset() != (here - timedelta(days=1)).utcoffset()
        assert exists or jumped
    wanted = sum(len(set(schedule.times_on("youtube", first + timedelta(d)))) for d in range(21))
    assert len(found) <= wanted
    assert schedule.time_zone in ("Pacific/Apia", "Australia/Lord_Howe") or all(
        a <= b for a, b in pairwise(found)
    )


@given(schedules(), DAYS)
def test_taking_one_free_slot_after_another_never_breaks_a_rule_of_the_channel(
    schedule: Schedule, today: date
):
    now, taken = datetime.combine(today, time(11, 7), UTC), list[datetime]()
    for _ in range(4):
        slot = next(free_slots(schedule, "youtube", now, taken), None)
        if slot is None:
            return
        assert slot > now and not hindrance(schedule, slot, taken)
        taken.append(slot)
    here = [one.astimezone(schedule.zone) for one in taken]
    assert len(set(taken)) == len(taken)
    spacing = timedelta(minutes=schedule.spacing_minutes)
    assert all(b - a >= spacing for a, b in pairwise(sorted(taken)))
    days = [one.date() for one in here]
    assert all(days.count(day) <= schedule.most_per_day for day in days)
    assert not {day.isoformat() for day in days} & set(schedule.holidays)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2027-03-27", "2027-03-27T01:30:00+00:00"),
        ("2027-03-28", "2027-03-28T01:30:00+00:00"),  # 02:30 is skipped: it is 03:30 by the clock
        ("2027-03-29", "2027-03-29T00:30:00+00:00"),
        ("2027-10-31", "2027-10-31T00:30:00+00:00"),  # 02:30 comes twice: the first
        ("2027-11-01", "2027-11-01T01:30:00+00:00"),
    ],
)
def test_a_time_that_is_skipped_is_later_and_one_that_comes_twice_is_the_first(
    day: str, wanted: str
):
    that = date.fromisoformat(day)
    (slot,) = slots_on(daily("02:30"), "youtube", that, that)
    assert slot.isoformat() == wanted


def test_eighteen_oclock_stays_eighteen_oclock_when_the_clocks_change():
    slots = slots_on(daily("18:00"), "youtube", date(2027, 3, 26), date(2027, 3, 30))
    assert [f"{slot.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}" for slot in slots] == [
        "18:00"
    ] * 5


def test_a_weekday_that_is_named_has_its_own_times_and_a_holiday_none():
    week = {"daily": ("18:00",), "saturday": ("10:00", "20:00"), "sunday": ()}
    schedule = Schedule(slots={"youtube": week}, holidays=("12-25", "2026-12-24"))
    hours = [
        [time.hour for time in schedule.times_on("youtube", date(2026, 12, day))]
        for day in range(24, 29)
    ]
    assert hours == [[], [], [10, 20], [], [18]]
    assert schedule.times_on("tiktok", date(2026, 12, 28)) == ()


def test_what_stands_against_a_time_is_said_in_words():
    schedule = daily("18:00", spacing_minutes=90, most_per_day=2, holidays=("2026-12-24",))
    at = berlin("2026-12-01T18:00")
    assert "is a holiday" in hindrance(schedule, berlin("2026-12-24T00:10"), [])
    near = hindrance(schedule, at, [berlin("2026-12-01T19:29")])
    assert near == "another video goes out at 2026-12-01 19:29, and 90 min lie between two"
    two = [berlin("2026-12-01T08:00"), berlin("2026-12-01T12:00")]
    assert "has 2 videos already, 2 is the most" in hindrance(schedule, at, two)
    assert hindrance(schedule, at, [berlin("2026-12-01T19:30")]) == ""
