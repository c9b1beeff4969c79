"""Posts in Postgres: one publication of one master at one outlet, claimed like a unit of work."""

import time
from collections.abc import Callable, Mapping
from typing import Literal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from resources.database.connection import error_words, jsonable, refused_by_name, transact
from resources.database.leases import LEASE_SECONDS, LeaseKeeper, is_free, lapsed, until
from resources.database.tables import posts
from resources.machine.process_identity import this_process

PAUSE_SECONDS = 0.25

Answer = dict[str, str]


class PostgresPosts:
    """See `factory.ports.Posts`; whoever comes second gets the first one's answer."""

    def __init__(
        self, engine: Engine, owner: str | None = None, lease_seconds: float = LEASE_SECONDS
    ) -> None:
        self._engine = engine
        self._owner = owner or this_process()
        self._leases = LeaseKeeper(engine, posts, lease_seconds)

    def post(
        self,
        video_id: str,
        outlet: str,
        master_sha256: str,
        files_sha256: str,
        publish: Callable[[], Mapping[str, str]],
        has: Callable[[Mapping[str, str]], bool],
    ) -> Answer:
        """See `factory.ports.Posts.post`.

        A process that dies between publishing and recording leaves a claim that ends with it;
        then `publish` is called again, so an outlet must find what it has published already.
        """
        key = {"video_id": video_id, "outlet": outlet, "master_sha256": master_sha256}
        token = uuid4()
        with refused_by_name(video_id):
            found = self._claim(key, token, files_sha256, has)
        while found == "busy":
            time.sleep(PAUSE_SECONDS)
            found = self._claim(key, token, files_sha256, has)
        return self._publish(token, files_sha256, publish) if found == "claimed" else found

    def _claim(
        self,
        key: dict[str, str],
        token: UUID,
        files_sha256: str,
        has: Callable[[Mapping[str, str]], bool],
    ) -> Answer | Literal["claimed", "busy"]:
        ours = {
            "token": token,
            "owner": self._owner,
            "lease_expires_at": until(self._leases.lease_seconds),
        }

        def claim(connection: Connection) -> Answer | Literal["claimed", "busy"]:
            fresh = connection.execute(
                insert(posts).values(**key, **ours).on_conflict_do_nothing().returning(posts.c.id)
            ).one_or_none()
            if fresh:
                return "claimed"
            is_lapsed = lapsed(posts, self._leases.lease_seconds).label("lease_lapsed")
            row = connection.execute(
                sa.select(posts, is_lapsed).filter_by(**key).with_for_update()
            ).one()
            as_asked = row.published_at is not None and row.files_sha256 == files_sha256
            if as_asked and has(row.answer):
                return row.answer
            if row.token != token and not is_free(row.owner, row.lease_lapsed):
                return "busy"
            connection.execute(
                sa.update(posts)
                .where(posts.c.id == row.id)
                .values(
                    attempts=posts.c.attempts + 1,
                    claimed_at=sa.func.now(),
                    failed_at=None,
                    error=None,
                    **ours,
                )
            )
            return "claimed"

        return transact(self._engine, claim)

    def _publish(
        self, token: UUID, files_sha256: str, publish: Callable[[], Mapping[str, str]]
    ) -> Answer:
        try:
            with self._leases.holding(token):
                answer: Answer = jsonable(dict(publish()), "the outlet's answer")
                self._close(
                    token,
                    published_at=sa.func.now(),
                    files_sha256=files_sha256,
                    post_id=answer.get("post_id"),
                    url=answer.get("url"),
                    answer=answer,
                )
        except BaseException as error:
            self._close(token, failed_at=sa.func.now(), error=error_words(error))
            raise
        return answer

    def _close(self, token: UUID, **facts: object) -> None:
        closing = (
            sa.update(posts)
            .where(posts.c.token == token, posts.c.owner.is_not(None))
            .values(owner=None, lease_expires_at=None, **facts)
        )
        transact(self._engine, lambda connection: connection.execute(closing))
