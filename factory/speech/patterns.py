"""Rules of reading: a pattern and what is said for its match; the parts that patterns share."""

import re
from collections.abc import Callable, Iterable

Said = str | dict[str, str] | None
"""Words for the whole match, or for single groups of it; None declines."""
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Said]]

DASH = r"[-\u2010-\u2015\u2212]"
START = r"(?<![\w.,])"
"""A number begins here: not inside a word or another number."""
SIGN = r"(?P<sign>(?:(?<=[\s(])|^)[-\u2212\u2013+])?"
"""A hyphen, a minus, an en dash or a plus, right before a number and after a space."""


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def rule(pattern: str, say: Callable[[re.Match[str]], Said]) -> Rule:
    """Return a rule from its pattern as text."""
    return re.compile(pattern), say
