"""Tried experiment: one arm of an experiment beside how it was, as far as it may be told."""

from factory.records import Payload


class TriedExperiment(Payload):
    """One arm beside the first."""

    name: str
    """Of the experiment, as people call it; of the arm, too, where there are several."""
    state: str
    judged: bool
    words: str
    """What it says, or why it says nothing yet."""
    change: float | None = None
    """Of the measure, as a share of how it was: 0.25 is a quarter more; None as long as it is not judged."""
    low: float | None = None
    high: float | None = None
    """All changes that its days do not speak against."""
