"""A journal without a database: what is left of a render's cost is the rendering."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from factory.ports import Progress
from factory.units_of_work import Do, Done, Resumable, Unit
from resources.storage.disk_store import DiskStore


class MemorylessJournal:
    """A journal that remembers nothing: every unit is done, its result kept."""

    def __init__(self, store: DiskStore) -> None:
        self._store = store

    def perform(self, unit: Unit, do: Do) -> Done:
        """See `factory.ports.Journal.perform`."""
        assert not isinstance(do, Resumable)
        with self._store.scratch() as scratch:
            detail = do(scratch / f"result{unit.suffix}")
            sha256, size = self._store.keep_blob(scratch / f"result{unit.suffix}", unit.suffix)
        path = self._store.blob(sha256, unit.suffix)
        assert path
        return Done(
            unit.fingerprint,
            path,
            sha256,
            size,
            reused=False,
            detail=detail if isinstance(detail, dict) else detail.stored(),
        )

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`."""
        return [None] * len(units)

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`."""
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda pair: self.perform(*pair), work))

    def recalling(self) -> "MemorylessJournal":
        """See `factory.ports.Journal.recalling`."""
        return self
