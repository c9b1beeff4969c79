"""Readings in Postgres: running totals as they were read, only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.analytics.figures import Figures
from factory.analytics.first_hours import HOURS, Begun, FirstHours, first_hours
from factory.analytics.running_totals import COUNTS, Reading
from resources.catalogue.json_rows import rows
from resources.database.analytics_tables import readings
from resources.database.connection import transact

r = readings.c

BEGUN = """
    SELECT v.video_id, v.title, v.channel, p.outlet, min(p.published_at) AS published_at
    FROM factory.posts p JOIN factory.videos v USING (video_id)
    WHERE p.published_at <= :now AND v.deleted_at IS NULL
      AND (:channel = '' OR v.channel = :channel) AND (:outlet = '' OR p.outlet = :outlet)
      AND EXISTS (
        SELECT FROM factory.readings r WHERE (r.video_id, r.outlet) = (p.video_id, p.outlet)
    )
    GROUP BY v.video_id, p.outlet
    ORDER BY published_at DESC LIMIT :most
"""
READ = f"""
    WITH begun AS ({BEGUN})
    SELECT r.* FROM begun b JOIN factory.readings r ON (r.video_id, r.outlet) = (b.video_id, b.outlet)
     AND r.read_at <= least(:now, b.published_at + make_interval(hours => {HOURS}))
    ORDER BY r.read_at
"""
MOST_BEGUN = 200
"""The newest posts: the young ones, and those that they are compared with."""
MOST_OF_ONE = 40
"""Of one channel at one outlet: the newest, and its peers with some that were read seldom between them."""


class PostgresReadings:
    """See `factory.ports.Readings`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, new: Sequence[Reading]) -> None:
        """See `factory.ports.Readings.record`."""
        if not new:
            return
        told = [
            {
                "video_id": one.video_id,
                "outlet": one.outlet,
                "read_at": one.read_at,
                **{name: getattr(one.counts, name) for name in COUNTS},
            }
            for one in new
        ]
        order = insert(readings).on_conflict_do_nothing()
        transact(self._engine, lambda c: c.execute(order, told))

    def newest(self, after: datetime) -> Mapping[tuple[str, str], datetime]:
        """See `factory.ports.Readings.newest`."""
        question = (
            sa.select(r.video_id, r.outlet, sa.func.max(r.read_at).label("newest"))
            .where(r.read_at > after)
            .group_by(r.video_id, r.outlet)
        )
        found = transact(self._engine, lambda c: c.execute(question).all())
        return {(row.video_id, row.outlet): row.newest for row in found}

    def since(self, moment: datetime, video_ids: Sequence[str]) -> Sequence[Reading]:
        """See `factory.ports.Readings.since`."""
        question = (
            sa.select(readings)
            .where(r.video_id.in_(video_ids), r.read_at >= moment)
            .order_by(r.read_at, r.video_id, r.outlet)
        )
        return transact(self._engine, lambda c: _all(c, question))

    def first_hours(
        self, now: datetime, channel: str = "", outlet: str = ""
    ) -> Sequence[FirstHours]:
        """Return how the newest posts began, the newest first; of one channel and outlet, or of all."""
        most = MOST_OF_ONE if channel and outlet else MOST_BEGUN
        asked = {"now": now, "channel": channel, "outlet": outlet, "most": most}

        def ask(c: Connection) -> Sequence[FirstHours]:
            begun = [Begun.model_validate(row) for row in rows(c, BEGUN, **asked)]
            found: dict[tuple[str, str], list[Reading]] = {}
            for one in _all(c, sa.text(READ).bindparams(**asked)):
                found.setdefault((one.video_id, one.outlet), []).append(one)
            return first_hours(begun, found)

        return transact(self._engine, ask)


def _all(c: Connection, question: sa.Select[Any] | sa.TextClause) -> list[Reading]:
    return [
        Reading(
            video_id=row["video_id"],
            outlet=row["outlet"],
            read_at=row["read_at"],
            counts=Figures.model_validate({name: row[name] for name in COUNTS}),
        )
        for row in c.execute(question).mappings()
    ]
