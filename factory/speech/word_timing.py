"""When each word is heard: from phonemes to spoken words, from spoken words to shown ones.

Times are sample offsets; a time span is (start, end), end excluded.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factory.speech.normalisation import spoken_pairs
from factory.speech.shared_time import Span, by_weight

VOWELS = frozenset("aeiouyæøœɐɑɒɔəɚɛɜɝɤɨɪɯɵɶʉʊʌʏᵻ")
SILENT = frozenset("ˈˌːˑ")
"""Stress and length: they belong to the phoneme beside them."""
GAP = 0.7
"""Cost of a phoneme that only one side has; another phoneme of the same class costs 0.5."""
WORST_MISMATCH = 0.45
"""Mean cost per phoneme above which two phonemisations are not of the same words."""
BAND = 60
"""How far, in phonemes, the two sides may run apart."""


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One symbol of the engine's own alignment, with the samples it lasts."""

    symbol: str
    start: int
    end: int


def pair_words(shown: str, spoken: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return (shown words, spoken words), by the rules that made `spoken` or, failing that, by letters.

    The spoken words may have been edited by hand; then runs are matched by what they share.
    """
    pairs = spoken_pairs(shown, language)
    if " ".join(words for _, words in pairs if words).split() == spoken.split():
        return pairs
    return _pairs_by_likeness(shown.split(), spoken.split())


def align_words(
    pairs: Sequence[tuple[str, str]], times: Sequence[Span]
) -> list[tuple[str, int, int]]:
    """Return (shown word, start, end) of every shown word, in order and without overlap.

    Args:
        pairs: shown words and what is spoken for them, from `pair_words`.
        times: the span of each spoken word, in order.

    A word that is spoken as several covers them all; several words spoken together share their
    time by letters; a word without sound stands at the end of the one before it.

    Raises:
        ValueError: there are not as many times as spoken words.
    """
    wanted = sum(len(words.split()) for _, words in pairs)
    if wanted != len(times):
        raise ValueError(f"{wanted} spoken words but {len(times)} times")
    aligned: list[tuple[str, int, int]] = []
    at = 0
    last = times[0][0] if times else 0
    for shown, words in pairs:
        count = len(words.split())
        start, end = (times[at][0], times[at + count - 1][1]) if count else (last, last)
        tokens = shown.split()
        spans = by_weight(tokens, start, end)
        aligned += [(token, *span) for token, span in zip(tokens, spans, strict=True)]
        at, last = at + count, end
    return aligned


def spoken_word_times(
    expected: Sequence[str], stream: Sequence[Phoneme], words: Sequence[str]
) -> list[Span] | None:
    """Return the span of each spoken word, from the engine's phonemes; None if they do not match.

    The engine phonemises a sentence as a whole: it merges words (`of the`), links them and marks
    few boundaries. So each word's own phonemes are laid along the sentence's by least edit cost
    (Needleman and Wunsch 1970), with a leaning to the word boundaries that the engine does mark.

    Args:
        expected: the phonemes of each word on its own.
        stream: the sentence's phonemes with their times, marks and spaces included.
        words: the words themselves, to share what cannot be told apart by letters.
    """
    units = _units(stream)
    letters = [(c, index) for index, word in enumerate(expected) for c in _plain(word)]
    if not units or not letters:
        return None
    owners = _owners(letters, units)
    if owners is None:
        return None
    spans: list[Span | None] = [None] * len(words)
    for unit, owner in zip(units, owners, strict=True):
        known = spans[owner]
        spans[owner] = (known[0] if known else unit.start, unit.end)
    return _touching(_fill(spans, words), stream)


@dataclass(slots=True)
class _Unit:
    """A phoneme that sounds, with the stress before it and the length after it."""

    symbol: str
    start: int
    end: int
    after_space: bool


def _plain(phonemes: str) -> str:
    """Return only what sounds: no stress, no length, no combining marks, no punctuation."""
    return "".join(c for c in phonemes if _sounds(c))


def _sounds(symbol: str) -> bool:
    return len(symbol) >= 1 and symbol not in SILENT and unicodedata.category(symbol[0])[0] == "L"


def _units(stream: Sequence[Phoneme]) -> list[_Unit]:
    """Return the sounding phonemes; stress goes to the next, length and marks to the last."""
    units: list[_Unit] = []
    pending: int | None = None
    space = True
    for phoneme in stream:
        if phoneme.symbol in "ˈˌ":
            pending = phoneme.start if pending is None else pending
        elif _sounds(phoneme.symbol):
            start = phoneme.start if pending is None else pending
            units.append(_Unit(phoneme.symbol, start, phoneme.end, space))
            pending, space = None, False
        elif phoneme.symbol in SILENT or unicodedata.combining(phoneme.symbol[0]):
            if units:
                units[-1].end = phoneme.end
        else:
            space = True
    return units


def _difference(left: str, right: str) -> float:
    """Return 0 for the same phoneme, 0.5 within vowels or within consonants, otherwise 1.4."""
    if left == right:
        return 0.0
    return 0.5 if (left in VOWELS) == (right in VOWELS) else 1.4


def _owners(letters: Sequence[tuple[str, int]], units: Sequence[_Unit]) -> list[int] | None:
    """Return the word each unit belongs to, by least edit cost; None if the cost is too high."""
    rows, columns = len(letters), len(units)
    slope = columns / rows
    best: list[dict[int, float]] = [{0: 0.0}]
    moves: list[dict[int, str]] = [{0: ""}]
    for row in range(rows + 1):
        costs: dict[int, float] = {}
        move: dict[int, str] = {}
        middle = int(row * slope)
        for column in range(max(0, middle - BAND), min(columns, middle + BAND) + 1):
            options: list[tuple[float, str]] = [(0.0, "")] if row == column == 0 else []
            if row and column and column - 1 in best[row - 1]:
                cost = _difference(letters[row - 1][0], units[column - 1].symbol)
                first = row == 1 or letters[row - 1][1] != letters[row - 2][1]
                cost += 0.0 if first == units[column - 1].after_space else 0.25
                options.append((best[row - 1][column - 1] + cost, "both"))
            if row and column in best[row - 1]:
                options.append((best[row - 1][column] + GAP, "letter"))
            if column and column - 1 in costs:
                options.append((costs[column - 1] + GAP, "unit"))
            if options:
                costs[column], move[column] = min(options)
        best[row:], moves[row:] = [costs], [move]
    if columns not in best[rows] or best[rows][columns] > WORST_MISMATCH * max(rows, columns):
        return None
    return _walk_back(letters, moves, columns)


def _walk_back(
    letters: Sequence[tuple[str, int]], moves: Sequence[dict[int, str]], columns: int
) -> list[int]:
    """Return the word of each unit along the best path; a unit alone goes with the letter before."""
    owners = [0] * columns
    row, column = len(letters), columns
    while row or column:
        move = moves[row][column]
        if move != "letter":
            owners[column - 1] = letters[max(row, 1) - 1][1]
            column -= 1
        if move != "unit":
            row -= 1
    return owners


def _fill(spans: Sequence[Span | None], words: Sequence[str]) -> list[Span]:
    """Return spans for all: a word without phonemes shares with the word before it, or after."""
    filled: list[Span] = []
    index = 0
    while index < len(spans):
        end = index + 1
        while end < len(spans) and spans[end] is None:
            end += 1
        span = spans[index]
        if span is None:  # only at the very beginning: share with the first that has phonemes
            span = spans[end] if end < len(spans) else (0, 0)
            end = min(end + 1, len(spans))
            while end < len(spans) and spans[end] is None:
                end += 1
        filled += by_weight(words[index:end], *(span or (0, 0)))
        index = end
    return filled


def _touching(spans: Sequence[Span], stream: Sequence[Phoneme]) -> list[Span]:
    """Return spans that meet in the middle of a bare space; at a punctuation mark a pause stays."""
    marks = [p for p in stream if re.fullmatch(r"[.,;:!?$^]", p.symbol)]
    touching = [list(span) for span in spans]
    for left, right in pairwise(touching):
        if any(left[1] <= mark.start < right[0] for mark in marks):
            continue
        left[1] = right[0] = max((left[1] + right[0]) // 2, left[0])
    return [(start, end) for start, end in touching]


def _pairs_by_likeness(shown: list[str], spoken: list[str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of runs: words that are the same on both sides part the runs between them."""
    left, right = [_bare(word) for word in shown], [_bare(word) for word in spoken]
    pairs: list[tuple[str, str]] = []
    at = heard = 0
    for first, second in [*_same(left, right), (len(shown), len(spoken))]:
        if first > at or second > heard:
            pairs.append((" ".join(shown[at:first]), " ".join(spoken[heard:second])))
        if first < len(shown):
            pairs.append((shown[first], spoken[second]))
        at, heard = first + 1, second + 1
    return _without_orphans(pairs)


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _same(left: Sequence[str], right: Sequence[str]) -> list[Span]:
    """Return the indices of a longest common subsequence of non-empty words."""
    longest = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            same = longest[i + 1][j + 1] + 1 if left[i] and left[i] == right[j] else 0
            longest[i][j] = max(same, longest[i + 1][j], longest[i][j + 1])
    found: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] and left[i] == right[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _without_orphans(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs in which spoken words that nothing shows go with the words before, or after."""
    settled: list[tuple[str, str]] = []
    waiting = ""
    for shown, words in pairs:
        words = f"{waiting} {words}".strip()
        waiting = ""
        if shown:
            settled.append((shown, words))
        elif settled:
            before = settled.pop()
            settled.append((before[0], f"{before[1]} {words}".strip()))
        else:
            waiting = words
    return tuple(settled)
