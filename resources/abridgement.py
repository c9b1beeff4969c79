"""Abridgements: of a master whose pieces repeat, what must be decoded to know all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import av
from av.error import FFmpegError

from factory.errors import PermanentError
from factory.joins import in_the_whole
from factory.loudness import Passage, abridged
from factory.measurement import Stretch
from factory.work import Strip
from resources import aac

FEW = 2
"""Pieces that are shown no more often than this are not worth abridging."""


@dataclass(frozen=True, slots=True)
class Abridgement:
    """Strips that are shown twice at most, and how the whole is made of their passages."""

    picture: list[Strip]
    sound: list[Strip]
    shown: list[Passage]
    heard: list[Passage]

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


def abridge(picture: Sequence[Strip], sound: Sequence[Strip]) -> Abridgement | None:
    """Return what is to be decoded instead of the master; None when nothing repeats much.

    Raises:
        PermanentError: a strip cannot be read.
    """
    if all(strip.repeats <= FEW for strip in (*picture, *sound)):
        return None
    return Abridgement(
        picture=[Strip(strip.path, min(strip.repeats, FEW)) for strip in picture],
        sound=[Strip(strip.path, min(strip.repeats, FEW)) for strip in sound],
        shown=abridged([(_seconds(strip.path), strip.repeats) for strip in picture]),
        heard=abridged([(aac.seconds(strip.path), strip.repeats) for strip in sound]),
    )


def _seconds(segment: Path) -> float:
    try:
        with av.open(str(segment)) as media:
            stream = media.streams.video[0]
            return stream.frames / float(stream.average_rate or 1)
    except (FFmpegError, IndexError) as error:
        raise PermanentError(
            f"{segment.name} cannot be measured: wanted a segment, found {error}; render it again"
        ) from error
