"""Quotas in Postgres, a platform's rate limit by day: what was asked of it today, by its own day."""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import PublishingWaits
from factory.workflow.platform_days import PACIFIC, next_midnight
from resources.database.connection import transact
from resources.database.post_tables import quota_use
from resources.database.tables import config


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class PostgresQuotas:
    """See `factory.ports.Quotas`."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine = engine
        self._clock = clock

    def spend(self, project: str, bucket: str, units: int) -> None:
        """See `factory.ports.Quotas.spend`."""
        asked_at = self._clock()
        day = asked_at.astimezone(PACIFIC).date()

        def spend(connection: Connection) -> None:
            question = sa.select(config.c.value).where(config.c.key == f"{bucket}_per_day")
            most = int(connection.scalars(question).one())
            row = insert(quota_use).values(project=project, bucket=bucket, day=day, used=units)
            row = row.on_conflict_do_update(
                index_elements=["project", "bucket", "day"],
                set_={"used": quota_use.c.used + units},
            )
            used = connection.scalars(row.returning(quota_use.c.used)).one()
            if used > most:
                raise PublishingWaits(
                    f"the project {project} may ask for {most:,} {bucket.replace('_', ' ')} a day, "
                    f"{used - units:,} are used; it goes on after midnight Pacific time "
                    f"(`factory settings {bucket}_per_day` where Google granted more)",
                    until=next_midnight(asked_at),
                    scope=bucket,
                )

        transact(self._engine, spend)
