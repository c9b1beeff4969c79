"""Phrases: where a run of words may be cut so that each piece reads as one thought."""

from collections.abc import Callable, Sequence

from factory.text.function_words import CONJUNCTIONS, LEANING, PREPOSITIONS
from factory.text.unspaced import joined

CLAUSE_ENDS = "!?…;:—–。！？；："
PAUSES = ",、，،"
OPENERS = "\"'“‘„«([¿¡「『（《【〈"
CLOSERS = "\"'”’“»)]」』）》】〉"


def seam(before: str, after: str) -> float:
    """Return how bad a cut between two words is: 0 at the end of a clause, above 5 unnatural."""
    if not _plain(after):
        return 20.0  # a dash or a sign standing alone belongs to what came before it
    bare = before.rstrip(CLOSERS)
    ending = bare[-1:]
    # A dot within a sentence ends a clause only inside a quotation: else it is an abbreviation's.
    if ending and (ending in CLAUSE_ENDS or ending == "." and bare != before):
        return 0.0
    if ending and ending in PAUSES:
        return 0.5
    if _plain(before) in LEANING or _plain(before) in CONJUNCTIONS:
        return 7.0
    if _plain(after) in CONJUNCTIONS or after[0] in OPENERS:
        return 1.5
    if _plain(before).isdecimal() or _is_name(before) and _is_name(after):
        return 5.0
    return 2.0 if _plain(after) in PREPOSITIONS else 3.0


def cheapest_runs(
    count: int, longest: int, cost: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Cut 0..count into runs (start, end) of 1..longest with the least total cost.

    Args:
        count: how many things there are.
        longest: most things in one run.
        cost: of the run from start to end (excluded); a single thing's must be finite.
    """
    best = [0.0] + [float("inf")] * count
    origin = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - longest), end):
            total = best[start] + cost(start, end)
            if total < best[end]:
                best[end], origin[end] = total, start
    runs: list[tuple[int, int]] = []
    end = count
    while end:
        runs.append((origin[end], end))
        end = origin[end]
    return runs[::-1]


def two_lines(words: Sequence[str], max_chars: int, glued: Sequence[bool] = ()) -> tuple[str, ...]:
    """Set words in one line if they fit it, else in two, cut where it reads best.

    A line is longer than `max_chars` only when no cut into two fits. `glued` says of each word whether
    no space stands before it; of none where it is empty.
    """
    whole = joined(words, glued)
    if len(whole) <= max_chars or len(words) < 2:
        return (whole,)

    def badness(cut: int) -> float:
        first, second = len(joined(words[:cut], glued[:cut])), len(joined(words[cut:], glued[cut:]))
        over = max(0, first - max_chars) + max(0, second - max_chars)
        return over * 100 + abs(first - second) / max_chars * 6 + seam(words[cut - 1], words[cut])

    cut = min(range(1, len(words)), key=badness)
    return (joined(words[:cut], glued[:cut]), joined(words[cut:], glued[cut:]))


def _plain(word: str) -> str:
    """Return the word's letters and digits, small."""
    return "".join(c for c in word.casefold() if c.isalnum())


def _is_name(word: str) -> bool:
    return word[:1].isupper()
