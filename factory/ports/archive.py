"""The archive: what Dagster need not show any more."""

from collections.abc import Sequence
from typing import Protocol


class Archive(Protocol):
    """Forgets runs, events and checks of videos that are done with; facts and files stay."""

    def due(self, limit: int) -> Sequence[str]:
        """Return videos that Dagster still shows and need not, the longest done with first."""
        ...

    def forget(self, video_ids: Sequence[str]) -> int:
        """Take videos out of Dagster with all it keeps of them; return how many runs that were."""
        ...

    def forget_old_runs(self) -> int:
        """Remove ended runs of no video that are as old as an archived one; return how many."""
        ...
