"""Audiences in Postgres: who watched and how long they stayed, only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Table

from factory.analytics.audience import Audience
from factory.analytics.retention import Retention
from resources.catalogue.figures.metrics import ONE_AT_A_TIME
from resources.database.analytics_tables import audiences, retentions
from resources.database.connection import transact

NEWEST_OF_CHANNEL = """
    WITH newest AS (
        SELECT r.video_id, max(r.day) AS day
        FROM factory.retentions r JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND r.outlet = :outlet AND r.day <= :last
        GROUP BY r.video_id ORDER BY 2 DESC, 1 DESC LIMIT :most
    )
    SELECT DISTINCT ON (r.day, r.video_id) r.day, r.video_id, r.outlet, r.points
    FROM newest JOIN factory.retentions r USING (video_id, day) WHERE r.outlet = :outlet
    ORDER BY r.day DESC, r.video_id DESC, r.revision DESC
"""


class PostgresAudiences:
    """See `factory.ports.Audiences`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record_audience(self, source: str, told: Audience) -> bool:
        """See `factory.ports.Audiences.record_audience`."""
        facts = told.model_dump(mode="json")
        key = {name: facts[name] for name in ("channel", "outlet", "dimension")}
        own = {**key, "day": told.day}
        return transact(
            self._engine, lambda c: _add(c, audiences, own, "parts", facts["parts"], source)
        )

    def record_retention(self, source: str, told: Retention) -> bool:
        """See `factory.ports.Audiences.record_retention`."""
        own = {"day": told.day, "video_id": told.video_id, "outlet": told.outlet}
        points = told.model_dump(mode="json")["points"]
        return transact(self._engine, lambda c: _add(c, retentions, own, "points", points, source))

    def audiences(
        self, first: date, last: date, *, channel: str = "", outlet: str = ""
    ) -> Sequence[Audience]:
        """See `factory.ports.Audiences.audiences`; of one channel or outlet, or of all."""
        key = ("day", "channel", "outlet", "dimension")
        own = {"channel": channel, "outlet": outlet}
        rows = self._newest(audiences, key, first, last, **own)
        return [Audience.from_facts({name: row[name] for name in (*key, "parts")}) for row in rows]

    def retentions(self, first: date, last: date) -> Sequence[Retention]:
        """See `factory.ports.Audiences.retentions`."""
        key = ("day", "video_id", "outlet")
        rows = self._newest(retentions, key, first, last)
        return [
            Retention.from_facts({name: row[name] for name in (*key, "points")}) for row in rows
        ]

    def newest_retentions(
        self, channel: str, outlet: str, last: date, most: int
    ) -> Sequence[Retention]:
        """Return the newest curve of each of a channel's videos at an outlet, the last told of first."""
        asked = {"channel": channel, "outlet": outlet, "last": last, "most": most}
        found = transact(
            self._engine, lambda c: c.execute(sa.text(NEWEST_OF_CHANNEL), asked).mappings().all()
        )
        return [Retention.from_facts(dict(row)) for row in found]

    def _newest(
        self, table: Table, key: Sequence[str], first: date, last: date, **own: str
    ) -> Sequence[Mapping[str, Any]]:
        columns = [table.c[name] for name in key]
        question = (
            sa.select(table)
            .where(table.c.day.between(first, last))
            .distinct(*columns)
            .order_by(*columns, table.c.revision.desc())
        )
        for name, value in own.items():
            if value:
                question = question.where(table.c[name] == value)
        found = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return [dict(row) for row in found]


def _add(
    c: Connection, table: Table, own: Mapping[str, Any], name: str, said: Any, source: str
) -> bool:
    """Add an answer unless it is the one before."""
    c.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    question = sa.select(table.c.revision, table.c[name])
    for column, value in own.items():
        question = question.where(table.c[column] == value)
    before = c.execute(question.order_by(table.c.revision.desc()).limit(1)).one_or_none()
    if before is not None and before[1] == said:
        return False
    revision = before[0] + 1 if before else 1
    c.execute(sa.insert(table).values(**own, **{name: said}, revision=revision, source=source))
    return True
