"""A shared stage: one stage of a long video whose units of work other runs may take as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from factory.workflow.launch import PHASE, PRIORITY, VIDEO

UNITS_A_HELPER: Final = 40
"""A helper begins 10 to 20 s after it is asked for; with fewer units left to each it is hardly worth it."""

MOST_STARTS: Final = 3
"""How often each helper's place is filled: one that died or gave way is followed by another."""

HELPED: Final[Mapping[str, str]] = {"renders": "segments", "audio": "sentences"}
"""The stages that can be helped with, and what a helper's run is in the place of a phase."""

HELPS: Final = "factory/helps"
"""Tag of a helper's run: the run that it helps."""
STAGE: Final = "factory/stage"
NUMBER: Final = "factory/helper"

BEHIND_ALL: Final = 1_000_000
"""Taken from the priority of a run that is helped: its helpers come after every run of a video."""


@dataclass(frozen=True, slots=True)
class SharedStage:
    """What a run shares of the stage that it is in."""

    video_id: str
    stage: str
    run_id: str
    """Who joins what all of them make."""
    units: int
    """How many were left when that was last said."""

    def helpers(self, most: int) -> int:
        """Return how many helpers are worth it, of so many at most."""
        return min(most, self.units // UNITS_A_HELPER)

    def tags(self, number: int, priority: int) -> dict[str, str]:
        """Return the tags of a helper's run.

        Args:
            number: of the helper, from 0.
            priority: of the run that it helps.
        """
        return {
            HELPS: self.run_id,
            STAGE: self.stage,
            NUMBER: str(number),
            VIDEO: self.video_id,
            PHASE: HELPED[self.stage],
            PRIORITY: str(priority - BEHIND_ALL),
        }
