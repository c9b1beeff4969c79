"""Showing: the moment at which a post goes out, while nothing about its video can be decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import TransientError
from factory.ports import Appointments, Outlet, Publication, Sight
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.booking_rows import posted
from resources.catalogue.posts.publication_guards import hold_back, refuse_what_was_withdrawn
from resources.catalogue.video_lock import hold_still
from resources.database.connection import jsonable
from resources.database.post_tables import posts

Answer = dict[str, str]


@dataclass(frozen=True, slots=True)
class Showing:
    """One publication that is begun, and is to be shown now or at a time."""

    publication: Publication
    outlet: Outlet
    authorise: Callable[[], None]
    token: UUID
    """Of the post's claim."""
    at: datetime | None
    """A time that is to come."""
    platform: Appointments | None
    """Told to show it then."""

    def show(self, begun: Answer, sight: Sight, connection: Connection) -> Answer:
        """Ask once more, show what was prepared, and record it: all at a standstill.

        What an earlier process has shown for good is recorded, whoever objects to it by now.

        Returns:
            What the post is from now on.
        """
        video_id, outlet = self.publication.video_id, self.outlet
        hold_still(connection, video_id)
        ours = sa.select(posts).where(posts.c.token == self.token).with_for_update()
        row = connection.execute(ours).one_or_none()
        if row is None:
            raise TransientError(
                f"{video_id}: this process was away for so long that another one took over its "
                f"post in {outlet.name}; that one publishes"
            )
        if row.owner is None:  # the answer to our commit was lost
            return row.answer
        if not (outlet.settles and sight.state == "shown"):
            refuse_what_was_withdrawn(connection, video_id, row.claimed_at)
            self.authorise()
            hold_back(connection, self.publication, outlet)
        if self.at and self.platform:
            self.platform.appoint(self.publication, begun, self.at)
            told = {"outlet": outlet.name, **begun, "at": self.at.isoformat()}
            self._record(connection, begun, appointed_at=self.at)
            announce(connection, topics.POSTS_SCHEDULED, video_id, told)
            return begun
        shown = outlet.finish(self.publication, begun)
        answer: Answer = jsonable(dict(shown), "the outlet's answer")
        now = sa.func.clock_timestamp()
        settled = {} if outlet.settles else {"settled_at": now}
        self._record(connection, answer, published_at=out_since(now), **settled)
        posted(connection, video_id, outlet.name)
        if not outlet.settles:
            told = {"outlet": outlet.name, **answer}
            announce(connection, topics.POSTS_PUBLISHED, video_id, told)
        return answer

    def _record(self, connection: Connection, answer: Answer, **more: Any) -> None:
        facts: dict[str, Any] = {
            "owner": None,
            "lease_expires_at": None,
            "failed_at": None,
            "error": None,
            "settled_at": None,
            "gone_at": None,
            "files_sha256": self.publication.files_sha256,
            "post_id": answer.get("post_id"),
            "url": answer.get("url"),
            "answer": answer,
            **more,
        }
        connection.execute(sa.update(posts).where(posts.c.token == self.token).values(**facts))


def out_since(now: sa.ColumnElement[datetime]) -> sa.ColumnElement[datetime]:
    """Return since when a post is out that is shown now: brought up to date it is no newer.

    What goes out in place of one that is gone is a new one, which nobody has seen yet.
    """
    first = sa.func.coalesce(posts.c.published_at, now)
    return sa.case((posts.c.gone_at.is_(None), first), else_=now)
