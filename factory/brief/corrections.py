"""Corrections: one passage of a brief's words in place of another, everything else as it was."""

import re
from bisect import bisect_right
from collections.abc import Callable

from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.text.hidden_characters import one_line, without_hidden

BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def corrected(words: str, before: str, after: str) -> str:
    """Return the words with a passage changed.

    Line breaks and runs of spaces count as one space where the passage is looked for: a scene shows
    its sentences on one line, wherever the brief broke them. Takes time proportional to both.

    Args:
        words: all words of a brief.
        before: the passage as it stands there.
        after: what shall stand there, to the letter; its own blank lines begin new scenes.

    Raises:
        BadInput: nothing is left, or the passage stands there not at all or more than once.
    """
    pieces = BLANK_LINES.split(without_hidden(after.replace("\r\n", "\n")))
    new = "\n\n".join(line for line in map(one_line, pieces) if line)
    if not new:
        raise BadInput("nothing is left of the passage; to leave it out, change the brief itself")
    passage, flat = one_line(before), one_line(words)
    first = flat.find(passage) if passage else -1
    again = flat.find(passage, first + 1) if first >= 0 else -1
    if first < 0 or again >= 0:
        times = "not at all" if first < 0 else f"{max(2, flat.count(passage))} times"
        raise BadInput(
            f"the passage {shown(before)} stands {times} in the words of the brief, so that nobody "
            "can say which to change; change the brief itself and hand it in again"
        )
    place = _places(words)
    return f"{words[: place(first)]}{new}{words[place(first + len(passage) - 1) + 1 :]}"


def _places(words: str) -> Callable[[int], int]:
    """Return what says of a character of the words on one line where it stands in the words."""
    starts = [match.start() for match in re.finditer(r"\S+", words)]
    lengths = [len(word) for word in words.split()]
    flat_starts = [0]
    for length in lengths:
        flat_starts.append(flat_starts[-1] + length + 1)

    def place(index: int) -> int:
        word = bisect_right(flat_starts, index) - 1
        return starts[word] + index - flat_starts[word]

    return place
