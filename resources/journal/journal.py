"""The journal in Postgres: every unit of work exactly once, whoever asks and whoever dies."""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import (
    DiskFull,
    FactoryError,
    PermanentError,
    TransientError,
)
from factory.money.charge import MOST_TIMES_ESTIMATE, charge_of
from factory.ports import Blobs, Channels, Progress
from factory.units_of_work import Do, Done, Resumable, Unit, UnitDetail
from resources.database.connection import jsonable, transact
from resources.database.fences import unfenced
from resources.database.leases import CLAIM_LEASE_SECONDS, LeaseKeeper
from resources.database.tables import config, work
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.claims import RETIRED, Claimed, Claims, Finished
from resources.journal.job_notes import JobNotes
from resources.journal.outcomes import Outcomes
from resources.journal.worker_pool import all_done
from resources.machine.atomic_files import FULL_WORDS, full_disk, full_disk_by_name
from resources.machine.claim_owners import this_process
from resources.tracing import spans

LONGEST_PAUSE_SECONDS = 0.25
"""Between two looks at a unit that somebody else is doing."""


class PostgresJournal:
    """See `factory.ports.Journal`; one per process is enough, from any number of threads.

    Args:
        engine: the database.
        blobs: where results are kept.
        channels: the channel files, for limits as they are now.
        owner: who claims; by default this process, so that its death is noticed at once.
        run_id: the run on whose behalf units are asked for.
        lease_seconds: how long after its last sign of life another machine's claim stands.
        most_times_estimate: how many times its estimate a charge is still believed.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        *,
        channels: Channels | None = None,
        owner: str | None = None,
        run_id: str | None = None,
        lease_seconds: float = CLAIM_LEASE_SECONDS,
        most_times_estimate: float = MOST_TIMES_ESTIMATE,
    ) -> None:
        self._most_times = most_times_estimate
        self._engine = engine
        self._blobs = blobs
        self._circuits = PostgresCircuits(engine)
        self._claims = Claims(engine, channels, owner or this_process(), lease_seconds)
        self._outcomes = Outcomes(engine, run_id)
        self._leases = LeaseKeeper(engine, work, lease_seconds)
        self._recalling = False

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
        pause = 0.02
        while (done := self._perform_unless_busy(unit, do)) is None:
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        return done

    def _perform_unless_busy(self, unit: Unit, do: Do) -> Done | None:
        """Return the unit's result; None while somebody else is doing it."""
        broken: UUID | None = None
        while True:
            token = uuid4()
            asked = (broken, self._recalling)
            found = self._claims.look(unit, *asked) or self._claims.claim(unit, token, *asked)
            if isinstance(found, Finished):
                done = self._reuse(unit, found)
                if done:
                    return done
                broken = found.token
            elif isinstance(found, Claimed):
                # The claim's own token is its fence: what a vendor took, noted, charged or made is kept, and
                # by whom it was made, whoever has the stage by now.
                with unfenced(), self._circuits.listening(unit.provider), _traced(unit) as span:
                    done = self._do(unit, do, token, found.notes)
                    span.note("factory.cost_usd", done.cost_usd if done else 0.0)
                if done:
                    return done
            else:
                return None

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`; progress is told in the asking thread.

        What somebody else is doing is waited for last: two that ask for the same share it out.
        Vendors are asked as often at once as the setting `requests_at_once` says, however many
        `workers` this machine could keep busy.
        """
        if any(unit.provider.remote for unit, _ in work):
            workers = self._requests_at_once()
        done = all_done(self._perform_unless_busy, work, workers, progress)
        busy = [pair for pair, result in zip(work, done, strict=True) if result is None]
        waited = iter(all_done(self.perform, busy, workers, progress))
        return [next(waited) if result is None else result for result in done]

    def _requests_at_once(self) -> int:
        question = sa.select(config.c.value).where(config.c.key == "requests_at_once")
        found = transact(self._engine, lambda connection: connection.scalar(question))
        return max(1, int(found or 1))

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`; a result that is gone or broken counts as none."""
        facts = (work.c.fingerprint, work.c.sha256, work.c.bytes, work.c.suffix, RETIRED)
        question = sa.select(*facts).where(
            work.c.fingerprint.in_({unit.fingerprint for unit in units}),
            work.c.done_at.is_not(None),
        )
        rows = transact(self._engine, lambda connection: connection.execute(question).all())
        known = {r.fingerprint: r.bytes for r in rows if self._serves(r)}
        return [known.get(unit.fingerprint) for unit in units]

    def recalling(self) -> "PostgresJournal":
        """See `factory.ports.Journal.recalling`; it ends with this one."""
        view = copy(self)
        view._recalling = True
        return view

    def _serves(self, row: sa.Row[Any]) -> bool:
        if row.retired:
            return self._recalling
        return self._blobs.blob(row.sha256, row.suffix) is not None

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
                detail = jsonable(said.stored(), f"{what}: the detail")
                sha256, size = self._blobs.keep_blob(target, unit.suffix)
                path = self._blobs.blob(sha256, unit.suffix)
                if path is None:
                    raise TransientError(f"{what}: the result changed as soon as it was kept")
                charge = charge_of(said.cost_usd, unit.estimate_usd, self._most_times)
                done = Done(unit.fingerprint, path, sha256, size, False, float(charge.usd), detail)
                return done if self._outcomes.record(unit, token, done, charge) else None
        except BaseException as error:
            unknown = begun and isinstance(error, DiskFull)
            self._outcomes.give_up(unit, token, error, bool(notes.get()), unknown)
            raise

    def _reuse(self, unit: Unit, found: Finished) -> Done | None:
        """Return the stored result if its file is there and whole, or known to be cleaned away."""
        path = None if found.retired else self._blobs.blob(found.sha256, found.suffix)
        if path is None and not found.retired:
            return None
        reused = self._outcomes.reused(unit)
        return Done(unit.fingerprint, path, found.sha256, found.bytes, reused, 0.0, found.detail)


def _traced(unit: Unit) -> AbstractContextManager[spans.Span]:
    """Return the span of a unit: what kind of work it is and whose, and nothing of what it is made of."""
    return spans.span(
        f"unit {unit.kind}",
        video_id=unit.video_id or None,
        factory_unit_kind=unit.kind,
        factory_vendor=unit.provider.name,
    )


def _done_by(do: Do, target: Path, notes: JobNotes, what: str) -> UnitDetail:
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
