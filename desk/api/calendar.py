"""The calendar: what goes out when, and giving a video another time."""

from datetime import UTC, date, datetime
from typing import Self

from pydantic import Field, model_validator

from desk.actions.publishing.calendar import (
    MOST_DAYS,
    Calendar,
    calendar,
    confirm_times,
    move_video,
    times_of,
)
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from factory.ports import Booking
from factory.records import Payload


class DaysAsked(Payload):
    """Which days, of one channel in its own zone or of all."""

    first: date | None = None
    """Today if missing."""
    days: int = Field(default=14, ge=1, le=MOST_DAYS)
    channel: str = ""


class Time(Payload):
    """When a video goes out at an outlet."""

    outlet: str
    at: datetime
    booked_by: str
    confirmed_by: str
    """Empty: nobody yet."""


class Times(Payload):
    """The times that a video has."""

    video_id: str
    times: tuple[Time, ...]


class OtherTime(OneVideo):
    """Another time, the next free slot, or a confirmation of the one that it has."""

    outlet: str = ""
    """May be missing where there is one to choose."""
    at: str = ""
    """`2026-12-01T18:00+01:00`; without a zone it is the channel's."""
    next: bool = False
    confirm: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum((bool(self.at), self.next, self.confirm)) != 1:
            raise ValueError("wanted one of `at`, `next` and `confirm`")
        return self


def _days(call: Call, asked: DaysAsked) -> Calendar:
    first = asked.first or datetime.now(UTC).date()
    return calendar(call.factory, first, asked.days, channel=asked.channel)


def _times(call: Call, asked: OneVideo) -> Times:
    found = times_of(call.factory, asked.video_id)
    return Times(video_id=asked.video_id, times=tuple(map(_time, found)))


def _change(call: Call, asked: OtherTime) -> Times:
    if asked.confirm:
        confirm_times(call.factory, asked.video_id)
    else:
        move_video(call.factory, asked.video_id, asked.outlet, asked.at)
    return _times(call, OneVideo(video_id=asked.video_id))


def _time(one: Booking) -> Time:
    return Time(
        outlet=one.outlet, at=one.at, booked_by=one.booked_by, confirmed_by=one.confirmed_by
    )


ACTIONS = (
    Action(
        name="show_calendar",
        method="GET",
        path="/calendar",
        role="viewer",
        about="Show what goes out when: videos, missed times and free slots.",
        asks=DaysAsked,
        answers=Calendar,
        do=_days,
        example={"first": "2026-12-01", "days": 7},
        commands=("calendar",),
    ),
    Action(
        name="show_times",
        method="GET",
        path="/videos/{video_id}/schedule",
        role="viewer",
        about="Show when a video goes out, at each outlet.",
        asks=OneVideo,
        answers=Times,
        do=_times,
        example=SOME_VIDEO,
    ),
    Action(
        name="schedule_video",
        method="POST",
        path="/videos/{video_id}/schedule",
        role="operator",
        about="Give a video another time or the next free slot, or confirm the time that it has.",
        asks=OtherTime,
        answers=Times,
        do=_change,
        example={**SOME_VIDEO, "outlet": "youtube", "at": "2026-12-01T18:00+01:00"},
        commands=("schedule",),
    ),
)
