"""Line breaking: words of any script cut into lines that fit, long ones broken, in reading order."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from factory.typography.hyphenation import cut_costs, is_alphabetic

Measure = Callable[[str], float]
"""Returns how wide a text is drawn."""

CUT_REACH = 0.34
"""How far from an even cut a better one is looked for, as a share of a piece's length."""
LONGEST_WORD = 120
"""In letters; what is longer has no syllables to be found."""
JOINERS = "\u094d\u09cd\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u200d"
"""Marks after which the next letter belongs to the same cluster: viramas and the joiner."""
NOT_FIRST = (
    "、。，．：；？！」』）】〕〉》”’…ー々ゝゞァィゥェォッャュョぁぃぅぇぉっゃゅょ・)]}.,:;?!%»"
)
"""What may not begin a line, after JIS X 4051 and UAX 14."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or a part of one: what no line break may cut any further."""

    text: str
    word: int
    """Which word of the text it belongs to."""
    spaced: bool
    """Whether a space stands before it, unless a line begins with it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text at one size."""

    lines: tuple[str, ...]
    size: float


def parts_of(words: Sequence[str], glued: Sequence[bool] = ()) -> list[Part]:
    """Return the words as parts: one each, but one per character where no spaces are written.

    Args:
        words: of a text.
        glued: of each, whether no space stands before it; of none where it is empty.
    """
    parts: list[Part] = []
    for number, word in enumerate(words):
        pieces: list[str] = []
        for cluster in clusters(word):
            joins = pieces and not (_breaks_anywhere(cluster) or _breaks_anywhere(pieces[-1][-1]))
            if joins or (pieces and cluster in NOT_FIRST):
                pieces[-1] += cluster
            else:
                pieces.append(cluster)
        parts += [
            Part(piece, number, n == 0 and not any(glued[number : number + 1]))
            for n, piece in enumerate(pieces)
        ]
    return parts


def broken(part: Part, measure: Measure, room: float, language: str) -> list[Part]:
    """Return a part cut into as few pieces of about one length as the room asks for.

    It is cut between syllables of its language where they then still fit.
    """
    if measure(part.text) <= room:
        return [part]
    pieces = clusters(part.text)

    def fits(start: int, end: int) -> bool:
        return measure(_piece(pieces, start, end)) <= room

    costs = cut_costs(pieces, language)
    least = max(2, int(measure(part.text) / room))
    cuts = (_cuts(costs, count, fits) for count in range(least, len(pieces)))
    edges = next(filter(None, cuts), None) or list(range(len(pieces) + 1))
    texts = [_piece(pieces, start, end) for start, end in pairwise(edges)]
    return [Part(text, part.word, part.spaced and n == 0) for n, text in enumerate(texts)]


def clusters(text: str) -> list[str]:
    """Return the text in pieces that are drawn as one: letters with all their marks."""
    found: list[str] = []
    for character in text:
        follows = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
        if found and (follows or found[-1][-1] in JOINERS):
            found[-1] += character
        else:
            found.append(character)
    return found


def line_text(parts: Sequence[Part]) -> str:
    """Return the parts of one line as text."""
    return "".join(" " * (part.spaced and n > 0) + part.text for n, part in enumerate(parts))


def balanced(widths: Sequence[float], gaps: Sequence[float], count: int) -> list[tuple[int, int]]:
    """Cut parts into at most `count` lines so that the widest is as narrow as can be.

    Args:
        widths: of the parts.
        gaps: the space before each part, when it does not begin a line.
        count: most lines.
    """
    ends = list(accumulate(map(sum, zip(widths, gaps, strict=True)), initial=0.0))

    def width(start: int, end: int) -> float:
        return ends[end] - ends[start] - gaps[start]

    total = len(widths)
    low, high = max(widths, default=0.0), width(0, total) if total else 0.0
    best = [(0, total)]
    for _ in range(24):
        limit = (low + high) / 2
        lines = _filled(width, total, limit)
        if len(lines) <= count:
            best, high = lines, limit
        else:
            low = limit
    return best


def fitted(
    text: str,
    measure: Measure,
    width: float,
    height: float,
    sizes: tuple[float, float],
    most_lines: int,
    line_em: float,
    language: str,
) -> Block:
    """Return the largest setting of a text that a box holds.

    Args:
        text: on one line.
        measure: returns widths at a size of 1.
        width: of the box.
        height: of the box.
        sizes: the smallest and the largest; a text too long at the smallest loses its last words
            to an ellipsis, and a word wider than the box is broken.
        most_lines: more lines than this are not set.
        line_em: height of one line, in em.
        language: of the text, BCP 47, for the places where a word is broken; empty if unknown.
    """
    smallest, largest = sizes
    words = text.split()
    while words:
        block = _largest(words, measure, width, height, sizes, most_lines, line_em, language)
        if block.size >= smallest:
            return block
        words = _shorter(words)
    return Block((), largest)


def right_to_left(text: str) -> bool:
    """Return whether a text is read from the right: its first letter with a direction says so."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def visual_order(texts: Sequence[str], from_right: bool) -> list[int]:
    """Return the indices of the words of one line as they stand, from left to right.

    Whole words are ordered, as by rule L2 of UAX 9; inside a word the renderer does it.
    """
    backwards: list[bool] = []
    for text in texts:
        has_letters = any(unicodedata.bidirectional(c) in ("L", "R", "AL") for c in text)
        before = backwards[-1] if backwards else from_right
        backwards.append(right_to_left(text) if has_letters else before and from_right)
    order = list(range(len(texts)))
    if from_right:
        order.reverse()
    return _runs_turned(order, [backwards[n] != from_right for n in order])


def _runs_turned(order: list[int], turned: Sequence[bool]) -> list[int]:
    """Turn round every run of neighbours that are read against the line's own direction."""
    result: list[int] = []
    run: list[int] = []
    for index, turn in zip(order, turned, strict=True):
        if turn:
            run.insert(0, index)
            continue
        result += [*run, index]
        run = []
    return result + run


def _largest(
    words: Sequence[str],
    measure: Measure,
    width: float,
    height: float,
    sizes: tuple[float, float],
    most_lines: int,
    line_em: float,
    language: str,
) -> Block:
    whole = parts_of(words)
    parts = [piece for part in whole for piece in broken(part, measure, width / sizes[0], language)]
    # A word is broken for a size that can be read, not to make the others larger.
    widths = [measure(part.text) for part in parts]
    space = measure(" ")
    gaps = [space if part.spaced else 0.0 for part in parts]
    best = Block((), 0.0)
    for count in range(1, most_lines + 1):
        lines = tuple(line_text(parts[a:b]) for a, b in balanced(widths, gaps, count))
        widest = max(measure(line) for line in lines)
        size = min(sizes[1], width / widest, height / (line_em * len(lines)))
        if size > best.size * 1.001:
            best = Block(lines, size)
    return best


def _filled(width: Callable[[int, int], float], total: int, limit: float) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = 0
    while start < total:
        end = start + 1
        while end < total and width(start, end + 1) <= limit:
            end += 1
        lines.append((start, end))
        start = end
    return lines


def _cuts(
    costs: Mapping[int, float], count: int, fits: Callable[[int, int], bool]
) -> list[int] | None:
    """Return where to cut into so many parts of about one length; None when not all fit."""
    total = len(costs) + 1
    even = [round(total * n / count) for n in range(1, count)]
    reach = int(CUT_REACH * even[0]) if total <= LONGEST_WORD else 0
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for edge in even:
        near = range(max(1, edge - reach), min(total, edge + reach + 1))
        here = {cut: costs[cut] + 2 * abs(cut - edge) / (reach + 1) for cut in near}
        ways = dict(_ways_on(ways, here, fits))
    ways = dict(_ways_on(ways, {total: 0.0}, fits))
    return ways[total][1] if ways else None


def _ways_on(
    ways: Mapping[int, tuple[float, list[int]]],
    costs: Mapping[int, float],
    fits: Callable[[int, int], bool],
) -> Iterator[tuple[int, tuple[float, list[int]]]]:
    """Yield the cheapest way to each of the next cuts."""
    for cut, cost in costs.items():
        here = [
            (spent + cost, [*way, cut])
            for start, (spent, way) in ways.items()
            if start < cut and fits(start, cut)
        ]
        if here:
            yield cut, min(here)


def _piece(pieces: Sequence[str], start: int, end: int) -> str:
    text = "".join(pieces[start:end])
    return text + "-" * _hyphenated(text, "".join(pieces[end : end + 1]))


def _hyphenated(before: str, after: str) -> bool:
    return bool(after) and is_alphabetic(before[-1]) and is_alphabetic(after[0])


def _breaks_anywhere(character: str) -> bool:
    name = unicodedata.name(character[0], "")
    return name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "THAI"))


def _shorter(words: Sequence[str]) -> list[str]:
    """Take the last word away, or the last letters of the only one, and leave an ellipsis."""
    if len(words) > 1:
        kept = list(words[:-1])
        kept[-1] = kept[-1].rstrip("…,;:.-–— ") + "…"
        return kept
    letters = words[0].rstrip("…")[:-1]
    return [letters + "…"] if letters else []
