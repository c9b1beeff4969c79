"""Posts as a person asks for them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

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
