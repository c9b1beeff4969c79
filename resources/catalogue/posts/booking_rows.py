"""Rows of bookings, within the transaction of whoever reads or changes them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from factory.channel.channel import Channel
from factory.errors import PermanentError
from factory.ports import Booking
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.video_lock import hold_still
from resources.database.post_tables import STANDS, bookings, posts
from resources.database.tables import briefs, launches


def posted(connection: Connection, video_id: str, outlet: str) -> None:
    """Note in a transaction that a video is out: its time is used, and was now at the latest."""
    connection.execute(
        sa.update(bookings)
        .where(STANDS, bookings.c.video_id == video_id, bookings.c.outlet == outlet)
        .values(
            ended_at=sa.func.now(), outcome="posted", at=sa.func.least(bookings.c.at, sa.func.now())
        )
    )


def standing(connection: Connection, video_id: str, outlet: str) -> Row[Any] | None:
    """Return the time that a video has at an outlet."""
    question = sa.select(bookings).where(
        STANDS, bookings.c.video_id == video_id, bookings.c.outlet == outlet
    )
    return connection.execute(question).one_or_none()


def alone(connection: Connection, video_id: str, outlet: str, channel: str) -> Row[Any] | None:
    """Let nobody else look for a slot of this channel and outlet; return the video's own time."""
    hold_still(connection, video_id)
    key = sa.func.hashtextextended(f"slots of {channel} at {outlet}", 0)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
    return standing(connection, video_id, outlet)


def book(
    connection: Connection,
    wanted: tuple[str, str, Channel],
    at: datetime,
    by: str,
    *,
    confirmed_by: str = "",
    more: dict[str, str] | None = None,
) -> Booking:
    """Give a video a time and tell of it."""
    video_id, outlet, channel = wanted
    new = sa.insert(bookings).values(
        video_id=video_id,
        outlet=outlet,
        channel=channel.name,
        at=at,
        booked_by=by,
        confirmed_by=confirmed_by,
    )
    row = connection.execute(new.returning(bookings)).one()
    announce(connection, topics.SLOT_BOOKED, video_id, {**told_of(row), "by": by, **(more or {})})
    return booking_of(row)


def end(connection: Connection, row: Row[Any], outcome: str, topic: str = "") -> datetime:
    """End a booking; return when it was."""
    change = sa.update(bookings).where(bookings.c.id == row.id)
    connection.execute(change.values(ended_at=sa.func.now(), outcome=outcome))
    if topic:
        announce(connection, topic, row.video_id, told_of(row))
    return row.at


def refuse_what_is_out(connection: Connection, video_id: str, outlet: str) -> None:
    """Raise PermanentError where a video is out already."""
    out = sa.select(posts.c.url).where(
        posts.c.video_id == video_id,
        posts.c.outlet == outlet,
        posts.c.published_at.is_not(None),
    )
    if url := connection.scalars(out).first():
        raise PermanentError(f"{video_id} is out at {outlet} already: {url}")


def asked_for(connection: Connection, video_id: str) -> datetime | None:
    """Return the time before which the brief does not want it."""
    newest = (
        sa.select(briefs.c.publish_at)
        .where(briefs.c.video_id == video_id)
        .order_by(briefs.c.revision.desc())
        .limit(1)
    )
    return connection.scalar(newest)


def wake(connection: Connection, video_id: str, *, unconfirmed: bool = True) -> None:
    """Let a publication that waits for its time look at it anew.

    Args:
        connection: in whose transaction.
        video_id: whose.
        unconfirmed: also one that waits for somebody's confirmation.
    """
    waiting = sa.and_(
        launches.c.video_id == video_id,
        launches.c.ended_at.is_(None),
        launches.c.claimed_at.is_(None),
        launches.c.wait["waits_for"].astext == "slot",
        sa.true() if unconfirmed else launches.c.wait["until"].astext.is_not(None),
    )
    connection.execute(sa.update(launches).where(waiting).values(not_before=sa.func.now()))


def booking_of(row: Row[Any]) -> Booking:
    """Return a row as a booking."""
    return Booking(
        video_id=row.video_id,
        outlet=row.outlet,
        channel=row.channel,
        at=row.at,
        booked_by=row.booked_by,
        confirmed_by=row.confirmed_by,
    )


def told_of(row: Row[Any]) -> dict[str, str]:
    """Return what events tell of a row."""
    return {"outlet": row.outlet, "at": row.at.isoformat()}


WITHDRAWN = sa.text("""
    UPDATE factory.bookings b SET ended_at = now(), outcome = 'released'
    WHERE b.ended_at IS NULL AND (
        EXISTS (SELECT FROM factory.videos v
                WHERE v.video_id = b.video_id AND v.deleted_at > b.booked_at)
        OR EXISTS (SELECT FROM factory.launches l WHERE l.video_id = b.video_id
                   AND l.outcome = 'cancelled' AND l.ended_at > b.booked_at)
        OR (SELECT r.decision <> 'approved' AND r.recorded_at > b.booked_at
            FROM factory.reviews r WHERE r.video_id = b.video_id AND r.outlet IN ('', b.outlet)
            ORDER BY r.id DESC LIMIT 1)
    )
    RETURNING b.*
""")
"""Times of videos that nobody wants out any more; approved again, they get another."""
