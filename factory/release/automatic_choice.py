"""Automatic choices: what nobody decided about a video by hand, why it came out so, and how a person has it otherwise."""

from collections.abc import Iterator, Sequence

from factory.ideas.origin import Origin
from factory.records import Payload


class AutomaticChoice(Payload):
    """One of them."""

    what: str
    chosen: str
    by: str
    why: tuple[str, ...]
    overruled_by: str


def choices_of(origin: Origin) -> Sequence[AutomaticChoice]:
    """Return what was chosen of itself, in the order in which it was."""
    return tuple(_choices(origin))


def _choices(origin: Origin) -> Iterator[AutomaticChoice]:
    idea = origin.idea
    if idea:
        whose = {"topics": "the channel's topics", "writer": "the channel's writer"}
        source = whose.get(idea.source, f"the campaign {idea.campaign}")
        yield AutomaticChoice(
            what="subject, format and language",
            chosen=f"{idea.title} ({idea.target_format}, {idea.language})",
            by=f"proposed from {source} with {idea.score:.2f} of 1, approved by {idea.decided_by}",
            why=tuple(f"{one.points:g} of {one.most:g}: {one.words}" for one in idea.reasons),
            overruled_by="a decision about the idea on the desk, the channel's `approve_above` left out, "
            "or a brief of one's own",
        )
    for given in origin.arms:
        experiment = given.experiment
        says = {arm.name: arm.says for arm in experiment.arms}.get(given.arm, "")
        yield AutomaticChoice(
            what=experiment.varies,
            chosen=f"{given.arm}: {says}",
            by=f"drawn by lot in the experiment {experiment.experiment_id}",
            why=(experiment.hypothesis,),
            overruled_by=f"`factory experiments stop {experiment.experiment_id}`",
        )
