"""Orders in Postgres: what a model wants done that costs money, until a person agrees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import PermanentError
from factory.records import Payload
from resources.database.api_tables import orders
from resources.database.connection import jsonable, transact


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


class PostgresOrders:
    """What waits for a person's agreement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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

    def agree(self, number: int, by: str) -> Order:
        """Agree to an order, once.

        Raises:
            PermanentError: there is none, or somebody has agreed to it already.
        """
        change = (
            sa.update(orders)
            .where(orders.c.id == number, orders.c.agreed_at.is_(None))
            .values(agreed_by=by, agreed_at=sa.func.clock_timestamp())
            .returning(orders)
        )

        def agree(connection: Connection) -> Order:
            row = connection.execute(change).one_or_none()
            if row is None:
                raise PermanentError(f"no order {number} waits for anybody's agreement")
            return _order(row)

        return transact(self._engine, agree)

    def answered(self, number: int, answer: str) -> None:
        """Keep what came of it."""
        change = sa.update(orders).where(orders.c.id == number).values(answer=answer)
        transact(self._engine, lambda c: c.execute(change))

    def take_back(self, number: int) -> None:
        """Undo an agreement of which nothing came."""
        change = sa.update(orders).where(orders.c.id == number, orders.c.answer.is_(None))
        undo = change.values(agreed_by=None, agreed_at=None)
        transact(self._engine, lambda c: c.execute(undo))


def _order(row: Any) -> Order:
    facts = {name: row._mapping[name] for name in Order.model_fields}
    return Order.model_validate({**facts, "usd": float(row.usd)})
