"""Takedowns in Postgres: asked for at once, done one by one, and gone on with after a crash."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.documents.error_words import shown
from factory.errors import BadInput, Refused
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.post_figures import delete_figures
from resources.database.connection import transact
from resources.database.post_tables import posts
from resources.database.rule_tables import takedowns
from resources.database.tables import reviews, videos

t = takedowns.c
OUT = sa.or_(posts.c.published_at.is_not(None), posts.c.appointed_at.is_not(None))
"""Seen by others, or to be shown by the platform itself at its time."""


class PostgresTakedowns:
    """What nobody shall see any more, and what became of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, video_ids: Sequence[str], by: str, reason: str, by_hand: str = "") -> int:
        """Note every post of these videos that is out and not taken down yet; return how many.

        Raises:
            BadInput: nothing is out at the outlet where somebody did it by hand; nothing is noted.
        """

        def ask(connection: Connection) -> int:
            standing = sa.select(posts.c.video_id, posts.c.outlet, posts.c.id).where(
                posts.c.video_id.in_(video_ids), OUT, ~is_down()
            )
            rows = [
                {"video_id": v, "outlet": o, "post": p, "asked_by": by, "reason": reason}
                for v, o, p in connection.execute(standing)
            ]
            if by_hand and by_hand not in {row["outlet"] for row in rows}:
                raise BadInput(f"{', '.join(video_ids)}: nothing of it is out at {shown(by_hand)}")
            if not rows:
                return 0
            new = insert(takedowns).values(rows).on_conflict_do_nothing().returning(t.id)
            return len(connection.execute(new).all())

        return transact(self._engine, ask)

    def open(self, video_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return what is asked for and not done, oldest first, with what each outlet had answered."""
        question = (
            sa.select(takedowns, posts.c.post_id, posts.c.url)
            .join(posts, posts.c.id == t.post)
            .where(t.done_at.is_(None), t.video_id.in_(video_ids))
            .order_by(t.id)
        )
        return transact(
            self._engine, lambda c: [dict(row) for row in c.execute(question).mappings()]
        )

    def done(self, number: int, outcome: str, *, gone: bool = False) -> None:
        """Note that a post is seen by nobody any more; twice is once.

        Args:
            number: the takedown's.
            outcome: what came of it, in a few words.
            gone: nothing of it is left at its outlet: what was counted of it goes too, and if its video
                goes out again, it does from the beginning.
        """

        def done(connection: Connection) -> None:
            row = connection.execute(
                sa.update(takedowns)
                .where(t.id == number, t.done_at.is_(None))
                .values(done_at=sa.func.clock_timestamp(), outcome=outcome, error=None)
                .returning(t.video_id, t.outlet, t.asked_by, t.post)
            ).one_or_none()
            if row and gone:
                nothing = {"notes": sa.null(), "files_sha256": None, "gone_at": sa.func.now()}
                connection.execute(sa.update(posts).where(posts.c.id == row.post).values(**nothing))
                delete_figures(connection, row.outlet, [row.video_id])
            if row:
                facts = {"outlet": row.outlet, "by": row.asked_by, "outcome": outcome}
                announce(connection, topics.POSTS_TAKEN_DOWN, row.video_id, facts)

        transact(self._engine, done)

    def failed(self, number: int, error: str) -> None:
        """Note why a post could not be taken down; it stays asked for."""
        wanted = sa.update(takedowns).where(t.id == number).values(error=error)
        transact(self._engine, lambda c: c.execute(wanted))

    def published(self, channel: str = "") -> list[str]:
        """Return the videos that are out somewhere, of one channel or of all, first published first."""
        first = sa.func.min(posts.c.published_at)
        question = (
            sa.select(posts.c.video_id)
            .join(videos, videos.c.video_id == posts.c.video_id)
            .where(OUT, ~is_down())
            .group_by(posts.c.video_id)
            .order_by(first, posts.c.video_id)
        )
        if channel:
            question = question.where(videos.c.channel == channel)
        return transact(self._engine, lambda c: list(c.scalars(question)))


def is_down() -> sa.ColumnElement[bool]:
    """Whether a post was taken down and nobody has approved its video since."""
    since = sa.exists().where(
        reviews.c.video_id == t.video_id,
        reviews.c.decision == "approved",
        reviews.c.for_tenant == reviews.c.tenant,
        reviews.c.recorded_at > t.asked_at,
    )
    return sa.exists().where(t.post == posts.c.id, t.done_at.is_not(None), ~since)


def refuse_what_was_taken_down(connection: Connection, video_id: str, outlet: str) -> None:
    """Refuse to publish again what was taken down, until somebody approves it anew."""
    down = sa.select(posts.c.id).where(
        posts.c.video_id == video_id, posts.c.outlet == outlet, is_down()
    )
    if connection.scalar(sa.select(down.exists())):
        raise Refused(
            f"{video_id} was taken down from {outlet}; if it shall go out again, "
            f"`factory approve {video_id}` anew"
        )
