"""Posts of which nobody knows whether they are out: when that is so, and what a person found out."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from factory.errors import OutcomeUnknown, PermanentError, Postponed
from factory.ports import Found
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.connection import error_words
from resources.database.post_tables import posts


def facts_of_failure(error: BaseException) -> dict[str, Any]:
    """Return what is noted at a post whose publication ended with an error."""
    facts: dict[str, Any] = {"error": error_words(error)}
    if not isinstance(error, Postponed):
        facts["failed_at"] = sa.func.now()
    if isinstance(error, OutcomeUnknown):
        facts["unknown_at"] = sa.func.now()
    elif isinstance(error, PermanentError):  # so it was certainly not shown
        facts["url"] = sa.case((posts.c.published_at.is_not(None), posts.c.url))
    return facts


def facts_of_death(row: Row, *, settles: bool) -> dict[str, Any]:
    """Return what is noted at a post whose process died.

    Args:
        row: the post as that process left it.
        settles: whether its outlet may have shown it before it answered.
    """
    said, unknown = "its process ended before it was published", None
    if settles and row.url:  # it may have been shown just before the process ended
        said, unknown = "its process ended while it was being shown", sa.func.now()
    return {"failed_at": sa.func.now(), "unknown_at": unknown, "error": said}


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
