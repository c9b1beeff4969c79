"""The calendar: what goes out when, which slots are free, and changing either."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from desk.actions.acting import acting
from desk.actions.making.launching import launch, running_dagster
from factory.channel.channel import Channel
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.listing.outlet_names import OUTBOX
from factory.ports import Booking
from factory.records import Payload
from factory.workflow.free_slots import hindrance, slots_on
from factory.workflow.platform_days import check_day
from wiring.factory import Factory

MOST_DAYS = 62
"""Beside a platform, nobody means the folder for uploads by hand when they speak of a time."""
EntryState = Literal[
    "booked", "unconfirmed", "appointed", "late", "missed", "posted", "planned", "free"
]


class Entry(Payload):
    """One time at one outlet, with the video that has it."""

    at: datetime
    channel: str
    outlet: str
    state: EntryState
    """`unconfirmed`: a person has to confirm it. `appointed`: it stands unseen at its platform, which
    shows it then. `late`: its time has come and it is not out. `missed`: it got another time.
    `planned`: its brief says not before. `free`: a slot that nobody has."""
    video_id: str | None = None
    title: str | None = None
    url: str | None = None

    @property
    def movable(self) -> bool:
        """Whether it can be given another time."""
        return self.state in ("booked", "unconfirmed", "appointed", "late")


class Holiday(Payload):
    """A day on which a channel rests."""

    day: date
    channel: str
    name: str


class Calendar(Payload):
    """Days of one zone, and what stands in them."""

    first: date
    last: date
    time_zone: str
    distribution: bool
    """While it is off nothing leaves this machine, whatever stands here."""
    entries: tuple[Entry, ...]
    """In order of time."""
    holidays: tuple[Holiday, ...] = ()
    """Of the channels that are shown, in order of days."""


def calendar(
    factory: Factory, first: date, days: int, *, channel: str = "", now: datetime | None = None
) -> Calendar:
    """Return some days of the calendar, of one channel in its own zone, or of all.

    Raises:
        BadInput: too many days, a day that nobody means, or no such channel.
    """
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days: wanted 1 to {MOST_DAYS}")
    check_day(first)
    now = now or datetime.now(UTC)
    channels = factory.channels.all()
    if channel:
        channels = {channel: factory.channels.named(channel)}
    zone = zone_of(factory, channel)
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(first + timedelta(days=days), time(), zone)
    entries = [
        Entry(
            at=row.at,
            channel=row.channel,
            outlet=row.outlet,
            state=_state(
                row.state, row.at, now, channels.get(row.channel), confirmed=row.confirmed
            ),
            video_id=row.video_id,
            title=row.title,
            url=row.url,
        )
        for row in factory.catalogue.calendar.between(start, end)
        if channel in ("", row.channel)
    ]
    free = [slot for one in channels.values() for slot in _free(one, entries, max(now, start), end)]
    return Calendar(
        first=first,
        last=first + timedelta(days=days - 1),
        time_zone=zone.key,
        distribution=factory.catalogue.settings.all()["distribution"] is True,
        entries=tuple(sorted((*entries, *free), key=lambda one: (one.at, one.channel, one.outlet))),
        holidays=tuple(
            Holiday(day=day, channel=one.name, name=name)
            for day in (first + timedelta(days=n) for n in range(days))
            for one in channels.values()
            if (name := one.schedule.holiday(day) if one.schedule else "")
        ),
    )


def zone_of(factory: Factory, channel: str) -> ZoneInfo:
    """Return the zone whose days a calendar shows: of the channel that is named, else the factory's.

    Raises:
        BadInput: there is no such channel.
    """
    schedule = factory.channels.named(channel).schedule if channel else None
    return schedule.zone if schedule else ZoneInfo(factory.settings.time_zone)


def times_of(factory: Factory, video_id: str) -> tuple[Booking, ...]:
    """Return the times that a video has."""
    outlets = factory.catalogue.briefs.newest(video_id).channel.outlets
    found = (factory.catalogue.timetable.booking(video_id, outlet) for outlet in outlets)
    return tuple(one for one in found if one)


def move_video(factory: Factory, video_id: str, outlet: str, at: str) -> Booking:
    """Give a video another time.

    Args:
        factory: where it is.
        video_id: which.
        outlet: where it goes out then; may be empty where there is only one to choose.
        at: a time with or without a zone, the channel's if without; empty: the next free slot.

    Raises:
        BadInput: the time cannot be read, is over, or the channel's rules forbid it.
    """
    channel = channel_of(factory, video_id)
    place = _outlet(factory, video_id, channel, outlet)
    moment = moment_of(at, channel.schedule.zone if channel.schedule else None) if at else None
    booking = factory.catalogue.timetable.move(video_id, place, channel, acting(), moment)
    _go_on(factory, video_id)
    return booking


def confirm_times(factory: Factory, video_id: str) -> tuple[Booking, ...]:
    """Confirm the times that a video has; raise PermanentError where it has none."""
    confirmed = tuple(factory.catalogue.timetable.confirm(video_id, acting()))
    _go_on(factory, video_id)
    return confirmed


def moment_of(written: str, zone: ZoneInfo | None) -> datetime:
    """Return a time that a person wrote.

    Raises:
        BadInput: it is none, or one that the clocks of the zone skip.
    """
    wanted = "wanted: such as 2026-12-01T18:00, or with a zone 2026-12-01T18:00+01:00"
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise BadInput(f"time {shown(written)}: {wanted}") from None
    if moment.tzinfo:
        return moment.astimezone(UTC)
    here = moment.replace(tzinfo=zone or UTC)
    if here.astimezone(UTC).astimezone(here.tzinfo).replace(tzinfo=None) != moment:
        raise BadInput(
            f"time {shown(written)}: the clocks of {zone} skip it that day; name a later one"
        )
    return here.astimezone(UTC)


def channel_of(factory: Factory, video_id: str) -> Channel:
    """Return a video's channel, as its file is now."""
    snapshot = factory.catalogue.briefs.newest(video_id).channel
    return factory.channels.all().get(snapshot.name, snapshot)


def _outlet(factory: Factory, video_id: str, channel: Channel, wanted: str) -> str:
    if wanted:
        if wanted not in channel.outlets:
            known = ", ".join(channel.outlets)
            raise BadInput(f"{video_id} does not go to {shown(wanted)}; its channel names {known}")
        return wanted
    booked = [one.outlet for one in times_of(factory, video_id)]
    slots = channel.schedule.slots if channel.schedule else {}
    platforms = [one for one in channel.outlets if one != OUTBOX] or list(channel.outlets)
    choice = booked or [one for one in channel.outlets if slots.get(one)] or platforms
    if len(choice) != 1:
        raise BadInput(f"{video_id} goes to {', '.join(choice)}; say which with --outlet")
    return choice[0]


def _go_on(factory: Factory, video_id: str) -> None:
    """Let a publication look at its new time at once, where one was asked for already."""
    asked_for = factory.catalogue.withdrawals.open_launches(video_id)
    if any(one.phase == "publish" and not one.begun for one in asked_for):
        launch(factory, running_dagster(), video_id, "publish", "its time was changed")


def _state(
    state: str, at: datetime, now: datetime, channel: Channel | None, *, confirmed: bool
) -> EntryState:
    schedule = channel.schedule if channel else None
    if state == "posted" or state == "missed" or state == "planned":
        return state
    if at < now:
        return "late"
    if schedule and schedule.confirm and not confirmed:
        return "unconfirmed"
    return "appointed" if state == "appointed" else "booked"


def _free(
    channel: Channel, entries: list[Entry], start: datetime, end: datetime
) -> Iterator[Entry]:
    schedule = channel.schedule
    for outlet in schedule.slots if schedule else ():
        assert schedule
        mine = [e for e in entries if (e.channel, e.outlet) == (channel.name, outlet)]
        taken = [one.at for one in mine if one.state != "missed"]
        first, last = (one.astimezone(schedule.zone).date() for one in (start, end))
        for slot in slots_on(schedule, outlet, first, last):
            if start <= slot < end and not hindrance(schedule, slot, taken):
                yield Entry(at=slot, channel=channel.name, outlet=outlet, state="free")
