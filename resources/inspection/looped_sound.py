"""Abridgements: of a sound that goes round, what must be decoded to know all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from factory.master.joins import in_the_whole
from factory.master.measurement import Stretch
from factory.timeline.loudness_statistics import Passage, abridged
from factory.units_of_work import Strip
from resources.audio import aac

FEW = 2
"""Pieces that are heard no more often than this are not worth abridging."""


@dataclass(frozen=True, slots=True)
class Abridgement:
    """Strips that are heard twice at most, and how the whole is made of their passages."""

    sound: list[Strip]
    heard: list[Passage]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return sum(passage.seconds for passage in self.heard)

    @property
    def heard_once_seconds(self) -> float:
        """How long nothing is heard again, from the start: there its time is the master's."""
        once = takewhile(lambda passage: passage.times == 1, self.heard)
        return sum(passage.seconds for passage in once)

    def in_the_whole(self, silent: Stretch) -> Stretch:
        """Return a silence from its first time to the end of its last."""
        return Stretch(
            start=in_the_whole(silent.start, self.heard, last=False),
            end=in_the_whole(silent.end, self.heard, last=True),
        )


def abridge(sound: Sequence[Strip]) -> Abridgement | None:
    """Return what is to be decoded instead of the master; None when nothing repeats much.

    Raises:
        PermanentError: a strip cannot be read.
    """
    if all(strip.repeats <= FEW for strip in sound):
        return None
    return Abridgement(
        sound=[Strip(strip.path, min(strip.repeats, FEW)) for strip in sound],
        heard=abridged([(aac.seconds(strip.path), strip.repeats) for strip in sound]),
    )
