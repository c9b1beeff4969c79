"""Experiments: kept as they were registered, with what was shown on each day."""

from collections.abc import Sequence
from typing import Protocol

from factory.experiments.experiment import Experiment, KeptExperiment, ShownDay
from factory.ports.platform_figures import LivePost


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

    def record_shown(self, experiment_id: str, day: ShownDay) -> None:
        """Note what a day shows; noted twice, the first holds."""
        ...


class Titles(Protocol):
    """Titles of posts that are out."""

    def show(self, post: LivePost, title: str) -> None:
        """Give a post a title, all else as it is; once more is the same as once.

        Raises:
            PermanentError: the post is gone, or its outlet takes no other title.
            TransientError: it did not answer.
        """
        ...
