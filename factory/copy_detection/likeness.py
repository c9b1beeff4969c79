"""Likeness: in what a video repeats an earlier one, and whether that makes it a copy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factory.copy_detection.likeness_record import LikenessRecord
from factory.copy_detection.picture_hashes import share_seen
from factory.copy_detection.sentence_sketches import repeated
from factory.text.forbidden_words import folded
from factory.text.function_words import CONJUNCTIONS, LEANING, PREPOSITIONS

MOST_WORDS: Final = 0.5
"""Share of the words in sentences that an earlier video has, too: from here on it is a copy."""
SOME_WORDS: Final = 0.3
"""From here on it is one if two of title form, pictures, and structure are the earlier one's."""
MOST_PICTURES: Final = 0.6
"""Share of the pictures that an earlier video shows, too."""
SAME_STRUCTURE: Final = 0.75
"""Share of sentences and scenes that are as long as the earlier video's at the same place."""
OFTEN: Final = 3
"""Earlier videos with these pictures, this music and this structure, whatever the words: the
form that YouTube names as synthetic mass-production."""

SAME_WORDS, SAME_LENGTH = 1, 0.12
"""Words by which sentences, and part by which scenes, may differ in length and count as equal."""

_SMALL: Final = CONJUNCTIONS | LEANING | PREPOSITIONS
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of one video is in one earlier video; shares from 0 to 1."""

    earlier: LikenessRecord
    words: float
    title: float
    pictures: float
    music: bool
    structure: float
    repeated: tuple[int, ...]
    """Which of our sentences are near-duplicates, by their place in the likeness record."""

    @property
    def told(self) -> str:
        """Say what is alike: `82% of the words, the form of the title, the music`."""
        parts = [
            f"{self.words:.0%} of the words" if self.words >= 0.1 else "",
            "the form of the title" if self.title == 1 else "",
            f"{self.pictures:.0%} of the pictures" if self.pictures >= 0.1 else "",
            "the music" if self.music else "",
            f"{self.structure:.0%} of structure and cadence"
            if self.structure >= SAME_STRUCTURE
            else "",
        ]
        return ", ".join(part for part in parts if part)


def is_copy(found: Likeness) -> bool:
    """Whether the one video is the other once more, with some words changed."""
    beside = (found.title == 1, found.pictures >= MOST_PICTURES, found.structure >= SAME_STRUCTURE)
    return found.words >= MOST_WORDS or (found.words >= SOME_WORDS and sum(beside) >= 2)


def has_same_form(found: Likeness) -> bool:
    """Whether pictures, music and structure are the same, whatever the words are."""
    return found.pictures >= MOST_PICTURES and found.music and found.structure >= SAME_STRUCTURE


def likeness(
    ours: LikenessRecord, earlier: LikenessRecord, later_titles: Sequence[str] = ()
) -> Likeness:
    """Return how much of our video is in an earlier one.

    Args:
        ours: ours.
        earlier: the earlier one's.
        later_titles: titles that ours is to bear later; of all its titles the likest counts.
    """
    again = repeated(ours.index, earlier.sentences)
    total = sum(ours.words)
    return Likeness(
        earlier=earlier,
        words=sum(ours.words[number] for number in again) / total if total else 0.0,
        title=max(_title_likeness(title, earlier.title) for title in (ours.title, *later_titles)),
        pictures=share_seen(ours.pictures, earlier.pictures),
        music=bool(ours.music) and ours.music == earlier.music,
        structure=(
            _same_places(ours.words, earlier.words, SAME_WORDS, 0)
            + _same_places(ours.scene_seconds, earlier.scene_seconds, 0, SAME_LENGTH)
        )
        / 2,
        repeated=again,
    )


def title_form(title: str) -> str:
    """Return a title with numbers as `#` and all but small words as `_`: `the _ that _`."""
    tokens: list[str] = []
    for word in _TOKEN.findall(title):
        plain = folded(word)
        token = "#" if plain.isdecimal() else plain if plain in _SMALL else "_"
        if token != "_" or tokens[-1:] != ["_"]:
            tokens.append(token)
    return " ".join(tokens)


def _title_likeness(ours: str, theirs: str) -> float:
    """Return 1 for titles of one telling form or the same words, else the share of words in common."""
    form = title_form(ours)
    if form == title_form(theirs) and any(token != "_" for token in form.split()):
        return 1.0
    one, other = (set(map(folded, _TOKEN.findall(title))) for title in (ours, theirs))
    return len(one & other) / len(one | other) if one | other else 0.0


def _same_places(ours: Sequence[float], theirs: Sequence[float], most: float, part: float) -> float:
    """Return the share of places, of the longer row, at which both numbers are about equal."""
    if not ours or not theirs:
        return 0.0
    same = sum(
        abs(one - other) <= most + part * max(one, other)
        for one, other in zip(ours, theirs, strict=False)
    )
    return same / max(len(ours), len(theirs))
