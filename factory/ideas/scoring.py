"""The score of an idea: what its weight, its novelty and earlier results add, each with its reason."""

from collections.abc import Sequence
from typing import Final

from factory.analytics.kind_effects import Expectation
from factory.channel.topics import Topic
from factory.ideas.idea import Near, Reason

WEIGHT: Final = 0.5
NOVELTY: Final = 0.3
RESULTS: Final = 0.2
"""What each part can add to a score; together 1."""
TREND: Final = 0.1
"""What a trend can add, where a channel reads feeds; the topic's weight adds so much less then."""


def weight_reason(topic: Topic, heaviest: float, most: float) -> Reason:
    """Return what an idea gets for its weight in the channel's list, of the heaviest topic's; at most so much."""
    share = topic.weight / heaviest
    words = f"weight {topic.weight:g} of at most {heaviest:g} in the channel's list"
    return Reason(name="weight", points=round(most * share, 4), most=most, words=words)


def novelty_reason(near: Sequence[Near]) -> Reason:
    """Return what an idea gets for how little it is like what was told before."""
    likeness = max((one.likeness for one in near), default=0.0)
    words = f"most like {near[0].title!r} ({likeness:.0%})" if near else "like nothing told before"
    return Reason(
        name="novelty", points=round(NOVELTY * (1 - likeness), 4), most=NOVELTY, words=words
    )


def results_reason(expected: Expectation | None) -> Reason:
    """Return what an idea gets for what its kinds were worth to the channel so far."""
    if expected is None:
        words, share = "nothing is known yet of how its kinds do here", 0.5
    else:
        share = min(1.0, expected.times / 2)
        parts = ", ".join(
            f"{one.attribute} {one.value} {one.times:.2f} ({one.videos})"
            if one.videos
            else f"{one.attribute} {one.value} not tried"
            for one in expected.parts
        )
        words = (
            f"expected {expected.times:.2f} times the channel's usual first week at {expected.outlet}, "
            f"{expected.low:.1f} to {expected.high:.1f} in 80 of 100 (ours, of {expected.videos} "
            f"videos): {parts}; drawn today as {expected.drawn:.2f}"
        )
    return Reason(name="results", points=round(RESULTS * share, 4), most=RESULTS, words=words)
