"""Performance of kinds: which kinds of videos do better than their channel's others, and how sure that is."""

from collections.abc import Sequence
from math import exp
from typing import Final

from factory.analytics.kind_effects import EIGHTY, TREND, Effects, effects_of
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.records import Payload

LEAST_OF_A_KIND: Final = 3
"""That it is spoken of."""


class Performance(Payload):
    """How videos with something in common did; ours, not the platform's."""

    channel: str
    outlet: str
    attribute: str
    """format, language, hook, tag, weekday or idea."""
    value: str
    videos: int
    times_usual: float
    """Views in their first week, as a multiple of the channel's usual there; see `Effects`."""
    low: float
    high: float
    """In 80 of 100 such cases the factor lies between them."""


def performances(
    weeks: Sequence[FirstWeek], videos: Sequence[MeasuredVideo]
) -> Sequence[Performance]:
    """Return every kind of which there are enough, best first."""
    return performances_of(effects_of(weeks, videos))


def performances_of(effects: Sequence[Effects]) -> Sequence[Performance]:
    """Return `performances` of what was learned already."""
    return [found for one in effects for found in _of(one)]


def _of(effects: Effects) -> Sequence[Performance]:
    found: list[Performance] = []
    for kind, place in effects.kinds.items():
        if kind == TREND or effects.seen[place] < LEAST_OF_A_KIND:
            continue
        lifted, deviation = effects.of_kind(kind)
        found.append(
            Performance(
                channel=effects.channel,
                outlet=effects.outlet,
                attribute=kind[0],
                value=kind[1],
                videos=effects.seen[place],
                times_usual=exp(lifted),
                low=exp(lifted - EIGHTY * deviation),
                high=exp(lifted + EIGHTY * deviation),
            )
        )
    return sorted(found, key=lambda one: (-one.times_usual, one.attribute, one.value))
