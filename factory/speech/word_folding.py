"""Folding: English words as they sound, so that two spellings of the same speech are the same."""

import re

from factory.speech.english.numbers import cardinal, ordinal
from factory.speech.normalisation import spoken

_ONE_WORD = (*range(20), *range(20, 100, 10))
"""Numbers that are said in one word."""
_VALUES = {cardinal(n): n for n in _ONE_WORD}
_ORDINALS = {ordinal(n): n for n in _ONE_WORD if n not in (0, 2)}
"""Not `second`: more often it is one of a minute's."""
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MULTIPLIERS = {"hundred", *_SCALES}
_CONTRACTIONS = (
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bcan(?:'t|not)\b"), "can not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"\b(it|that|there|here|he|she|what|who|where|how)'s\b"), r"\1 is"),
    (re.compile(r"\bper cent\b"), "percent"),
)
_SPELLINGS = (
    (re.compile(r"(?<=..)our(?=s?$|ed$|ing$|ite|abl|hood|ly$|ful)"), "or"),
    (re.compile(r"(?<=[a-z][bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=...)is(?=e[ds]?$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=...)yse(?=[ds]?$)"), "yze"),
    (re.compile(r"ll(?=ed$|ing$|ers?$)"), "l"),
    (re.compile(r"(?<=...)ogue(?=s?$)"), "og"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"^gre(?=y)"), "gra"),
    (re.compile(r"plough"), "plow"),
    (re.compile(r"^mould"), "mold"),
    (re.compile(r"(?<=.)ae|oe(?=[aiu])"), "e"),
)
"""British and American spellings of one word come out alike; so do, seldom, two words that differ."""


def folded(text: str) -> list[str]:
    """Return the words of an English text in one spelling each, numbers as digits.

    `Fifteen hundred`, `1,500` and `one thousand five hundred` are all `1500`; `lighthouse's` is
    `lighthouses`, `twenty-third` and `23rd` are `23th`, `harbour` is `harbor`, `it's` is two words.
    """
    line = spoken(text, "en").casefold()
    for pattern, words in _CONTRACTIONS:
        line = pattern.sub(words, line)
    words = re.sub(r"[^\w\s]|_", "", re.sub(r"[-–—]", " ", line)).split()
    return [_one_spelling(word) for word in _with_digits(words)]


def _one_spelling(word: str) -> str:
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    return word


def _with_digits(words: list[str]) -> list[str]:
    """Return the words with each run of words for numbers as one word of digits."""
    out: list[str] = []
    at = 0
    while at < len(words):
        run, after = _number(words, at)
        out.append(run or words[at])
        at = after if run else at + 1
    return out


def _number(words: list[str], at: int) -> tuple[str, int]:
    """Return the digits of the number that begins at a word, and the place behind it; `""` if none."""
    said = _Digits()
    start = at
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        if (
            word == "a"
            and at == start
            and following in _MULTIPLIERS
            or (
                word == "and"
                and at > start
                and words[at - 1] in _MULTIPLIERS
                and _is_number(following)
            )
        ):
            at += 1
        elif word in ("oh", "o") and at > start and following in _VALUES:
            said.take(0)
            at += 1
        elif word in _VALUES:
            said.take(_VALUES[word])
            at += 1
        elif word in _MULTIPLIERS:
            said.multiply(word)
            at += 1
        elif word in _ORDINALS:
            said.take(_ORDINALS[word])
            return f"{said.text()}th", at + 1
        else:
            break
    return said.text(), at


def _is_number(word: str) -> bool:
    return word in _VALUES or word in _ORDINALS


class _Digits:
    """Numbers that are said one after the other, written as digits in a row: 19 and 99 are 1999."""

    def __init__(self) -> None:
        self._before = ""
        self._thousands = 0
        self._now: int | None = None

    def take(self, value: int) -> None:
        """Go on with a number below a hundred; it is added where that makes one number."""
        now = self._now
        fits = (
            now is None
            or (value < 10 and now % 100 >= 20 and now % 10 == 0 and value > 0)
            or (value > 0 and now > 0 and now % 100 == 0)
        )
        if not fits:
            self._end()
        self._now = (self._now or 0) + value

    def multiply(self, word: str) -> None:
        """Go on with `hundred`, `thousand` or more; without a number before it, one of them."""
        if word == "hundred":
            self._now = (self._now or 1) * 100
            return
        self._thousands += (1 if self._now is None else self._now) * _SCALES[word]
        self._now = None

    def text(self) -> str:
        """Return the digits; empty where nothing was taken."""
        self._end()
        return self._before

    def _end(self) -> None:
        if self._now is not None or self._thousands:
            self._before += str(self._thousands + (self._now or 0))
        self._thousands, self._now = 0, None
