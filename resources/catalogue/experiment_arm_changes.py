"""Arm changes in Postgres: what experiments by days are about to change, and what they have."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.experiments.experiment import ArmChange, ShownDay
from resources.database.connection import transact
from resources.database.experiment_tables import experiment_changes, experiment_days

c, d = experiment_changes.c, experiment_days.c


class PostgresArmChanges:
    """See `factory.ports.ArmChanges`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, experiment_id: str) -> Sequence[ArmChange]:
        """See `factory.ports.ArmChanges.of`."""
        question = sa.select(experiment_changes).where(c.experiment_id == experiment_id)
        rows = transact(self._engine, lambda one: one.execute(question.order_by(c.id)).all())
        return [_change(row) for row in rows]

    def begin(self, experiment_id: str, day: date, arm: str, at: datetime) -> ArmChange:
        """See `factory.ports.ArmChanges.begin`."""

        def begin(connection: Connection) -> ArmChange:
            spoilt = sa.update(experiment_days).values(whole=False)
            spoilt = spoilt.where(d.experiment_id == experiment_id, d.day == day, d.arm != arm)
            connection.execute(spoilt)
            own = sa.select(experiment_changes).where(c.experiment_id == experiment_id)
            last = connection.execute(own.order_by(c.id.desc()).limit(1)).one_or_none()
            if last and (last.day, last.arm, last.done_at) == (day, arm, None):
                return _change(last)
            row = sa.insert(experiment_changes).values(
                experiment_id=experiment_id, day=day, arm=arm, begun_at=at
            )
            return _change(connection.execute(row.returning(experiment_changes)).one())

        return transact(self._engine, begin)

    def done(self, experiment_id: str, change: ArmChange, shown: ShownDay | None) -> None:
        """See `factory.ports.ArmChanges.done`."""

        def done(connection: Connection) -> None:
            made = sa.update(experiment_changes).where(c.id == change.number, c.done_at.is_(None))
            connection.execute(made.values(done_at=sa.func.clock_timestamp()))
            if shown:
                row = insert(experiment_days).values(
                    experiment_id=experiment_id, **shown.model_dump()
                )
                connection.execute(row.on_conflict_do_nothing())

        transact(self._engine, done)


def _change(row: Any) -> ArmChange:
    return ArmChange(
        number=row.id, day=row.day, arm=row.arm, begun_at=row.begun_at, done_at=row.done_at
    )
