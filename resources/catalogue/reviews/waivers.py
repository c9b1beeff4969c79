"""Waivers in Postgres."""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.rules.waiver import Waiver
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.video_lock import hold_still
from resources.database.connection import refused_by_name, transact
from resources.database.rule_tables import waivers


class PostgresWaivers:
    """See `factory.ports.Waivers`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, video_id: str) -> tuple[Waiver, ...]:
        """See `factory.ports.Waivers.of`."""
        question = (
            sa.select(*(waivers.c[name] for name in Waiver.model_fields))
            .filter_by(video_id=video_id)
            .where(waivers.c.for_tenant == waivers.c.tenant)
            .order_by(waivers.c.id)
        )
        found = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return tuple(Waiver.model_validate(dict(row)) for row in found)

    def record(self, waiver: Waiver) -> None:
        """See `factory.ports.Waivers.record`."""

        def record(connection: Connection) -> None:
            hold_still(connection, waiver.video_id)
            new = connection.scalar(
                insert(waivers)
                .values(**waiver.model_dump())
                .on_conflict_do_nothing()
                .returning(waivers.c.id)
            )
            if new:
                facts = {"rule": waiver.rule, "person": waiver.person}
                announce(connection, topics.RULE_WAIVED, waiver.video_id, facts)

        with refused_by_name(waiver.video_id):
            transact(self._engine, record)
