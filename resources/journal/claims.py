"""Claims: who does a unit of work now, and what stands of one that was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row

from factory.ports import Channels
from factory.units_of_work import Unit
from resources.database.connection import jsonable, transact
from resources.database.leases import is_free, lapsed, until
from resources.database.tables import work
from resources.journal import ledger
from resources.journal.upserts import NEW_UNIT

RETIRED = work.c.retired_at.is_not(None).label("retired")
RESULT = (work.c.token, work.c.sha256, work.c.bytes, work.c.suffix, work.c.detail, RETIRED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The unit is ours to do."""

    notes: dict[str, Any]
    """What an earlier attempt left behind."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is doing it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Somebody did it, now or before."""

    token: UUID
    sha256: str
    bytes: int
    suffix: str
    detail: Mapping[str, Any]
    retired: bool
    """Its file is given to nobody any more."""


class Claims:
    """Rows of `work`, claimed by one owner.

    Args:
        engine: the database.
        channels: the channel files, for limits as they are now.
        owner: who claims.
        lease_seconds: how long after its last sign of life another machine's claim stands.
    """

    def __init__(
        self, engine: Engine, channels: Channels | None, owner: str, lease_seconds: float
    ) -> None:
        self._engine = engine
        self._channels = channels
        self._owner = owner
        self._lease_seconds = lease_seconds

    def look(self, unit: Unit, broken: UUID | None, recalling: bool) -> Finished | None:
        """Answer the most frequent question without taking a lock.

        Args:
            unit: what is asked for.
            broken: the claim whose result was found damaged.
            recalling: whether a result whose file is gone serves.
        """
        question = sa.select(*RESULT).where(
            work.c.fingerprint == unit.fingerprint,
            work.c.done_at.is_not(None),
            work.c.token.is_distinct_from(broken),
            sa.true() if recalling else work.c.retired_at.is_(None),
        )
        row = transact(self._engine, lambda connection: connection.execute(question).one_or_none())
        return _finished(row) if row else None

    def stand(self, fingerprints: Iterable[str], recalling: bool) -> Mapping[str, Finished | Busy]:
        """Return how units stand, in one question: those that are left out are free.

        Args:
            fingerprints: of the units.
            recalling: whether a result whose file is gone serves.
        """
        lease_lapsed = lapsed(work, self._lease_seconds).label("lease_lapsed")
        question = sa.select(
            *RESULT, work.c.fingerprint, work.c.done_at, work.c.owner, lease_lapsed
        ).where(work.c.fingerprint.in_(list(fingerprints)))
        rows = transact(self._engine, lambda connection: connection.execute(question).all())
        finished: dict[str, Finished | Busy] = {
            row.fingerprint: _finished(row)
            for row in rows
            if row.done_at is not None and (recalling or not row.retired)
        }
        busy = {
            row.fingerprint: Busy()
            for row in rows
            if row.done_at is None and not is_free(row.owner, row.lease_lapsed)
        }
        return finished | busy

    def claim(
        self, unit: Unit, token: UUID, broken: UUID | None, recalling: bool
    ) -> Claimed | Busy | Finished:
        """Insert the unit as ours, or take it over if it is nobody's, abandoned or broken."""
        recipe = jsonable(dict(unit.recipe), f"{unit.video_id}: the recipe of {unit.label}")

        def claimed(connection: Connection) -> Claimed | Busy | Finished:
            notes: dict[str, Any] = {}
            fresh = connection.scalar(NEW_UNIT, self._new_row(unit, recipe, token))
            if fresh is None:
                question = sa.select(
                    *RESULT,
                    work.c.done_at,
                    work.c.owner,
                    work.c.notes,
                    lapsed(work, self._lease_seconds).label("lease_lapsed"),
                ).where(work.c.fingerprint == unit.fingerprint)
                row = connection.execute(question.with_for_update()).one()
                notes = row.notes or {}
                if row.token != token:
                    serves = recalling or not row.retired
                    if row.done_at is not None and row.token != broken and serves:
                        return _finished(row)
                    if row.done_at is None and not is_free(row.owner, row.lease_lapsed):
                        return Busy()
                    if notes:
                        ledger.inherit(connection, row.token, token)
                    else:
                        ledger.doubt(connection, row.token)
                    connection.execute(self._taken_over(unit, token))
            ledger.reserve(connection, token, unit, self._channels)
            return Claimed(notes)

        return transact(self._engine, claimed)

    def _new_row(self, unit: Unit, recipe: Any, token: UUID) -> dict[str, Any]:
        return {
            "fingerprint": unit.fingerprint,
            "kind": unit.kind,
            "recipe": recipe,
            "suffix": unit.suffix,
            "provider": unit.provider.name,
            "model": unit.provider.model,
            "made_by": unit.provider.model_dump(mode="json"),
            "video_id": unit.video_id,
            "token": token,
            "owner": self._owner,
            "lease_seconds": self._lease_seconds,
        }

    def _taken_over(self, unit: Unit, token: UUID) -> sa.Update:
        return (
            sa.update(work)
            .where(work.c.fingerprint == unit.fingerprint)
            .values(
                token=token,
                owner=self._owner,
                lease_expires_at=until(self._lease_seconds),
                attempts=work.c.attempts + 1,
                suffix=unit.suffix,
                done_at=None,
                failed_at=None,
                error=None,
                retired_at=None,
                cleaned_at=None,
            )
        )


def _finished(row: Row[Any]) -> Finished:
    return Finished(row.token, row.sha256, row.bytes, row.suffix, row.detail, row.retired)
