"""How names are to be said: words of a text, and what sounds like them (`pronounce` of a brief)."""

import re
from collections.abc import Callable, Mapping

from factory.brief.brief import AcceptedBrief
from factory.speech.normalisation import spoken

Reader = Callable[[str, str], str]
"""Turns (text, language) into what a voice is given to say."""


def reader(accepted: AcceptedBrief) -> Reader:
    """Return a reader of a brief: the names that it or its channel tells are said as they sound."""
    return saying(pronounced(accepted))


def pronounced(accepted: AcceptedBrief) -> dict[str, str]:
    """Return the names that a brief or its channel tells, each with letters that sound like it."""
    return {**accepted.channel.pronounce, **accepted.brief.pronounce}


def saying(pronounce: Mapping[str, str]) -> Reader:
    """Return a reader that says the given words as they sound.

    Args:
        pronounce: a word or name as it is written, and letters that a voice reads rightly. A name
            of two words goes before one of its words; small and large letters count.
    """
    if not pronounce:
        return spoken
    names = "|".join(re.escape(name) for name in sorted(pronounce, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")

    def read(text: str, language: str) -> str:
        """Say the names as they sound, and all else as a reader says it."""
        return spoken(pattern.sub(lambda match: pronounce[match[0]], text), language)

    return read
