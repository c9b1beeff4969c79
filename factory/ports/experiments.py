"""Experiments: kept as they were registered, with what was shown on each day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from factory.experiments.experiment import ArmChange, Experiment, KeptExperiment, ShownDay


class Experiments(Protocol):
    """What was registered, and what became of it."""

    def register(self, experiment: Experiment) -> None:
        """Keep an experiment.

        Raises:
            BadInput: there is one of that ID, or one that is not over on the same video.
        """
        ...

    def all(self) -> Sequence[KeptExperiment]:
        """Return every experiment, the newest first."""
        ...

    def shown(self, experiment_id: str) -> Sequence[ShownDay]:
        """Return what each day showed, the oldest first."""
        ...

    def stop(self, experiment_id: str, by: str, note: str, winner: str, at: datetime) -> None:
        """Note that an experiment is over, and why.

        Raises:
            PermanentError: it is over already.
        """
        ...


class ArmChanges(Protocol):
    """What experiments by days change, noted before and after, so that a killed process loses nothing."""

    def of(self, experiment_id: str) -> Sequence[ArmChange]:
        """Return the changes of an experiment, the oldest first."""
        ...

    def begin(self, experiment_id: str, day: date, arm: str, at: datetime) -> ArmChange:
        """Note that an arm is about to be shown; begun again on the same day, it is the same change.

        What the day has shown until then counts as no whole day if it was another arm.
        """
        ...

    def done(self, experiment_id: str, change: ArmChange, shown: ShownDay | None) -> None:
        """Note that a change was made, and what its day shows from then on; None: it counts no more."""
        ...
