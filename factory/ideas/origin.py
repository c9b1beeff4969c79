"""Origin: how a video came about, as far as the factory chose it."""

from factory.experiments.experiment import Experiment
from factory.ideas.idea import KeptIdea
from factory.records import Payload


class GivenArm(Payload):
    """What a video was given in an experiment between videos."""

    experiment: Experiment
    arm: str


class Origin(Payload):
    """How a video came about, as far as the factory chose it."""

    idea: KeptIdea | None = None
    arms: tuple[GivenArm, ...] = ()
