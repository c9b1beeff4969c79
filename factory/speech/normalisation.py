"""The text of a sentence as a reader says it: no digits, no signs, no abbreviations.

`spoken_pairs` keeps which shown words became which spoken words, so that the times of spoken
words can be given for the words a viewer sees.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from factory.speech.english.numbers import DIGIT_WORDS
from factory.speech.english.rule_order import RULES
from factory.speech.english.words_and_units import SYMBOLS
from factory.speech.patterns import Rule
from factory.speech.reading_rules import rules_of
from factory.text.languages import primary_language

READ_ABROAD = "%‰&@#+=/°℃℉€$£¥￥§±×≈<>％＋－−，。！？：；、·"
"""Signs that a speech engine reads in its own language, where this module has no words for them."""
BY_STRENGTH = ".?!;:,"
"""Of several marks in a row, one is kept: the first of these that is among them."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a rule says instead of `text[start:end]`."""

    start: int
    end: int
    words: str


def spoken(text: str, language: str) -> str:
    """Return the text as a reader says it: NFC, single spaces, in English without a digit.

    Args:
        text: one sentence or a few.
        language: BCP 47 tag; `en` is said thoroughly, others have their numbers written out where
            num2words knows the language, and are otherwise unchanged.
    """
    return " ".join(words for _, words in spoken_pairs(text, language) if words)


def spoken_pairs(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return (shown words, spoken words) in order; the second may be empty for a lone symbol.

    The first members, joined by spaces, are the text's words as white space separates them; the
    second, joined likewise, are `spoken(text, language)`.
    """
    shown = text.split()
    code = primary_language(language)
    english = code == "en"
    line = _ascii_digits(" ".join(unicodedata.normalize("NFC", word) for word in shown))
    claims = _claims(line, RULES if english else rules_of(code))
    pairs: list[tuple[str, str]] = []
    for first, last, start, end in _groups(line, claims):
        words = _assemble(line, claims, start, end)
        pairs.append((" ".join(shown[first:last]), _clean(words, english)))
    return _settle_marks(pairs)


def _ascii_digits(line: str) -> str:
    """Return the line with every decimal digit of any script as 0 to 9; the length is kept."""
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in line
    )


def _claims(line: str, rules: tuple[Rule, ...]) -> list[_Claim]:
    """Return what the rules say, in order of place; a place belongs to the first that takes it."""
    taken = bytearray(len(line))
    claims: list[_Claim] = []
    for pattern, say in rules:
        for match in pattern.finditer(line):
            if match.end() == match.start() or any(taken[match.start() : match.end()]):
                continue
            said = say(match)
            spans = {0: said} if isinstance(said, str) else said or {}
            for group, words in spans.items():
                start, end = match.span(group)
                if end > start:
                    claims.append(_Claim(start, end, words))
                    taken[start:end] = b"\1" * (end - start)
    return sorted(claims, key=lambda claim: claim.start)


def _groups(line: str, claims: list[_Claim]) -> list[tuple[int, int, int, int]]:
    """Return (first word, end word, start, end) of runs of words that no claim crosses."""
    spans = [match.span() for match in re.finditer(r"\S+", line)]
    groups: list[tuple[int, int, int, int]] = []
    at = 0
    for index, (start, end) in enumerate(spans):
        while at < len(claims) and claims[at].end <= start:
            at += 1
        joined = at < len(claims) and claims[at].start < start
        if joined and groups:
            first, _, begin, _ = groups.pop()
            groups.append((first, index + 1, begin, end))
        else:
            groups.append((index, index + 1, start, end))
        while at < len(claims) and claims[at].end <= end:
            at += 1
    return groups


def _assemble(line: str, claims: list[_Claim], start: int, end: int) -> str:
    """Return `line[start:end]` with the claims in it replaced, apart from letters beside them."""
    pieces: list[str] = []
    at = start
    for claim in islice(claims, bisect_right(claims, start, key=_end_of), None):
        if claim.start >= end:
            break
        pieces.append(line[at : claim.start])
        before = " " if claim.start > start and line[claim.start - 1].isalnum() else ""
        after = " " if claim.end < end and line[claim.end].isalnum() else ""
        pieces.append(before + claim.words + after)
        at = claim.end
    pieces.append(line[at:end])
    return "".join(pieces)


def _end_of(claim: _Claim) -> int:
    return claim.end


def _clean(words: str, english: bool) -> str:
    """Return words and the marks that shape speech; symbols are named or dropped."""
    if english:
        words = re.sub(r"(?<=[A-Za-z.,!?\"”'’])[¹²³⁰-⁹]+(?!\w)", "", words)
        for sign, name in SYMBOLS.items():
            words = words.replace(sign, f" {name.strip()} ")
        words = "".join(_digit_name(c) for c in words)
    words = re.sub(r"[’ʼ]", "'", words)
    words = re.sub(r"\.{2,}|…|[-–—]{2,}|[–—]|(?<!\S)-(?!\S)|[•·|‣▪]", ", ", words)
    words = re.sub(r"(?<!\S)[(\[{]+|[)\]}]+(?=[.,;:!?]*(?:\s|$))", ",", words)
    words = "".join(
        c if _has_sound(c) or not english and c in READ_ABROAD else "" if _is_mark_up(c) else " "
        for c in words
    )
    words = re.sub(r"(?<!\w)-(?=\d)", "−", words)
    words = re.sub(r"(?<!\w)[-']+|[-']+(?!\w)", " ", words)
    words = re.sub(
        r"\s*(?<!\d)([.,;:!?][\s.,;:!?]*)|\s*([.,;:!?](?!\d)[\s.,;:!?]*)", _strongest, words
    )
    return unicodedata.normalize("NFC", " ".join(words.split()))


def _digit_name(c: str) -> str:
    """Return the name of a digit that no rule has read, such as a circled one."""
    return f" {DIGIT_WORDS[unicodedata.digit(c)]} " if c.isdigit() else c


def _has_sound(c: str) -> bool:
    """Return whether a character is a letter, a mark on one, or shapes speech."""
    return unicodedata.category(c)[0] in "LMZN" and c != "\ufe0f" or c in "-'.,;:!?¿¡"


def _is_mark_up(c: str) -> bool:
    """Return whether a character vanishes without parting the letters beside it."""
    return c in '()[]{}"“”‘„«»' or unicodedata.category(c) in ("Cf", "Cc", "Mn", "Me")


def _strongest(match: re.Match[str]) -> str:
    """Return one mark of several, and a space where letters follow at once."""
    marks = [mark for mark in BY_STRENGTH if mark in match[0]]
    return marks[0] + " "


def _settle_marks(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs with leading marks moved to the words before them, as a reader pauses."""
    settled: list[tuple[str, str]] = []
    last = -1
    for index, (shown, words) in enumerate(pairs):
        bare = words.lstrip(BY_STRENGTH + " ")
        if bare != words and last >= 0:
            before = settled[last][1]
            settled[last] = (
                settled[last][0],
                before if before[-1] in BY_STRENGTH else before + words[0],
            )
        settled.append((shown, bare))
        last = index if bare else last
    if last >= 0 and settled[last][1][-1] in ",;:":
        settled[last] = (settled[last][0], settled[last][1].rstrip(",;: ") + ".")
    return tuple(settled)
