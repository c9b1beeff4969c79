"""Orders in Postgres: what a model wants done that costs money, until a person agrees."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import PermanentError
from factory.records import Payload
from resources.database.api_tables import orders
from resources.database.connection import jsonable, transact
from resources.database.process_locks import ProcessLocks


class Order(Payload):
    """Something that waits for a person, or that a person agreed to."""

    id: int
    action: str
    asked: dict[str, Any]
    usd: float
    """What it would have cost when it was asked for."""
    asked_by: str
    asked_at: datetime
    agreed_by: str | None = None
    agreed_at: datetime | None = None
    answer: str | None = None
    """What came of it, as JSON."""
    cut_off_at: datetime | None = None
    """When it was found that a process had ended while it carried this out: it may be done, or not."""


class CutOff(NamedTuple):
    """An order that was agreed to, and whose process ended before it said what came of it."""

    order: Order
    agreed_as: str
    """By which whoever agreed is found again: `Visitor.reference`."""


class PostgresOrders:
    """What waits for a person's agreement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._locks = ProcessLocks(engine)

    def place(self, action: str, asked: Mapping[str, Any], usd: Decimal, by: str) -> Order:
        """Keep an order until somebody agrees."""
        facts = {"action": action, "asked": jsonable(dict(asked), "the order"), "usd": usd}
        new = sa.insert(orders).values(**facts, asked_by=by).returning(orders)
        return transact(self._engine, lambda c: _order(c.execute(new).one()))

    def open(self, limit: int = 200) -> Sequence[Order]:
        """Return what waits, oldest first."""
        question = sa.select(orders).where(orders.c.agreed_at.is_(None)).order_by(orders.c.id)
        rows = transact(self._engine, lambda c: c.execute(question.limit(limit)).all())
        return [_order(row) for row in rows]

    def find(self, number: int) -> Order | None:
        """Return one order."""
        question = sa.select(orders).where(orders.c.id == number)
        row = transact(self._engine, lambda c: c.execute(question).one_or_none())
        return _order(row) if row else None

    def agree(self, number: int, by: str, reference: str) -> Order:
        """Agree to an order, once; it is this process's until `answered` or `take_back`.

        Args:
            number: which.
            by: who agrees.
            reference: by which they are found again.

        Raises:
            PermanentError: there is none, or somebody has agreed to it already.
        """
        change = (
            sa.update(orders)
            .where(orders.c.id == number, orders.c.agreed_at.is_(None))
            .values(
                agreed_by=by,
                agreed_as=reference,
                agreed_at=sa.func.clock_timestamp(),
                cut_off_at=None,
            )
            .returning(orders)
        )

        def agree(connection: Connection) -> Order:
            row = connection.execute(change).one_or_none()
            if row is None:
                raise PermanentError(f"no order {number} waits for anybody's agreement")
            return _order(row)

        if not self._locks.take(_lock(number)):
            raise PermanentError(f"order {number} is being carried out")
        try:
            return transact(self._engine, agree)
        except BaseException:
            self._locks.let_go(_lock(number))
            raise

    def cut_off(self) -> Iterator[CutOff]:
        """Yield orders whose process ended over them, oldest first; each is this process's until then.

        Each is to be given to `answered` or `take_back` before the next one is asked for.
        """
        lost = sa.select(orders).where(orders.c.agreed_at.isnot(None), orders.c.answer.is_(None))
        numbers = lost.with_only_columns(orders.c.id).order_by(orders.c.id)
        for number in transact(self._engine, lambda c: c.scalars(numbers).all()):
            if not self._locks.take(_lock(number)):
                continue
            try:
                this = lost.where(orders.c.id == number)
                row = transact(self._engine, lambda c, this=this: c.execute(this).one_or_none())
                if row:
                    yield CutOff(_order(row), row.agreed_as or "")
            finally:
                self._locks.let_go(_lock(number))

    def answered(self, number: int, answer: str) -> None:
        """Keep what came of it."""
        change = sa.update(orders).where(orders.c.id == number).values(answer=answer)
        try:
            transact(self._engine, lambda c: c.execute(change))
        finally:
            self._locks.let_go(_lock(number))

    def take_back(self, number: int, *, cut_off: bool = False) -> None:
        """Undo an agreement, so that the order waits again.

        Args:
            number: which.
            cut_off: whether it may be done all the same, as its process ended over it; else nothing came of it.
        """
        change = sa.update(orders).where(orders.c.id == number, orders.c.answer.is_(None))
        since = sa.func.clock_timestamp() if cut_off else None
        undo = change.values(agreed_by=None, agreed_as=None, agreed_at=None, cut_off_at=since)
        try:
            transact(self._engine, lambda c: c.execute(undo))
        finally:
            self._locks.let_go(_lock(number))


def _lock(number: int) -> str:
    return f"order\n{number}"


def _order(row: Any) -> Order:
    facts = {name: row._mapping[name] for name in Order.model_fields}
    return Order.model_validate({**facts, "usd": float(row.usd)})
