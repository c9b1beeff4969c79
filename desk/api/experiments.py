"""Experiments: the power they need, registering them, and what they say."""

from desk.actions.learning.experiment_power import PowerAsked, power_of
from desk.actions.learning.experiments import (
    ExperimentFacts,
    Registration,
    assign,
    experiments_of,
    facts_of,
    register,
    stop,
)
from desk.actions.publishing.alternatives import decide_arms
from desk.api.protocol.action import Action, Call, NoInput
from factory.experiments.experiment import Arm
from factory.experiments.sample_size import Needed
from factory.records import Payload
from factory.reviews.alternative import AlternativeVerdict


class Experiments(Payload):
    """All there are, the newest first."""

    experiments: tuple[ExperimentFacts, ...]


class Ending(Payload):
    """Why an experiment ends."""

    experiment_id: str
    note: str
    winner: str = ""
    """Of a platform's own test: an arm, or `none`."""


class ArmsDecision(Payload):
    """What somebody decides about an experiment's other titles or thumbnails."""

    experiment_id: str
    seen: dict[str, str]
    """The arms that it speaks of, with the `hashes` of what was looked at, or at least their first 32 digits."""
    decision: AlternativeVerdict
    note: str = ""
    """Why; a rejection needs one."""


class ArmAsked(Payload):
    """A video that is given an arm."""

    experiment_id: str
    video_id: str


def _all(call: Call, asked: NoInput) -> Experiments:
    return Experiments(experiments=tuple(experiments_of(call.factory)))


def _power(call: Call, asked: PowerAsked) -> Needed:
    return power_of(call.factory, asked)


def _register(call: Call, asked: Registration) -> ExperimentFacts:
    return register(call.factory, asked, call.by)


def _stop(call: Call, asked: Ending) -> ExperimentFacts:
    stop(call.factory, asked.experiment_id, call.by, asked.note, asked.winner)
    return facts_of(call.factory, call.factory.catalogue.experiments.find(asked.experiment_id))


def _decide(call: Call, asked: ArmsDecision) -> ExperimentFacts:
    name = asked.experiment_id
    kept = decide_arms(call.factory, name, asked.decision, asked.note, asked.seen)
    return facts_of(call.factory, kept)


def _assign(call: Call, asked: ArmAsked) -> Arm:
    return assign(call.factory, asked.experiment_id, asked.video_id)


SOME_POWER = {"channel": "demo", "expected": 0.04, "hoped": 0.05}
SOME_EXPERIMENT = {"experiment_id": "shorter-title"}

ACTIONS = (
    Action(
        name="list_experiments",
        method="GET",
        path="/experiments",
        role="viewer",
        about="List experiments: what they need, where they stand, what they say once they are over.",
        asks=NoInput,
        answers=Experiments,
        do=_all,
        example={},
        commands=("experiments",),
    ),
    Action(
        name="experiment_power",
        method="POST",
        path="/experiments/power",
        role="viewer",
        about="Say how much it takes to tell two figures apart, and how long a channel needs for it.",
        asks=PowerAsked,
        answers=Needed,
        do=_power,
        example=SOME_POWER,
        commands=("experiments power",),
    ),
    Action(
        name="register_experiment",
        method="POST",
        path="/experiments",
        role="operator",
        about="Register an experiment before it starts; nothing of it is changed afterwards.",
        asks=Registration,
        answers=ExperimentFacts,
        do=_register,
        example={
            **SOME_POWER,
            **SOME_EXPERIMENT,
            "video_id": "demo-20261128-the-clock-that-lost-a-day-k3f9",
            "hypothesis": "A shorter title is clicked more often.",
            "others": [{"name": "short", "says": "Eleven lost days"}],
        },
        status=201,
        makes=True,
        tool=False,
        commands=("experiments register",),
    ),
    Action(
        name="decide_arms",
        method="POST",
        path="/experiments/{experiment_id}/decision",
        role="reviewer",
        about="Approve or reject the titles or thumbnails that an experiment shows.",
        asks=ArmsDecision,
        answers=ExperimentFacts,
        do=_decide,
        example={**SOME_EXPERIMENT, "seen": {"short": "9f" * 32}, "decision": "approved"},
        tool=False,
        commands=("experiments approve", "experiments reject"),
    ),
    Action(
        name="end_experiment",
        method="POST",
        path="/experiments/{experiment_id}/end",
        role="operator",
        about="End an experiment, or record what a platform's own test said.",
        asks=Ending,
        answers=ExperimentFacts,
        do=_stop,
        example={**SOME_EXPERIMENT, "note": "the video was taken down"},
        tool=False,
        commands=("experiments stop",),
    ),
    Action(
        name="draw_arm",
        method="POST",
        path="/experiments/{experiment_id}/videos",
        role="operator",
        about="Draw the arm of a new video, in an experiment between videos.",
        asks=ArmAsked,
        answers=Arm,
        do=_assign,
        example={**SOME_EXPERIMENT, "video_id": "demo-20261128-the-clock-that-lost-a-day-k3f9"},
        tool=False,
        commands=("experiments assign",),
    ),
)
