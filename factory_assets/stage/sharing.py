"""Sharing: what a run says of its large batches of work, so that other runs take of them as well."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from factory.errors import TransientError
from factory.ports import Journal, Progress, SharedStages
from factory.units_of_work import Do, Done, Unit
from factory.workflow.shared_stage import UNITS_A_HELPER, SharedStage


@dataclass(frozen=True, slots=True)
class SharingJournal:
    """See `factory.ports.Journal`; says of a batch how much of it is left, if that is much.

    Vendors are asked as often at once as they bear, whoever asks: their units are not shared.
    """

    journal: Journal
    shared_stages: SharedStages
    video_id: str
    stage: str
    run_id: str
    recalls: bool = False
    """Whether a result whose file is gone counts as done."""

    def perform(self, unit: Unit, do: Do) -> Done:
        """See `factory.ports.Journal.perform`."""
        return self.journal.perform(unit, do)

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`."""
        left = self._left([unit for unit, _ in work])
        if left < UNITS_A_HELPER:
            return self.journal.perform_all(work, workers=workers, progress=progress)
        self._share(left)
        try:
            return self.journal.perform_all(work, workers=workers, progress=progress)
        finally:
            with suppress(TransientError):  # what ended is said with the stage's end as well
                self._share(0)

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`."""
        return self.journal.finished(units)

    def recalling(self) -> "SharingJournal":
        """See `factory.ports.Journal.recalling`."""
        return replace(self, journal=self.journal.recalling(), recalls=True)

    def _left(self, units: Sequence[Unit]) -> int:
        if len(units) < UNITS_A_HELPER or any(unit.provider.remote for unit in units):
            return 0
        names = {unit.fingerprint for unit in units}
        return self.shared_stages.left(names, recalling=self.recalls)

    def _share(self, units: int) -> None:
        self.shared_stages.share(SharedStage(self.video_id, self.stage, self.run_id, units))


def sharing(
    journal: Journal, shared_stages: SharedStages, video_id: str, stage: str, run_id: str | None
) -> Journal:
    """Return a stage's journal as one that shares; itself where no run could be helped."""
    if run_id is None:
        return journal
    return SharingJournal(journal, shared_stages, video_id, stage, run_id)
