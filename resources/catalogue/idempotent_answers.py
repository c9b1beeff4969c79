"""Answers in Postgres, a cache by Idempotency-Key: what was said to a request, so that it is said again."""

from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.records import Payload
from resources.database.api_tables import api_answers
from resources.database.connection import transact
from resources.database.process_locks import ProcessLocks

KEPT = sa.text("interval '7 days'")
"""How long the same `Idempotency-Key` gets the first answer again."""
ABANDONED: Final = sa.text("interval '60 seconds'")
"""A request without an answer for so long, whose process holds its lock no more, may be done again."""


class Answer(Payload):
    """What was answered."""

    status: int
    body: str


class Claim(Payload):
    """What is known of a key."""

    is_: Literal["new", "answered", "another request", "being answered"]
    answer: Answer | None = None


class PostgresAnswers:
    """Requests with a key: each is done once, whoever repeats it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._locks = ProcessLocks(engine)

    def claim(self, by: str, key: str, request_sha256: str) -> Claim:
        """Take a key for a request, unless somebody has it; it is held until `keep` or `forget`.

        Args:
            by: whose key it is; others may use the same word.
            key: that the request bears.
            request_sha256: of everything that it asks.
        """
        new = (
            insert(api_answers)
            .values(by=by, key=key, request_sha256=request_sha256)
            .on_conflict_do_update(
                index_elements=["by", "key"],
                set_={"asked_at": sa.func.now(), "request_sha256": request_sha256},
                where=sa.and_(
                    api_answers.c.status.is_(None),
                    api_answers.c.request_sha256 == request_sha256,
                    api_answers.c.asked_at < sa.func.now() - ABANDONED,
                ),
            )
            .returning(api_answers.c.key)
        )
        old = sa.delete(api_answers).where(api_answers.c.asked_at < sa.func.now() - KEPT)
        present = sa.select(api_answers).filter_by(by=by, key=key)

        def claim(connection: Connection) -> Claim:
            connection.execute(old)
            if connection.scalar(new):
                return Claim(is_="new")
            row = connection.execute(present).one()
            if row.request_sha256 != request_sha256:
                return Claim(is_="another request")
            if row.status is None:
                return Claim(is_="being answered")
            return Claim(is_="answered", answer=Answer(status=row.status, body=row.body))

        def look(connection: Connection) -> Claim:
            row = connection.execute(present).one_or_none()
            if row is None or row.status is None and row.request_sha256 == request_sha256:
                return Claim(is_="being answered")
            return claim(connection)

        if not self._locks.take(_lock(by, key)):
            return transact(self._engine, look)
        try:
            claimed = transact(self._engine, claim)
        except BaseException:
            self._locks.let_go(_lock(by, key))
            raise
        if claimed.is_ != "new":
            self._locks.let_go(_lock(by, key))
        return claimed

    def keep(self, by: str, key: str, answer: Answer) -> None:
        """Keep what was answered."""
        change = sa.update(api_answers).filter_by(by=by, key=key).values(**answer.model_dump())
        try:
            transact(self._engine, lambda c: c.execute(change))
        finally:
            self._locks.let_go(_lock(by, key))

    def forget(self, by: str, key: str) -> None:
        """Give a key back: nothing was done."""
        gone = sa.delete(api_answers).filter_by(by=by, key=key, status=None)
        try:
            transact(self._engine, lambda c: c.execute(gone))
        finally:
            self._locks.let_go(_lock(by, key))


def _lock(by: str, key: str) -> str:
    return f"request\n{by}\n{key}"
