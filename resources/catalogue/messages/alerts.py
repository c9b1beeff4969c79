"""Alerts in Postgres: told once for each cause, until there is something new after a while, or it lapsed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import NotFound
from factory.messages.alert import LAPSED_AFTER, Alert, KeptAlert, is_due
from resources.database.alert_tables import alerts
from resources.database.connection import jsonable, transact

KEPT = [alerts.c[name] for name in KeptAlert.model_fields]


class PostgresAlerts:
    """See `factory.ports.Alerts`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def see(self, alert: Alert, now: datetime) -> int:
        """See `factory.ports.Alerts.see`; whoever sees it second at the same moment is told 0."""
        facts = jsonable(alert.model_dump(mode="json"), f"the alert {alert.cause}")
        new = insert(alerts).values(cause=alert.cause, alert=facts, first_at=now, last_at=now)
        has_lapsed = alerts.c.last_at < now - LAPSED_AFTER
        told_of = sa.case((has_lapsed, sa.null()), else_=alerts.c.told_alert)
        noted = new.on_conflict_do_update(
            index_elements=["cause"],
            set_={"alert": facts, "last_at": now, "told_alert": told_of},
        )
        this = sa.select(alerts).filter_by(cause=alert.cause).with_for_update()

        def see(connection: Connection) -> int:
            connection.execute(noted)
            row = connection.execute(this).one()
            told = Alert.from_facts(row.told_alert) if row.told_alert else None
            if not is_due(alert, _kept(row), told, now):
                return 0
            telling = (
                sa.update(alerts)
                .where(alerts.c.id == row.id)
                .values(told=alerts.c.told + 1, told_at=now, told_alert=facts)
                .returning(alerts.c.told)
            )
            return int(connection.execute(telling).scalar_one())

        return transact(self._engine, see)

    def all(self, limit: int = 50) -> list[KeptAlert]:
        """Return them, those that stood last first."""
        question = sa.select(*KEPT).order_by(alerts.c.last_at.desc(), alerts.c.id).limit(limit)
        return transact(self._engine, lambda c: [_kept(row) for row in c.execute(question)])

    def mute(self, number: int, until: datetime | None) -> KeptAlert:
        """Tell nobody of an alert until then; None: tell of it again.

        Raises:
            NotFound: there is no such alert.
        """
        muted = sa.update(alerts).where(alerts.c.id == number).values(muted_until=until)
        row = transact(self._engine, lambda c: c.execute(muted.returning(*KEPT)).one_or_none())
        if row is None:
            raise NotFound(f"there is no alert {number}; `factory alerts` lists them")
        return _kept(row)


def _kept(row: sa.Row) -> KeptAlert:
    facts = row._mapping
    return KeptAlert.model_validate({name: facts[name] for name in KeptAlert.model_fields})
