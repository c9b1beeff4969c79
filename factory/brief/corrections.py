"""Corrections: one passage of a brief's words in place of another, everything else as it was."""

import re

from factory.documents.messages import shown
from factory.errors import BadInput


def corrected(words: str, before: str, after: str) -> str:
    """Return the words with a passage changed.

    Line breaks and runs of spaces count as one space where the passage is looked for: a scene shows
    its sentences on one line, wherever the brief broke them.

    Args:
        words: all words of a brief.
        before: the passage as it stands there.
        after: what shall stand there; its own blank lines begin new scenes.

    Raises:
        BadInput: nothing is left, or the passage stands there not at all or more than once.
    """
    if not after.strip():
        raise BadInput("nothing is left of the passage; to leave it out, change the brief itself")
    pattern = r"\s+".join(re.escape(word) for word in before.split())
    found = list(re.finditer(pattern, words)) if pattern else []
    if len(found) != 1:
        times = "not at all" if not found else f"{len(found)} times"
        raise BadInput(
            f"the passage {shown(before)} stands {times} in the words of the brief, so that nobody "
            "can say which to change; change the brief itself and hand it in again"
        )
    start, end = found[0].span()
    return f"{words[:start]}{after.strip()}{words[end:]}"
