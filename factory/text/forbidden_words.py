"""Finding a channel's forbidden words in a text, however they are accented or spaced."""

import re
import unicodedata
from collections.abc import Iterable

ACCENTS = re.compile("[\u0300-\u036f]")
"""Unicode's block of combining accents; marks of other scripts change the letter itself."""


def folded(text: str) -> str:
    """Return the text without case, accents, invisible characters and curly apostrophes."""
    plain = unicodedata.normalize("NFKD", text).replace("\u2019", "'")
    visible = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", ACCENTS.sub("", visible)).casefold()


def forbidden_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return which of the words or phrases stand in the text as whole words, in the order given.

    Between the words of a phrase any run of spaces and punctuation may stand. A word that begins
    or ends in a script written without spaces (Chinese, Japanese) needs no boundary on that side.
    """
    body = folded(text)
    return tuple(word for word in words if word.strip() and _pattern(word).search(body))


def _pattern(word: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in folded(word).split()]
    first, last = folded(word).strip()[0], folded(word).strip()[-1]
    before = "" if _unspaced(first) else r"(?<![^\W_])"
    after = "" if _unspaced(last) else r"(?![^\W_])"
    return re.compile(before + r"[\W_]+".join(parts) + after)


def _unspaced(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
