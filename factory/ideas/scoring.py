"""The score of an idea: what its weight, its novelty and earlier results add, each with its reason."""

from collections.abc import Sequence
from typing import Final

from factory.analytics.kind_effects import Expectation
from factory.analytics.video_kinds import kind_words
from factory.channel.idea_settings import Topic
from factory.ideas.idea import Near, Reason
from factory.listing.outlet_names import outlet_name

WEIGHT: Final = 0.5
NOVELTY: Final = 0.3
RESULTS: Final = 0.2
"""What each part can add to a score; together 1."""
TREND: Final = 0.1
"""What a trend can add, where a channel reads feeds; the topic's weight adds so much less then."""


def weight_reason(topic: Topic, heaviest: float, most: float) -> Reason:
    """Return what an idea gets for its weight in the channel's list, of the heaviest topic's; at most so much."""
    share = topic.weight / heaviest
    words = (
        "No topic that is open has more weight in the channel's list."
        if share >= 1
        else f"It has {share:.0%} of the weight of the heaviest topic that is open in the channel's list."
    )
    return Reason(name="weight", points=round(most * share, 4), most=most, words=words)


def novelty_reason(near: Sequence[Near]) -> Reason:
    """Return what an idea gets for how little it is like what was told before."""
    likeness = max((one.likeness for one in near), default=0.0)
    words = (
        f"Of all that the channel told or was proposed, {near[0].title!r} is most like it: {likeness:.0%} alike."
        if near
        else "It is like nothing that the channel told or was proposed."
    )
    return Reason(
        name="novelty", points=round(NOVELTY * (1 - likeness), 4), most=NOVELTY, words=words
    )


def results_reason(expected: Expectation | None) -> Reason:
    """Return what an idea gets for what its kinds were worth to the channel so far."""
    if expected is None:
        share = 0.5
        words = (
            "Too few videos are a week old to say how such a video would do: half of the points."
        )
    else:
        share, words = min(1.0, expected.times / 2), _expected(expected)
    return Reason(name="results", points=round(RESULTS * share, 4), most=RESULTS, words=words)


def _expected(expected: Expectation) -> str:
    """Say what is expected, of what that is made, and what the lottery of the day gave it."""
    tried = [
        f"{kind_words(one.attribute, one.value)} {one.times:.2f} times, of {one.videos}"
        for one in expected.parts
        if one.videos
    ]
    new = [kind_words(one.attribute, one.value) for one in expected.parts if not one.videos]
    said = [
        f"About {expected.times:.2f} times the channel's usual views of a first week at "
        f"{outlet_name(expected.outlet)} are expected, in 80 of 100 cases {expected.low:.1f} to "
        f"{expected.high:.1f} times (ours, of {expected.videos} videos)."
    ]
    if tried:
        said.append(f"What such videos had: {'; '.join(tried)}.")
    if new:
        said.append(f"Not tried yet: {', '.join(new)}.")
    said.append(
        f"The lottery of the day, which gives what is uncertain its turn, reckoned with {expected.drawn:.2f} times."
    )
    return " ".join(said)
