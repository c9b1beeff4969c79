"""Shared stages: of which other runs may take units, and by what journal they do."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from factory.ports.journal import Journal
from factory.workflow.shared_stage import SharedStage


class SharedStages(Protocol):
    """Stages that are running, of which other runs may take units."""

    def share(self, stage: SharedStage) -> None:
        """Say how many units of a running stage are left; 0: none that others might take."""
        ...

    def left(self, units: Collection[str], *, recalling: bool) -> int:
        """Return how many units nobody has done yet, by their fingerprints; no file is looked at.

        Args:
            units: their fingerprints.
            recalling: whether a result whose file is gone counts as done.
        """
        ...

    def shared(self) -> Sequence[SharedStage]:
        """Return those with units left; none of a channel that rests, or while the factory does."""
        ...

    def over(self, video_id: str, stage: str, run_id: str) -> str:
        """Return why a helper of a run takes no more units of its stage; empty while it may.

        Helpers give way to a run that has waited for a worker for a while.
        """
        ...


class HelpingJournals(Protocol):
    """Opens journals for helpers."""

    def helping(
        self, video_id: str, stage: str, run_id: str, number: int
    ) -> AbstractContextManager[Journal]:
        """Open a journal that does what nobody does, on behalf of the run that joins.

        It raises NoHelpWanted before it begins another unit, or while it waits for one, as soon as
        the helper shall take no more.

        Args:
            video_id: whose.
            stage: what is helped with.
            run_id: of the run that joins.
            number: of the helper; each begins at another place.
        """
        ...
