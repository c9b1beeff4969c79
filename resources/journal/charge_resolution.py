"""Doubts: calls whose answer never came, until a person has looked at the vendor's bill."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import BadInput
from factory.interchange.video_facts import ChargeFacts
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.connection import transact
from resources.database.money_tables import charges
from resources.database.tables import events, videos
from resources.journal.spending_limits import lock_money

COLUMNS = tuple(
    charges.c[name]
    for name in ChargeFacts.model_fields
    if name not in ("emulated", "said", "title")
)

_told = events.alias("told")
SAID = sa.func.coalesce(
    sa.select(_told.c.payload["said"].astext)
    .where(_told.c.topic == topics.CHARGE_DOUBTED)
    .where(_told.c.video_id == charges.c.video_id)
    .where(_told.c.payload["token"].astext == sa.cast(charges.c.token, sa.Text))
    .limit(1)
    .scalar_subquery(),
    "",
).label("said")

TITLE = sa.func.coalesce(
    sa.select(videos.c.title).where(videos.c.video_id == charges.c.video_id).scalar_subquery(),
    charges.c.video_id,
).label("title")


class PostgresDoubts:
    """Lists charges in doubt and resolves them, one at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, subject: str = "") -> list[ChargeFacts]:
        """Return charges in doubt, oldest first: all, one by its number, or those of a video."""
        question = (
            sa.select(*COLUMNS, SAID, TITLE)
            .where(charges.c.state == "in_doubt")
            .order_by(charges.c.id)
        )
        if subject:
            number = sa.cast(charges.c.id, sa.Text)
            question = question.where(sa.or_(number == subject, charges.c.video_id == subject))
        return transact(self._engine, lambda c: [_facts(row) for row in c.execute(question)])

    def resolve(self, charge_id: int, charged_usd: Decimal | None, by: str) -> ChargeFacts:
        """Settle a charge at what the vendor billed; None: nothing was billed.

        Raises:
            BadInput: it is not in doubt, or no longer.
        """
        billed: dict[str, Any] = {"state": "released", "settled_usd": None}
        if charged_usd is not None:
            billed = {"state": "settled", "settled_usd": charged_usd}

        def resolve(connection: Connection) -> ChargeFacts:
            lock_money(connection)
            row = connection.execute(
                sa.update(charges)
                .where(charges.c.id == charge_id, charges.c.state == "in_doubt")
                .values(**billed, settled_at=sa.func.now())
                .returning(*COLUMNS)
            ).one_or_none()
            if row is None:
                raise BadInput(
                    f"charge {charge_id} is not in doubt; `factory doubt` lists those that are"
                )
            facts = _facts(row)
            usd = None if charged_usd is None else float(charged_usd)
            told = {"charge": charge_id, "charged_usd": usd, "by": by}
            announce(connection, topics.CHARGE_RESOLVED, facts.video_id, told)
            return facts

        return transact(self._engine, resolve)


def _facts(row: sa.Row[Any]) -> ChargeFacts:
    return ChargeFacts.model_validate(dict(row._mapping))
