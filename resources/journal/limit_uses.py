"""How much of their limits channels and tenants have used."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.money.spending_limits import SpendingLimit, day_of
from factory.ports import Channels
from resources.database.connection import transact
from resources.database.money_tables import spending
from resources.journal.spending_limits import Payer, channel_now, limits_of


class PostgresLimitUses:
    """See `factory.ports.LimitUses`.

    Args:
        engine: the database.
        channels: the files as they are now, with what each says of its limits.
    """

    def __init__(self, engine: Engine, channels: Channels) -> None:
        self._engine, self._channels = engine, channels

    def uses(self, now: datetime) -> list[SpendingLimit]:
        """See `factory.ports.LimitUses.uses`."""
        month = day_of(now).date().replace(day=1)
        payers = sa.select(spending.c.channel, spending.c.tenant).where(spending.c.day >= month)

        def uses(connection: Connection) -> list[SpendingLimit]:
            found = {
                (limit.scope, limit.name): limit
                for row in connection.execute(payers.distinct())
                for limit in limits_of(connection, self._payer(row), now)
                if limit.scope != "video"
            }
            return list(found.values())

        return transact(self._engine, uses)

    def _payer(self, row: sa.Row[Any]) -> Payer:
        """Return who paid; of a channel that is another tenant's by now, the tenant alone."""
        keys = channel_now(row.channel, self._channels)
        moved = keys is not None and keys.tenant != row.tenant
        return Payer("", "" if moved else row.channel, row.tenant, None if moved else keys)
