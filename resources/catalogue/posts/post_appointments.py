"""Posts that a platform shows by itself at their time, and those among them that it shall not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, Row

from factory.errors import SlotAwaited
from factory.ports import AppointedPost, Appointments, Outlet, Publication
from resources.catalogue.posts.youtube_quota import now
from resources.database.connection import transact
from resources.database.post_tables import posts


def told_already(
    row: Row[Any] | None,
    publication: Publication,
    outlet: Outlet,
    at: datetime | None,
    platform: Appointments | None,
) -> dict[str, str]:
    """Return the outlet's answer if the platform was told already to show this very post then.

    Returns:
        Nothing where it is still to be told, or the time is here.

    Raises:
        SlotAwaited: the platform shows nothing by itself, so the factory does when the time comes.
    """
    if at is None:
        return {}
    if platform is None or not platform.takes(publication):
        raise SlotAwaited(
            f"{publication.video_id} goes out at {outlet.name} at {at:%Y-%m-%d %H:%M} UTC; "
            f"`factory schedule {publication.video_id}` moves it",
            until=at,
            scope=f"slot {outlet.name}",
        )
    this = (at, publication.files_sha256)
    return _answer(row.answer) if row and (row.appointed_at, row.files_sha256) == this else {}


class PostgresAppointedPosts:
    """See `factory.ports.AppointedPosts`."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock

    def without_time(self) -> Sequence[AppointedPost]:
        """See `factory.ports.AppointedPosts.without_time`."""
        question = {"now": self._clock()}
        rows = transact(self._engine, lambda c: c.execute(WITHOUT_TIME, question).all())
        return [
            AppointedPost(row.video_id, row.outlet, row.appointed_at, _answer(row.answer))
            for row in rows
        ]

    def withdrawn(self, post: AppointedPost) -> None:
        """See `factory.ports.AppointedPosts.withdrawn`."""
        change = sa.update(posts).where(
            posts.c.video_id == post.video_id,
            posts.c.outlet == post.outlet,
            posts.c.appointed_at == post.at,
            posts.c.published_at.is_(None),
        )
        transact(self._engine, lambda c: c.execute(change.values(appointed_at=None)))


def _answer(answer: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in answer.items()}


WITHOUT_TIME = sa.text("""
    SELECT p.video_id, p.outlet, p.appointed_at, p.answer FROM factory.posts p
    WHERE p.appointed_at > :now AND p.published_at IS NULL AND p.owner IS NULL
      AND (NOT EXISTS (SELECT FROM factory.bookings b WHERE b.video_id = p.video_id
                       AND b.outlet = p.outlet AND b.ended_at IS NULL AND b.at = p.appointed_at)
           OR EXISTS (SELECT FROM factory.briefs f
                      WHERE f.video_id = p.video_id AND f.recorded_at > p.claimed_at))
""")
"""Whose time was moved or released, or whose brief was revised since it was sent."""
