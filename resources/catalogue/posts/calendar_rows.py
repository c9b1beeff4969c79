"""What stands in the calendar between two moments: times given, missed and used."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Engine

from factory.records import Payload
from resources.catalogue.json_rows import rows
from resources.database.connection import transact

BETWEEN = """
    SELECT b.at, b.video_id, v.title, b.channel, b.outlet, p.url,
           CASE WHEN b.outcome IS NOT NULL THEN b.outcome
                WHEN p.appointed_at = b.at THEN 'appointed' ELSE 'booked' END AS state,
           b.confirmed_by <> '' AS confirmed
    FROM factory.bookings b JOIN factory.videos v USING (video_id)
    LEFT JOIN LATERAL (
        SELECT url, appointed_at FROM factory.posts
        WHERE video_id = b.video_id AND outlet = b.outlet ORDER BY id DESC LIMIT 1
    ) p ON true
    WHERE b.at >= :start AND b.at < :end AND coalesce(b.outcome, '') NOT IN ('moved', 'released')
    UNION ALL
    SELECT p.published_at, p.video_id, v.title, v.channel, p.outlet, p.url, 'posted', true
    FROM factory.posts p JOIN factory.videos v USING (video_id)
    WHERE p.published_at >= :start AND p.published_at < :end AND NOT EXISTS (
        SELECT FROM factory.bookings b WHERE b.video_id = p.video_id AND b.outlet = p.outlet
        AND b.outcome = 'posted'
    )
    UNION ALL
    SELECT l.not_before, l.video_id, v.title, v.channel, '', NULL, 'planned', true
    FROM factory.launches l JOIN factory.videos v USING (video_id)
    WHERE l.ended_at IS NULL AND l.phase = 'publish' AND l.wait IS NULL
      AND l.not_before >= :start AND l.not_before < :end
    ORDER BY 1, 2
"""


class CalendarRow(Payload):
    """One video at one time."""

    at: datetime
    video_id: str
    title: str
    channel: str
    outlet: str
    """Empty where only its brief names a time: then it is of every outlet."""
    url: str | None
    state: Literal["booked", "appointed", "posted", "missed", "planned"]
    """`appointed`: it stands unseen at its platform, which shows it then. `planned`: by its brief."""
    confirmed: bool


class PostgresCalendar:
    """What stands in the calendar."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def between(self, start: datetime, end: datetime) -> list[CalendarRow]:
        """Return what stands there from one moment until another, in order."""
        found = transact(self._engine, lambda c: rows(c, BETWEEN, start=start, end=end))
        return [CalendarRow.model_validate(row) for row in found]
