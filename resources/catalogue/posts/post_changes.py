"""Changes of what is out, in Postgres: asked for, claimed when they are due, and made once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.brief.brief import AcceptedBrief
from factory.brief.planned_changes import CHANGEABLE, LaterChange
from factory.errors import PermanentError
from factory.ports import ChangeOutcome, DueChange, LivePost
from factory.workflow import events as topics
from factory.workflow.made_post_changes import MadeChange
from resources.catalogue.events import announce
from resources.catalogue.posts.live_posts import DOWN, OUT
from resources.database.connection import transact
from resources.database.post_tables import post_changes

c = post_changes.c
AGAIN = timedelta(minutes=15)
"""For so long nobody else gets a change that was claimed; then it is tried again."""
OPEN = "c.done_at IS NULL AND c.ended_at IS NULL"
A_LATER_ONE = "a later change"
"""Ends a change in whose place it is made."""
NEWEST_POST = f"""
    LEFT JOIN LATERAL (
        SELECT p.id, p.post_id, p.published_at, p.master_sha256 FROM factory.posts p
        WHERE p.video_id = c.video_id AND p.outlet = c.outlet AND {OUT}
        ORDER BY p.id DESC LIMIT 1
    ) p ON true
"""
MOMENT = "coalesce(c.at, p.published_at + make_interval(secs => c.after_seconds))"
ACCOUNT = """(
    SELECT accepted -> 'channel' -> c.outlet ->> 'account'
    FROM factory.briefs WHERE video_id = c.video_id ORDER BY revision DESC LIMIT 1
)"""
"""Whose post it is; a video whose brief names no account there by now has nothing changed meanwhile."""
DUE = f"""
    FROM factory.post_changes c {NEWEST_POST} JOIN factory.videos v ON v.video_id = c.video_id
    WHERE {OPEN} AND p.id IS NOT NULL AND v.deleted_at IS NULL AND {MOMENT} <= :now
      AND {ACCOUNT} IS NOT NULL AND (c.tried_at IS NULL OR c.tried_at < :before)
      AND NOT {DOWN}
"""
CLAIMED = f"""
    SELECT c.id, c.video_id, c.outlet, c.what, c.value, c.of_brief, p.post_id, p.published_at, p.master_sha256,
           v.channel, {ACCOUNT} AS account
    FROM factory.post_changes c {NEWEST_POST} JOIN factory.videos v ON v.video_id = c.video_id
    WHERE c.id = ANY(:ids) ORDER BY {MOMENT}, c.id
"""
OTHER_MOMENT = "coalesce(o.at, p.published_at + make_interval(secs => o.after_seconds))"
OVERTAKEN = f"""
    UPDATE factory.post_changes SET ended_at = clock_timestamp(), ended_by = '{A_LATER_ONE}',
        outcome = 'a later change took its place', error = NULL
    WHERE id IN (
        SELECT c.id FROM factory.post_changes c {NEWEST_POST} JOIN factory.post_changes o
            ON (o.video_id, o.outlet, o.what) = (c.video_id, c.outlet, c.what)
            AND (o.done_at IS NOT NULL OR o.ended_at IS NULL)
        WHERE {OPEN} AND {OTHER_MOMENT} <= :now AND ({OTHER_MOMENT}, o.id) > ({MOMENT}, c.id)
    )
    RETURNING video_id, outlet, what, value, outcome
"""
"""What is still to be made, and another change of the same thing is due that comes after it: made now,
the older one would undo the newer one."""
REPLACED = """
    coalesce(
        CASE WHEN value = :found THEN before END,
        (SELECT o.before FROM factory.post_changes o
         WHERE (o.video_id, o.outlet, o.what) = (post_changes.video_id, post_changes.outlet, post_changes.what)
           AND o.ended_by = :later AND o.value = :found AND o.before IS NOT NULL
         ORDER BY o.ended_at DESC LIMIT 1),
        :found)
"""
"""What a change replaced. Where its own value stands already, or that of one it overtook, a process was
killed after it had changed the post: then it is what was found there before."""
LISTED = f"""
    SELECT c.id AS number, c.video_id, c.outlet, c.what, c.value, c.at, c.after_seconds, c.of_brief,
           {MOMENT} AS moment, c.asked_by, c.asked_at, c.done_at, c.before, c.outcome, c.error,
           c.ended_at, c.ended_by
    FROM factory.post_changes c {NEWEST_POST}
    WHERE (:video_id = '' OR c.video_id = :video_id) AND (:number = 0 OR c.id = :number)
    ORDER BY c.id DESC LIMIT :most
"""


class PostgresPostChanges:
    """See `factory.ports.PostChanges`; what people ask for and call off is kept here too."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, now: datetime) -> Sequence[int]:
        """See `factory.ports.PostChanges.due`."""
        asked = sa.text(f"SELECT c.id {DUE} ORDER BY c.id LIMIT 100")
        times = {"now": now, "before": now - AGAIN}
        return transact(self._engine, lambda one: one.scalars(asked, times).all())

    def claim(self, now: datetime) -> Sequence[DueChange]:
        """See `factory.ports.PostChanges.claim`."""
        times = {"now": now, "before": now - AGAIN}

        def claim(connection: Connection) -> Sequence[DueChange]:
            for row in connection.execute(sa.text(OVERTAKEN), {"now": now}).mappings().all():
                told = dict(row)
                announce(connection, topics.POST_CHANGE_ENDED, told.pop("video_id"), told)
            found = sa.text(
                f"SELECT c.id {DUE} ORDER BY {MOMENT}, c.id LIMIT 100 FOR UPDATE OF c SKIP LOCKED"
            )
            ids = list(connection.scalars(found, times))
            connection.execute(sa.update(post_changes).where(c.id.in_(ids)).values(tried_at=now))
            rows = connection.execute(sa.text(CLAIMED), {"ids": ids}).mappings()
            return [_due(dict(row)) for row in rows]

        return transact(self._engine, claim)

    def settle(self, number: int, outcome: ChangeOutcome) -> bool:
        """See `factory.ports.PostChanges.settle`."""
        told: dict[str, Any] = {"error": outcome.error or None}
        if outcome.before or not outcome.error:
            told["before"] = sa.text(REPLACED).bindparams(found=outcome.before, later=A_LATER_ONE)
        if not outcome.error:
            told |= {"done_at": sa.func.clock_timestamp(), "outcome": outcome.said}
        elif not outcome.again:
            told |= {"ended_at": sa.func.clock_timestamp()}

        def settle(connection: Connection) -> bool:
            row = connection.execute(
                sa.update(post_changes)
                .where(c.id == number, c.done_at.is_(None))
                .where(c.ended_at.is_(None) if outcome.error else sa.true())
                .values(**told)
                .returning(c.video_id, c.outlet, c.what, c.value)
            ).one_or_none()
            if row and (not outcome.error or not outcome.again):
                topic = topics.POST_CHANGE_ENDED if outcome.error else topics.POST_CHANGED
                facts = {**row._asdict(), "outcome": outcome.said or outcome.error}
                announce(connection, topic, facts.pop("video_id"), facts)
            return row is not None

        return transact(self._engine, settle)

    def made(self, video_id: str, outlet: str) -> Sequence[MadeChange]:
        """See `factory.ports.PostChanges.made`."""
        question = (
            sa.select(c.what, c.before, c.value)
            .where(c.video_id == video_id, c.outlet == outlet, c.done_at.is_not(None))
            .order_by(c.done_at, c.id)
        )
        rows = transact(self._engine, lambda one: one.execute(question).all())
        return [MadeChange(what=what, before=before, to=value) for what, before, value in rows]

    def ask(self, video_id: str, change: LaterChange, by: str) -> int:
        """Keep a change that somebody wants; return its number."""
        return transact(self._engine, lambda one: _keep(one, video_id, change, by, of_brief=False))

    def call_off(self, number: int, by: str, video_id: str = "") -> None:
        """End a change that was not made yet; with a video, only if it is one of its posts'.

        Raises:
            PermanentError: there is no such one, or it was made or ended.
        """
        this = c.id == number if not video_id else sa.and_(c.id == number, c.video_id == video_id)

        def call_off(connection: Connection) -> None:
            row = connection.execute(_ended(by).where(this).returning(c.video_id)).first()
            if row is None:
                of = f" of {video_id}" if video_id else ""
                raise PermanentError(
                    f"no change number {number}{of} is still to be made; `factory later` lists them"
                )
            facts = {"number": number, "by": by}
            announce(connection, topics.POST_CHANGE_ENDED, row.video_id, facts)

        transact(self._engine, call_off)

    def listed(self, video_id: str = "", most: int = 50, number: int = 0) -> list[dict[str, Any]]:
        """Return changes of a video or of all, or one, the newest first; each with its moment if known."""
        asked = {"video_id": video_id, "most": most, "number": number}
        rows = transact(self._engine, lambda one: one.execute(sa.text(LISTED), asked).mappings())
        return [dict(row) for row in rows]


def take_from_brief(connection: Connection, accepted: AcceptedBrief) -> None:
    """Keep what a brief wants changed later; what an earlier revision wanted and this one does not ends."""
    wanted = {_identity(one): one for one in accepted.brief.changes}
    kept = connection.execute(
        sa.select(c.id, c.what, c.value, c.at, c.after_seconds).where(
            c.video_id == accepted.video_id,
            c.of_brief,
            c.ended_at.is_(None) | (c.ended_by == A_LATER_ONE),
        )
    ).all()
    there = {(row.what, row.value, row.at, row.after_seconds): row.id for row in kept}
    gone = [number for key, number in there.items() if key not in wanted]
    connection.execute(_ended("another revision of the brief").where(c.id.in_(gone)))
    for key, change in wanted.items():
        if key not in there:
            _keep(connection, accepted.video_id, change, accepted.source, of_brief=True)


def _identity(change: LaterChange) -> tuple[object, ...]:
    return change.what, change.to, change.at, change.after_seconds


def _ended(by: str) -> sa.Update:
    open_one = sa.update(post_changes).where(c.done_at.is_(None), c.ended_at.is_(None))
    return open_one.values(ended_at=sa.func.clock_timestamp(), ended_by=by)


def _keep(
    connection: Connection, video_id: str, change: LaterChange, by: str, *, of_brief: bool
) -> int:
    facts = {"outlet": CHANGEABLE, "what": change.what, "value": change.to}
    row = sa.insert(post_changes).values(
        video_id=video_id,
        at=change.at,
        after_seconds=change.after_seconds,
        of_brief=of_brief,
        asked_by=by,
        **facts,
    )
    number = int(connection.execute(row.returning(c.id)).scalar_one())
    told = {**facts, "number": number, "by": by}
    announce(connection, topics.POST_CHANGE_ASKED, video_id, told)
    return number


def _due(row: dict[str, Any]) -> DueChange:
    post = LivePost(
        video_id=row["video_id"],
        channel=row["channel"],
        outlet=row["outlet"],
        account=row["account"],
        post_id=row["post_id"],
        published_at=row["published_at"],
    )
    return DueChange(
        number=row["id"],
        post=post,
        master_sha256=row["master_sha256"],
        what=row["what"],
        to=row["value"],
        of_brief=row["of_brief"],
    )
