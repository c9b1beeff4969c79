"""Abandoned work: what a video that is over still holds, because its process died, is let go."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row

from resources.database.connection import transact
from resources.database.leases import CLAIM_LEASE_SECONDS, is_free, lapsed
from resources.database.money_tables import charges, spending
from resources.database.tables import launches, stages, work
from resources.journal import ledger

WORDS = "the process that did it died, and its video ended"


class PostgresAbandonedWork:
    """See `factory.ports.AbandonedWork`."""

    def __init__(self, engine: Engine, lease_seconds: float = CLAIM_LEASE_SECONDS) -> None:
        self._engine = engine
        self._lease_seconds = lease_seconds

    def release(self) -> int:
        """See `factory.ports.AbandonedWork.release`.

        A video is over when no phase of it is open and no stage is running: finished, failed,
        rejected, cancelled or deleted. What was set aside is in doubt then, since nobody waits for
        the answer. A vendor's job that is noted stays noted: who asks for the unit again goes on
        with it, and with its charge.
        """
        seconds = self._lease_seconds
        found = transact(self._engine, lambda connection: _left(connection, seconds))
        return sum(
            transact(self._engine, lambda c, row=row: _let_go(c, row, seconds)) for row in found
        )


def _left(connection: Connection, lease_seconds: float) -> list[Row[Any]]:
    """Return units that somebody owns, and those of charges still set aside, of videos at rest."""
    open_days = sa.select(spending.c.day).where(spending.c.reserved_usd > 0)
    reserved = sa.select(charges.c.token).where(
        charges.c.state == "reserved", charges.c.day.in_(open_days)
    )
    video = sa.func.coalesce(charges.c.video_id, work.c.first_video_id)
    at_work = sa.select(launches.c.id).where(
        launches.c.video_id == video, launches.c.ended_at.is_(None)
    )
    running = sa.select(stages.c.token).where(
        stages.c.video_id == video, stages.c.finished_at.is_(None), stages.c.failed_at.is_(None)
    )
    question = (
        sa.select(
            work.c.fingerprint,
            work.c.token,
            work.c.owner,
            lapsed(work, lease_seconds).label("lease_lapsed"),
        )
        .select_from(work.outerjoin(charges, charges.c.token == work.c.token))
        .where(sa.or_(work.c.owner.is_not(None), work.c.token.in_(reserved)))
        .where(~at_work.exists(), ~running.exists())
    )
    rows = connection.execute(question).all()
    return [row for row in rows if is_free(row.owner, row.lease_lapsed)]


def _let_go(connection: Connection, found: Row[Any], lease_seconds: float) -> int:
    row = connection.execute(
        sa.select(work.c.token, work.c.owner, lapsed(work, lease_seconds).label("lease_lapsed"))
        .where(work.c.fingerprint == found.fingerprint, work.c.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or row.token != found.token or not is_free(row.owner, row.lease_lapsed):
        return 0
    connection.execute(
        sa.update(work)
        .where(work.c.token == row.token, work.c.owner.is_not(None))
        .values(owner=None, lease_expires_at=None, failed_at=sa.func.now(), error=WORDS)
    )
    ledger.doubt(connection, row.token)
    return 1
