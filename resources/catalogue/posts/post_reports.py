"""Posts as a person asks for them, and what somebody found out about one that is unknown."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import PermanentError
from factory.ports import Found
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.takedowns import is_down
from resources.database.post_tables import post_follow_ups, posts


def listed(
    connection: Connection, *, unknown: bool, limit: int, video_id: str | None = None
) -> list[dict[str, Any]]:
    """Return posts, newest first, with what was done after them; of one video, unknown ones alone."""
    after = (
        sa.select(sa.func.jsonb_object_agg(post_follow_ups.c.name, post_follow_ups.c.outcome))
        .where(post_follow_ups.c.post == posts.c.id)
        .scalar_subquery()
    )
    question = sa.select(
        posts.c.video_id,
        posts.c.outlet,
        posts.c.post_id,
        posts.c.url,
        posts.c.published_at,
        posts.c.settled_at,
        posts.c.answer["to_do"].astext.label("to_do"),
        posts.c.unknown_at,
        posts.c.resolved_by,
        posts.c.attempts,
        posts.c.error,
        (posts.c.owner.is_not(None)).label("running"),
        is_down().label("taken_down"),
        sa.func.coalesce(after, sa.text("'{}'::jsonb")).label("follow_ups"),
    )
    if unknown:
        question = question.where(posts.c.unknown_at.is_not(None))
    if video_id:
        question = question.where(posts.c.video_id == video_id)
    rows = connection.execute(question.order_by(posts.c.id.desc()).limit(limit))
    return [dict(row) for row in rows.mappings()]


def resolve(connection: Connection, video_id: str, outlet: str, found: Found) -> None:
    """See `factory.ports.Posts.resolve`.

    What was found is noted as if the outlet had answered it, so that the next publication goes on
    from there: it looks at the post, shows it if it is hidden, and records it.
    """
    unknown = (
        sa.select(posts.c.id)
        .where(
            posts.c.video_id == video_id,
            posts.c.outlet == outlet,
            posts.c.unknown_at.is_not(None),
            posts.c.owner.is_(None),
        )
        .order_by(posts.c.id.desc())
        .limit(1)
        .with_for_update()
    )
    post = connection.scalar(unknown)
    if post is None:
        raise PermanentError(
            f"{video_id}: of no post at {outlet} is it unknown whether it is out; "
            "`factory posts --unknown` lists those there are"
        )
    answer = {"post_id": found.post_id, "url": found.url} if found.post_id else {}
    connection.execute(
        sa.update(posts)
        .where(posts.c.id == post)
        .values(
            notes=answer,
            url=found.url or None,
            unknown_at=None,
            failed_at=None,
            error=None,
            resolved_by=found.by,
            resolved_at=found.at,
        )
    )
    told = {"outlet": outlet, "by": found.by, **answer}
    announce(connection, topics.POSTS_RESOLVED, video_id, told)
