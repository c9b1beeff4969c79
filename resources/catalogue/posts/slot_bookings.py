"""The timetable in Postgres: whose time is when; a unique index keeps a moment from two videos."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row

from factory.channel.channel import Channel
from factory.channel.slot_schedule import Schedule
from factory.errors import BadInput, PermanentError
from factory.ports import Booking
from factory.workflow import events as topics
from factory.workflow.free_slots import HORIZON, free_slots, hindrance
from resources.catalogue.events import announce
from resources.catalogue.posts.booking_rows import (
    WITHDRAWN,
    alone,
    asked_for,
    book,
    booking_of,
    end,
    refuse_what_is_out,
    standing,
    told_of,
    wake,
)
from resources.catalogue.posts.youtube_quota import now
from resources.database.connection import refused_by_name, transact
from resources.database.post_tables import STANDS, bookings, posts

REMEMBERED = timedelta(days=8)
"""Longer than any spacing between two videos."""


class PostgresTimetable:
    """See `factory.ports.Timetable`."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock

    def booking(self, video_id: str, outlet: str) -> Booking | None:
        """See `factory.ports.Timetable.booking`."""
        row = transact(self._engine, lambda c: standing(c, video_id, outlet))
        return booking_of(row) if row else None

    def book_next(self, video_id: str, outlet: str, channel: Channel, by: str) -> Booking:
        """See `factory.ports.Timetable.book_next`."""

        def take(connection: Connection) -> Booking:
            row = alone(connection, video_id, outlet, channel.name)
            if row and not self._too_late(connection, row, channel):
                if row.at <= self._clock():  # moved to before what its publication waits for
                    wake(connection, video_id, unconfirmed=False)
                return booking_of(row)
            missed = end(connection, row, "missed", topics.SLOT_MISSED) if row else None
            return self._next(
                connection, (video_id, outlet, channel), by, after=None, missed=missed
            )

        with refused_by_name(video_id):
            return transact(self._engine, take)

    def overdue(self) -> Sequence[Booking]:
        """See `factory.ports.Timetable.overdue`."""
        question = sa.select(bookings).where(STANDS, bookings.c.at < self._clock())
        return transact(self._engine, lambda c: [booking_of(row) for row in c.execute(question)])

    def release(self) -> int:
        """See `factory.ports.Timetable.release`."""

        def release(connection: Connection) -> int:
            rows = connection.execute(WITHDRAWN).all()
            for row in rows:
                announce(connection, topics.SLOT_RELEASED, row.video_id, told_of(row))
            return len(rows)

        return transact(self._engine, release)

    def move(
        self, video_id: str, outlet: str, channel: Channel, by: str, at: datetime | None
    ) -> Booking:
        """Give a video another time: the one that a person names, or the next free slot after its own.

        A time that a person names is confirmed by that.

        Raises:
            BadInput: the time is over, comes before the brief's own, or the channel's rules forbid it.
            PermanentError: the video is out there already.
        """

        def move(connection: Connection) -> Booking:
            row = alone(connection, video_id, outlet, channel.name)
            refuse_what_is_out(connection, video_id, outlet)
            if row:
                end(connection, row, "moved")
            wanted = (video_id, outlet, channel)
            if at is None:
                booking = self._next(connection, wanted, by, after=row.at if row else None)
            else:
                booking = self._at(connection, wanted, by, at)
            wake(connection, video_id)
            return booking

        with refused_by_name(video_id):
            return transact(self._engine, move)

    def confirm(self, video_id: str, by: str) -> Sequence[Booking]:
        """Confirm the times that a video has.

        Raises:
            PermanentError: it has none.
        """

        def confirm(connection: Connection) -> Sequence[Booking]:
            change = (
                sa.update(bookings)
                .where(STANDS, bookings.c.video_id == video_id)
                .values(confirmed_by=by)
                .returning(bookings)
            )
            rows = connection.execute(change).all()
            if not rows:
                raise PermanentError(f"{video_id} has no time yet that could be confirmed")
            for row in rows:
                announce(connection, topics.SLOT_CONFIRMED, video_id, {**told_of(row), "by": by})
            wake(connection, video_id)
            return [booking_of(row) for row in rows]

        return transact(self._engine, confirm)

    def _too_late(self, connection: Connection, row: Row[Any], channel: Channel) -> bool:
        """Whether a time was missed and another can be had; never while the video is being sent."""
        schedule = channel.schedule
        if schedule is None or not schedule.slots.get(row.outlet):
            return False
        if self._clock() <= row.at + timedelta(minutes=schedule.late_minutes):
            return False
        sending = sa.select(posts.c.id).where(
            posts.c.video_id == row.video_id,
            posts.c.outlet == row.outlet,
            posts.c.owner.is_not(None),
        )
        return not connection.scalar(sa.select(sending.exists()))

    def _next(
        self,
        connection: Connection,
        wanted: tuple[str, str, Channel],
        by: str,
        *,
        after: datetime | None,
        missed: datetime | None = None,
    ) -> Booking:
        video_id, outlet, channel = wanted
        schedule = channel.schedule or Schedule()
        earliest = max(filter(None, (self._clock(), after, asked_for(connection, video_id))))
        taken = self._taken(connection, outlet, channel)
        slot = next(free_slots(schedule, outlet, earliest, taken), None)
        if slot is None:
            raise BadInput(
                f"{video_id}: channel {channel.name} has no free slot for {outlet} within "
                f"{HORIZON.days} days of {earliest:%Y-%m-%d}; add slots to its file under "
                f"`schedule.slots.{outlet}`, or name a time: `factory schedule {video_id} --at TIME`"
            )
        more = {"instead_of": missed.isoformat()} if missed else {}
        return book(connection, wanted, slot, by, more=more)

    def _at(
        self, connection: Connection, wanted: tuple[str, str, Channel], by: str, at: datetime
    ) -> Booking:
        video_id, outlet, channel = wanted
        schedule = channel.schedule or Schedule()
        earliest = asked_for(connection, video_id)
        why = ""
        if at <= self._clock():
            why = "it is over"
        elif earliest and at < earliest:
            why = f"its brief says not before {earliest:%Y-%m-%d %H:%M %Z}"
        else:
            why = hindrance(schedule, at, self._taken(connection, outlet, channel))
        if why:
            said = at.astimezone(schedule.zone)
            raise BadInput(
                f"{video_id} cannot go out at {outlet} at {said:%Y-%m-%d %H:%M} "
                f"({schedule.time_zone}): {why}; `factory schedule {video_id} --next` finds a free slot"
            )
        return book(connection, wanted, at.astimezone(UTC), by, confirmed_by=by)

    def _taken(self, connection: Connection, outlet: str, channel: Channel) -> list[datetime]:
        question = sa.select(bookings.c.at).where(
            bookings.c.channel == channel.name,
            bookings.c.outlet == outlet,
            sa.or_(STANDS, bookings.c.outcome == "posted"),
            bookings.c.at > self._clock() - REMEMBERED,
        )
        return list(connection.scalars(question))
