"""The journal of a run that helps another: it does what nobody does, for as long as that is wanted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from factory.errors import CleanedAway, NoHelpWanted
from factory.ports import Blobs, Progress
from factory.units_of_work import Do, Done, Unit
from resources.journal.claims import Finished
from resources.journal.journal import PostgresJournal
from resources.journal.worker_pool import all_done

ASKS_AGAIN_SECONDS: Final = 1.0
"""How long an answer holds to whether help is wanted, and how units stand."""

AT_ONCE: Final = 32
"""Units for each worker that are taken on between two looks at all of them: whoever else takes of them
meanwhile is met at the unit itself."""

GOLDEN: Final = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class _Elsewhere(Done):
    """What somebody else has done: its file is fetched when it is needed, which it seldom is."""

    fetch: Callable[[], Path | None] = lambda: None

    @property
    def path(self) -> Path:
        """See `Done.path`."""
        found = self.fetch()
        if found is None:
            raise CleanedAway(f"unit {self.fingerprint[:12]} was done, and its file is not there")
        return found


class HelpingJournal(PostgresJournal):
    """See `factory.ports.HelpingJournals`.

    What is used of earlier work is for the joining run to note.

    Args:
        engine: the database.
        blobs: where results are kept.
        run_id: the run that joins, on whose behalf units are done.
        number: of the helper; each begins at another place of a list.
        over: says why no more is to be done; empty while there is.
        owner: see `PostgresJournal`.
        lease_seconds: see `PostgresJournal`.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        *,
        run_id: str,
        number: int,
        over: Callable[[], str],
        **others: Any,
    ) -> None:
        super().__init__(engine, blobs, run_id=run_id, **others)
        self._number = number
        self._over = over
        self._asked_at = float("-inf")

    def go_on(self) -> None:
        """Go on if help is wanted, by an answer that is a second old at most.

        Raises:
            NoHelpWanted: it is not.
        """
        if time.monotonic() - self._asked_at < ASKS_AGAIN_SECONDS:
            return
        if why := self._over():
            raise NoHelpWanted(why)
        self._asked_at = time.monotonic()

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`; what nobody does comes first, from a place of its own."""
        ahead = {unit.fingerprint: (unit, do) for unit, do in self._from_own_place(work)}
        found: dict[str, Done] = {}
        while ahead:
            self.go_on()
            standing = self._claims.stand(ahead, self._recalling)
            finished = {
                name: self._elsewhere(ahead[name][0], stands)
                for name, stands in standing.items()
                if isinstance(stands, Finished)
            }
            free = [pair for name, pair in ahead.items() if name not in standing]
            free = free[: AT_ONCE * workers]
            done = all_done(self._perform_unless_busy, free, workers, progress)
            found |= finished | {one.fingerprint: one for one in done if one}
            ahead = {name: pair for name, pair in ahead.items() if name not in found}
            if ahead and not free:
                time.sleep(ASKS_AGAIN_SECONDS)
        return [found[unit.fingerprint] for unit, _ in work]

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`; as the database has it: no file is fetched for it."""
        stand = self._claims.stand({unit.fingerprint for unit in units}, self._recalling)
        found = [stand.get(unit.fingerprint) for unit in units]
        return [one.bytes if isinstance(one, Finished) else None for one in found]

    def _perform_unless_busy(self, unit: Unit, do: Do) -> Done | None:
        self.go_on()
        return super()._perform_unless_busy(unit, do)

    def _from_own_place(self, work: Sequence[tuple[Unit, Do]]) -> Sequence[tuple[Unit, Do]]:
        """Return a list from another place for each helper, so that they seldom meet.

        Multiples of the golden ratio lie apart from each other and from 0, where the joining run
        begins, however many there are.
        """
        place = int((self._number + 1) * GOLDEN % 1 * len(work))
        return [*work[place:], *work[:place]]

    def _elsewhere(self, unit: Unit, found: Finished) -> Done:
        def fetch() -> Path | None:
            return None if found.retired else self._blobs.blob(found.sha256, found.suffix)

        return _Elsewhere(
            *(unit.fingerprint, None, found.sha256, found.bytes, True, 0.0, found.detail),
            fetch=fetch,
        )

    def _reuse(self, unit: Unit, found: Finished) -> Done | None:
        return self._elsewhere(unit, found)
