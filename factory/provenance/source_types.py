"""Digital source types: how each part of a video came to be, in the words of the IPTC.

https://cv.iptc.org/newscodes/digitalsourcetype, as C2PA 2.x asks for them in actions.
"""

from collections.abc import Iterable
from typing import Literal

from factory.records import Provider

SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"

SourceType = Literal[
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "algorithmicMedia",
    "compositeSynthetic",
    "composite",
]


def type_of_part(maker: Provider) -> SourceType | None:
    """Return how a part came to be by who made it.

    None for what a person handed in: whether a given picture is a photograph or the work of a
    model nobody here knows, and what is signed must not be guessed.
    """
    if not maker.synthetic:
        return None
    return "trainedAlgorithmicMedia" if maker.trained else "algorithmicMedia"


def type_of_whole(parts: Iterable[SourceType | None]) -> SourceType:
    """Return what a video is that was put together from such parts.

    `trainedAlgorithmicMedia` only where models made all of it: YouTube labels such a file for good.
    """
    kinds = set(parts)
    if kinds == {"trainedAlgorithmicMedia"}:
        return "trainedAlgorithmicMedia"
    if "trainedAlgorithmicMedia" in kinds:
        return "compositeWithTrainedAlgorithmicMedia"
    if kinds == {"algorithmicMedia"}:
        return "algorithmicMedia"
    return "compositeSynthetic" if "algorithmicMedia" in kinds else "composite"
