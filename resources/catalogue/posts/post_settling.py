"""Settling: what a platform makes of a post that nothing can take back, until it is out or refused."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import PermanentError
from factory.ports import Outlet, Publication, Sight
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.platform_processing import watch
from resources.database.connection import jsonable, transact
from resources.database.post_tables import posts

Answer = dict[str, str]


def settle(
    engine: Engine, publication: Publication, outlet: Outlet, token: UUID, answer: Mapping[str, str]
) -> Answer:
    """Wait until the platform is done with a post, record what became of it, and return it.

    Raises:
        PublishingWaits: it is still at it.
        PermanentError: it took the post and did not publish it; or it is out, and otherwise than
            it was sent.
    """
    sight = watch(publication, outlet, answer, shown_before=True)
    video_id, said = publication.video_id, "; ".join(sight.faults)
    if sight.state == "missing":
        words = f"{video_id}: {outlet.name} took it and did not publish it: {said}"
        transact(engine, lambda c: _not_out(c, token, words))
        raise PermanentError(words)
    settled = transact(engine, lambda c: _settled(c, publication, outlet, token, sight))
    if said:
        raise PermanentError(
            f"{video_id} is out at {outlet.name}, otherwise than it was to: {said}"
        )
    return settled


def learn(engine: Engine, token: UUID, answer: Answer, sight: Sight) -> Answer:
    """Keep what a look taught about a post, if anything, and return the post."""
    learned = {name: value for name, value in sight.learned.items() if answer.get(name) != value}
    if not learned:
        return answer
    transact(engine, lambda c: _keep(c, token, {**answer, **learned}))
    return {**answer, **learned}


def _not_out(connection: Connection, token: UUID, words: str) -> None:
    facts: dict[str, Any] = {"published_at": None, "post_id": None, "url": None}
    facts |= {"failed_at": sa.func.now(), "error": words}
    connection.execute(sa.update(posts).where(posts.c.token == token).values(**facts))


def _settled(
    connection: Connection, publication: Publication, outlet: Outlet, token: UUID, sight: Sight
) -> Answer:
    ours = sa.select(posts).where(posts.c.token == token).with_for_update()
    row = connection.execute(ours).one()
    answer = {**row.answer, **sight.learned}
    _keep(
        connection, token, answer, settled_at=sa.func.now(), error="; ".join(sight.faults) or None
    )
    if row.settled_at is None:
        told = {"outlet": outlet.name, **answer}
        announce(connection, topics.POSTS_PUBLISHED, publication.video_id, told)
    return answer


def _keep(connection: Connection, token: UUID, answer: Answer, **facts: Any) -> None:
    known = jsonable(answer, "the outlet's answer")
    facts |= {"answer": known, "post_id": answer.get("post_id"), "url": answer.get("url")}
    connection.execute(sa.update(posts).where(posts.c.token == token).values(**facts))
