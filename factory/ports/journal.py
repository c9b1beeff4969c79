"""The journal: every unit of work done exactly once, and how far a stage has come."""

from collections.abc import Sequence
from typing import Protocol

from factory.units_of_work import Do, Done, Unit


class Progress(Protocol):
    """Tells a person how far a stage has come."""

    def begin(self, stage: str, total: int, unit: str) -> None:
        """A stage starts; `unit` is what is counted: `sentence`, `scene`, `frame`."""
        ...

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """Some of it is done."""
        ...

    def step(self, stage: str, doing: str) -> None:
        """All is counted, and this is done with it now: `measuring`."""
        ...

    def end(self, stage: str, note: str = "") -> None:
        """The stage is over."""
        ...


class Journal(Protocol):
    """Does every unit of work exactly once, whoever asks and whoever dies."""

    def perform(self, unit: Unit, do: Do) -> Done:
        """Return the unit's result, doing the work only if nobody has done it before.

        Raises:
            PermanentError, TransientError: whatever `do` raised; the unit may be asked for again.
        """
        ...

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """Perform many, `workers` at a time; results in the order asked.

        The first failure stops what has not begun and is raised after what has begun is over.
        """
        ...

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """Return the bytes of each unit's result; None where it is yet to be made."""
        ...

    def recalling(self) -> "Journal":
        """Return this journal as one that takes results whose files were cleaned away for done.

        Their hash and detail are known; their `path` raises CleanedAway. So what follows from them
        is found where it was made before, and they are made anew only where a file is needed.
        """
        ...
