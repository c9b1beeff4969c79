"""The journal in Postgres: every unit of work exactly once, whoever asks and whoever dies."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row
from sqlalchemy.dialects.postgresql import insert

from factory.errors import (
    AnswerLost,
    DiskFull,
    FactoryError,
    PermanentError,
    Postponed,
    TransientError,
)
from factory.ports import Blobs, Channels, Progress
from factory.work import Detail, Do, Done, Resumable, Unit, UnitDetail
from resources.database.connection import error_words, jsonable, transact
from resources.database.leases import LEASE_SECONDS, LeaseKeeper, is_free, lapsed, until
from resources.database.tables import config, work, work_uses
from resources.journal import ledger
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.job_notes import JobNotes
from resources.journal.worker_pool import all_done
from resources.machine.atomic_files import FULL_WORDS, full_disk, full_disk_by_name
from resources.machine.process_identity import this_process

LONGEST_PAUSE_SECONDS = 0.25
"""Between two looks at a unit that somebody else is doing."""

MOST_USD = 1_000_000
"""No call costs as much; a vendor that says so is not believed."""

RESULT = (work.c.token, work.c.sha256, work.c.bytes, work.c.suffix, work.c.detail)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """The unit is ours to do."""

    notes: dict[str, Any]
    """What an earlier attempt left behind."""


@dataclass(frozen=True, slots=True)
class _Busy:
    """Somebody is doing it."""


@dataclass(frozen=True, slots=True)
class _Finished:
    """Somebody did it, now or before."""

    token: UUID
    sha256: str
    bytes: int
    suffix: str
    detail: Detail


class PostgresJournal:
    """See `factory.ports.Journal`; one per process is enough, from any number of threads.

    Args:
        engine: the database.
        blobs: where results are kept.
        channels: the channel files, for limits as they are now.
        owner: who claims; by default this process, so that its death is noticed at once.
        run_id: the run on whose behalf units are asked for.
        lease_seconds: how long after its last sign of life another machine's claim stands.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        *,
        channels: Channels | None = None,
        owner: str | None = None,
        run_id: str | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._engine = engine
        self._blobs = blobs
        self._channels = channels
        self._circuits = PostgresCircuits(engine)
        self._owner = owner or this_process()
        self._run_id = run_id
        self._leases = LeaseKeeper(engine, work, lease_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leases.close()

    def perform(self, unit: Unit, do: Do) -> Done:
        """See `factory.ports.Journal.perform`."""
        broken: UUID | None = None
        pause = 0.02
        while True:
            token = uuid4()
            found = self._look(unit, broken) or self._claim(unit, token, broken)
            if isinstance(found, _Finished):
                done = self._reuse(unit, found)
                if done:
                    return done
                broken = found.token
            elif isinstance(found, _Claimed):
                with self._circuits.listening(unit.provider):
                    done = self._do(unit, do, token, found.notes)
                if done:
                    return done
            else:
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`; progress is told in the asking thread.

        Vendors are asked as often at once as the setting `requests_at_once` says, however many
        `workers` this machine could keep busy.
        """
        if any(unit.provider.remote for unit, _ in work):
            workers = self._requests_at_once()
        return all_done(self.perform, work, workers, progress)

    def _requests_at_once(self) -> int:
        question = sa.select(config.c.value).where(config.c.key == "requests_at_once")
        found = transact(self._engine, lambda connection: connection.scalar(question))
        return max(1, int(found or 1))

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`; a result that is gone or broken counts as none."""
        question = sa.select(work.c.fingerprint, work.c.sha256, work.c.bytes, work.c.suffix).where(
            work.c.fingerprint.in_({unit.fingerprint for unit in units}),
            work.c.done_at.is_not(None),
        )
        rows = transact(self._engine, lambda connection: connection.execute(question).all())
        known = {r.fingerprint: r.bytes for r in rows if self._blobs.blob(r.sha256, r.suffix)}
        return [known.get(unit.fingerprint) for unit in units]

    def _look(self, unit: Unit, broken: UUID | None) -> _Finished | None:
        """Answer the most frequent question without taking a lock."""
        question = sa.select(*RESULT).where(
            work.c.fingerprint == unit.fingerprint,
            work.c.done_at.is_not(None),
            work.c.token.is_distinct_from(broken),
        )
        row = transact(self._engine, lambda connection: connection.execute(question).one_or_none())
        return _finished(row) if row else None

    def _claim(self, unit: Unit, token: UUID, broken: UUID | None) -> _Claimed | _Busy | _Finished:
        """Insert the unit as ours, or take it over if it is nobody's, abandoned or broken."""
        recipe = jsonable(dict(unit.recipe), f"{unit.video_id}: the recipe of {unit.label}")

        def claim(connection: Connection) -> _Claimed | _Busy | _Finished:
            notes: dict[str, Any] = {}
            fresh = connection.execute(self._new_row(unit, recipe, token)).one_or_none()
            if fresh is None:
                question = sa.select(
                    *RESULT,
                    work.c.done_at,
                    work.c.owner,
                    work.c.notes,
                    lapsed(work, self._leases.lease_seconds).label("lease_lapsed"),
                ).where(work.c.fingerprint == unit.fingerprint)
                row = connection.execute(question.with_for_update()).one()
                notes = row.notes or {}
                if row.token != token:
                    if row.done_at is not None and row.token != broken:
                        return _finished(row)
                    if row.done_at is None and not is_free(row.owner, row.lease_lapsed):
                        return _Busy()
                    if notes:
                        ledger.inherit(connection, row.token, token)
                    else:
                        ledger.doubt(connection, row.token)
                    connection.execute(self._taken_over(unit, token))
            ledger.reserve(connection, token, unit, self._channels)
            return _Claimed(notes)

        return transact(self._engine, claim)

    def _new_row(self, unit: Unit, recipe: Any, token: UUID) -> sa.Executable:
        return (
            insert(work)
            .values(
                fingerprint=unit.fingerprint,
                kind=unit.kind,
                recipe=recipe,
                suffix=unit.suffix,
                provider=unit.provider.name,
                model=unit.provider.model,
                made_by=unit.provider.model_dump(mode="json"),
                first_video_id=unit.video_id,
                token=token,
                owner=self._owner,
                lease_expires_at=until(self._leases.lease_seconds),
            )
            .on_conflict_do_nothing()
            .returning(work.c.fingerprint)
        )

    def _taken_over(self, unit: Unit, token: UUID) -> sa.Update:
        return (
            sa.update(work)
            .where(work.c.fingerprint == unit.fingerprint)
            .values(
                token=token,
                owner=self._owner,
                lease_expires_at=until(self._leases.lease_seconds),
                attempts=work.c.attempts + 1,
                suffix=unit.suffix,
                done_at=None,
                failed_at=None,
                error=None,
            )
        )

    def _do(self, unit: Unit, do: Do, token: UUID, noted: dict[str, Any]) -> Done | None:
        """Do the work while the lease is kept; None if somebody else took it over meanwhile."""
        what = f"{unit.video_id}: {unit.label}"
        notes = JobNotes(self._engine, token, what, noted)
        begun = False
        try:
            self._circuits.admit(unit.provider)
            with self._leases.holding(token), self._blobs.scratch() as scratch:
                target = scratch / f"result{unit.suffix}"
                begun = True
                said = _done_by(do, target, notes, what)
                detail = jsonable(_stored(said), f"{what}: the detail")
                sha256, size = self._blobs.keep_blob(target, unit.suffix)
                path = self._blobs.blob(sha256, unit.suffix)
                if path is None:
                    raise TransientError(f"{what}: the result changed as soon as it was kept")
                cost_usd = _cost(detail, unit)
                done = Done(unit.fingerprint, path, sha256, size, False, float(cost_usd), detail)
                return done if self._record(unit, token, done, cost_usd) else None
        except BaseException as error:
            unknown = begun and isinstance(error, DiskFull)
            self._give_up(unit, token, error, bool(notes.get()), unknown)
            raise

    def _record(self, unit: Unit, token: UUID, done: Done, cost_usd: Decimal) -> bool:
        """Record result, charge and use in one transaction; False if the claim is not ours now."""

        def record(connection: Connection) -> bool:
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
                    cost_usd=cost_usd,
                    notes=None,
                )
            )
            if mine.rowcount == 0:
                ledger.clear_up(connection, token, cost_usd)
                return False
            ledger.settle(connection, token, unit, cost_usd)
            connection.execute(self._use(unit, reused=False))
            return True

        return transact(self._engine, record)

    def _reuse(self, unit: Unit, found: _Finished) -> Done | None:
        """Return the stored result if its file is there and whole."""
        path = self._blobs.blob(found.sha256, found.suffix)
        if path is None:
            return None
        transact(self._engine, lambda connection: connection.execute(self._use(unit, reused=True)))
        return Done(unit.fingerprint, path, found.sha256, found.bytes, True, 0.0, found.detail)

    def _use(self, unit: Unit, *, reused: bool) -> sa.Executable:
        facts = {
            "reused": reused,
            "instead_of": unit.provider.instead_of,
            "run_id": self._run_id,
            "used_at": sa.func.now(),
        }
        return (
            insert(work_uses)
            .values(
                video_id=unit.video_id,
                stage=unit.stage,
                label=unit.label,
                fingerprint=unit.fingerprint,
                **facts,
            )
            .on_conflict_do_update(constraint=work_uses.primary_key, set_=facts)
        )

    def _give_up(
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


def _is_over(error: BaseException) -> bool:
    """Whether a vendor's job came to its end with this error."""
    if isinstance(error, Postponed | DiskFull):
        return False
    return isinstance(error, PermanentError) or (isinstance(error, FactoryError) and error.charged)


def _stored(detail: UnitDetail | Detail) -> Detail:
    return detail.stored() if isinstance(detail, UnitDetail) else detail


def _cost(detail: Detail, unit: Unit) -> Decimal:
    """Return what a vendor charged; the estimate where the figure cannot be meant.

    What was made is never thrown away for a bill that makes no sense.
    """
    try:
        cost_usd = Decimal(str(detail.get("cost_usd", unit.estimate_usd)))
    except InvalidOperation:
        return unit.estimate_usd
    return cost_usd if cost_usd.is_finite() and 0 <= cost_usd < MOST_USD else unit.estimate_usd


def _close(
    connection: Connection, token: UUID, unit: Unit, error: BaseException, unknown: bool
) -> None:
    """Say of a failed unit's charge what is known: charged, not charged, or in doubt."""
    if isinstance(error, FactoryError) and error.charged:
        ledger.settle(connection, token, unit, unit.estimate_usd)
    elif isinstance(error, FactoryError) and not (unknown or isinstance(error, AnswerLost)):
        ledger.release(connection, token)
    else:
        ledger.doubt(connection, token)


def _done_by(do: Do, target: Path, notes: JobNotes, what: str) -> UnitDetail | Detail:
    """Call `do`; a disk that got full meanwhile is said in so many words."""
    try:
        with full_disk_by_name(target.parent, what):
            detail = do.do(target, notes) if isinstance(do, Resumable) else do(target)
    except FactoryError as error:
        if isinstance(error, PermanentError) or FULL_WORDS not in str(error):
            raise
        raise DiskFull(full_disk(target.parent, what)) from error
    if not target.is_file():
        raise PermanentError(f"{what}: was done, but nothing was written at {target.name}")
    return detail


def _finished(row: Row[Any]) -> _Finished:
    return _Finished(row.token, row.sha256, row.bytes, row.suffix, row.detail)
