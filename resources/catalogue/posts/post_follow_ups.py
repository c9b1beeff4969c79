"""What is done to a post after it is out: each once, on its own, and never the post again."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import FactoryError, PermanentError, Postponed, TransientError
from factory.ports import FollowUp, Publication
from resources.database.connection import transact
from resources.database.fences import unfenced
from resources.database.post_tables import post_follow_ups, posts


def follow_up(
    engine: Engine, publication: Publication, outlet: str, due: Sequence[FollowUp]
) -> Mapping[str, str]:
    """See `factory.ports.Posts.follow_up`."""
    if not due:
        return {}
    post = transact(engine, lambda c: _post(c, publication, outlet))
    done = transact(engine, lambda c: _done(c, post))
    outcomes, failures = dict[str, str](), dict[str, FactoryError]()
    for one in due:
        key, outcome = done.get(one.name, ("", ""))
        if key != one.key:
            try:
                outcome = one.do()
            except FactoryError as error:
                failures[one.name] = error
                continue
            _record(engine, post, one, outcome)
        outcomes[one.name] = outcome
    if failures:
        raise _failure(publication.video_id, outlet, failures)
    return outcomes


def _failure(video_id: str, outlet: str, failures: Mapping[str, FactoryError]) -> FactoryError:
    """Return one error of all: what waits comes first, then what may succeed later."""
    said = "; ".join(f"{name}: {error}" for name, error in failures.items())
    words = f"{video_id} is out at {outlet}; what comes after it failed in part: {said}"
    for error in failures.values():
        if isinstance(error, Postponed):
            return type(error)(words, until=error.until, scope=error.scope)
    if any(isinstance(error, TransientError) for error in failures.values()):
        return TransientError(words)
    return PermanentError(words)


def _post(connection: Connection, publication: Publication, outlet: str) -> int:
    return connection.scalars(
        sa.select(posts.c.id).where(
            posts.c.video_id == publication.video_id,
            posts.c.outlet == outlet,
            posts.c.master_sha256 == publication.master_sha256,
        )
    ).one()


def _done(connection: Connection, post: int) -> dict[str, tuple[str, str]]:
    rows = connection.execute(sa.select(post_follow_ups).where(post_follow_ups.c.post == post))
    return {row.name: (row.key, row.outcome) for row in rows}


def _record(engine: Engine, post: int, one: FollowUp, outcome: str) -> None:
    facts = {"key": one.key, "outcome": outcome, "done_at": sa.func.now()}
    row = insert(post_follow_ups).values(post=post, name=one.name, **facts)
    row = row.on_conflict_do_update(index_elements=["post", "name"], set_=facts)
    with unfenced():  # it is done at the platform, once
        transact(engine, lambda c: c.execute(row))
