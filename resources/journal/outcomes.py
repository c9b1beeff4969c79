"""Outcomes: what became of a claimed unit, and of its charge, in one transaction."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import (
    AnswerLost,
    DiskFull,
    FactoryError,
    PermanentError,
    Postponed,
    TransientError,
)
from factory.money.charge import Charge
from factory.units_of_work import Done, Unit
from resources.database.connection import error_words, transact
from resources.database.tables import work
from resources.journal import ledger
from resources.journal.upserts import USE


class Outcomes:
    """Records how units ended, on behalf of one run."""

    def __init__(self, engine: Engine, run_id: str | None) -> None:
        self._engine = engine
        self._run_id = run_id

    def record(self, unit: Unit, token: UUID, done: Done, charge: Charge) -> bool:
        """Record result, charge and use in one transaction; False if the claim is not ours now."""

        def recorded(connection: Connection) -> bool:
            mine = connection.execute(
                sa.update(work)
                .where(work.c.fingerprint == unit.fingerprint, work.c.token == token)
                .values(
                    owner=None,
                    lease_expires_at=None,
                    done_at=sa.func.now(),
                    sha256=done.sha256,
                    bytes=done.bytes,
                    detail=done.detail,
                    provider=unit.provider.name,
                    model=unit.provider.model,
                    made_by=unit.provider.model_dump(mode="json"),
                    cost_usd=charge.usd,
                    notes=None,
                )
            )
            if mine.rowcount == 0:
                ledger.clear_up(connection, token, charge)
                return False
            ledger.settle(connection, token, unit, charge)
            connection.execute(USE, self._use(unit, reused=False))
            return True

        return transact(self._engine, recorded)

    def reused(self, unit: Unit) -> bool:
        """Note that a unit's stored result was used; False if it was made for this very run.

        So it is where a helper has made it on the run's behalf.
        """
        use = self._use(unit, reused=True)
        return transact(self._engine, lambda c: c.execute(USE, use).one_or_none()) is not None

    def give_up(
        self, unit: Unit, token: UUID, error: BaseException, noted: bool, unknown: bool
    ) -> None:
        """Note the error and let the unit go, and its charge; a job that goes on keeps both.

        Args:
            noted: a job of a vendor's is noted.
            unknown: whether a vendor was paid before the error, it does not say.
        """
        goes_on = noted and not _is_over(error)
        facts: dict[str, Any] = {
            "owner": None,
            "lease_expires_at": None,
            "failed_at": sa.func.now(),
            "error": error_words(error),
        }

        def let_go(connection: Connection) -> None:
            connection.execute(
                sa.update(work)
                .where(work.c.token == token, work.c.owner.is_not(None))
                .values(facts if goes_on else {**facts, "notes": None})
            )
            if not goes_on:
                _close(connection, token, unit, error, unknown)

        # Without a database the lease runs out by itself; the work's own error says more.
        with suppress(TransientError):
            transact(self._engine, let_go)

    def _use(self, unit: Unit, *, reused: bool) -> dict[str, Any]:
        return {
            "video_id": unit.video_id,
            "stage": unit.stage,
            "label": unit.label,
            "fingerprint": unit.fingerprint,
            "reused": reused,
            "instead_of": unit.provider.instead_of,
            "run_id": self._run_id,
            "keeps_own": reused and bool(self._run_id),
        }


def _is_over(error: BaseException) -> bool:
    """Whether a vendor's job came to its end with this error."""
    if isinstance(error, Postponed | DiskFull):
        return False
    return isinstance(error, PermanentError) or (isinstance(error, FactoryError) and error.charged)


def _close(
    connection: Connection, token: UUID, unit: Unit, error: BaseException, unknown: bool
) -> None:
    """Say of a failed unit's charge what is known: charged, not charged, or in doubt."""
    if isinstance(error, FactoryError) and error.charged:
        ledger.settle(connection, token, unit, Charge(unit.estimate_usd))
    elif isinstance(error, FactoryError) and not (unknown or isinstance(error, AnswerLost)):
        ledger.release(connection, token)
    else:
        ledger.doubt(connection, token)
