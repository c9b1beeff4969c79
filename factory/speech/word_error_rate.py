"""Word error rate: what a recogniser wrote down of a narration, compared with what should be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factory.records import Provider
from factory.speech.recognition import Misheard, Recognition
from factory.speech.word_folding import folded

MOST_JOINED = 4
"""Words that are one word in the other text: `sea wall` and `seawall`, `A M` and `am`."""
MOST_OF_A_NAME = 3
"""Words that a name may be written down as: `Rub your Knuda`."""
NAME_COST = 0.01
"""Of a name that was heard otherwise, for each word: next to nothing, but dearer than the name itself."""
MOST_KEPT = 50
"""Words that are kept as not heard; those of the sentences with most of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences that were listened to in one piece."""

    sentences: Sequence[tuple[str, str]]
    """Each as (its ID, what the voice was given to say)."""
    text: str
    """What the recogniser wrote down of all of them."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sentence: int
    name: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of the cheapest way: so many words said, so many heard, and how many are errors."""

    said: int
    heard: int
    errors: int
    cost: float


def recognition_of(told: Sequence[Told], names: frozenset[str], provider: Provider) -> Recognition:
    """Compare what was heard with what was to be said.

    Args:
        told: piece by piece.
        names: folded words that nobody can be expected to spell.
        provider: who listened.
    """
    words = errors = sentences = 0
    worst: list[tuple[float, tuple[Misheard, ...]]] = []
    for piece in told:
        said = [
            _Word(word, number, word in names)
            for number, (_, text) in enumerate(piece.sentences)
            for word in folded(text)
        ]
        found = _compared(said, folded(piece.text), [name for name, _ in piece.sentences])
        words += len(said)
        errors += sum(count for _, count in found)
        sentences += len(piece.sentences)
        for number, (name, _) in enumerate(piece.sentences):
            own = [(one, count) for one, count in found if one.sentence_id == name]
            length = sum(word.sentence == number for word in said)
            share = sum(count for _, count in own) / max(1, length)
            worst.append((-share, tuple(one for one, _ in own)))
    kept = [one for _, own in sorted(worst, key=lambda pair: pair[0]) for one in own]
    return Recognition(
        words=words,
        errors=errors,
        sentences=sentences,
        misheard=tuple(kept[:MOST_KEPT]),
        provider=provider,
    )


def names_in(texts: Sequence[str], pronounced: Mapping[str, str]) -> frozenset[str]:
    """Return the folded words that are names: capitals within a sentence, and what `pronounce` says.

    Args:
        texts: sentences as they are written; one mostly in capitals tells nothing of names.
        pronounced: names, and letters that sound like them.
    """
    found = {
        word
        for text in texts
        for words in [text.split()]
        if sum(word[:1].isupper() for word in words) * 2 <= len(words)
        for word in words[1:]
        if word.lstrip("\"'“‘(«")[:1].isupper() and len(word.strip(".,;:!?\"'”’)")) > 1
    }
    return frozenset(
        word for text in (*found, *pronounced, *pronounced.values()) for word in folded(text)
    )


def _compared(
    said: Sequence[_Word], heard: Sequence[str], names: Sequence[str]
) -> list[tuple[Misheard, int]]:
    """Return what was heard otherwise, runs of words together, each with how many errors it is."""
    rows: list[tuple[int, str, str, int]] = []
    at = to = 0
    for step in _cheapest(said, heard):
        sentence = said[min(at, len(said) - 1)].sentence if said else 0
        words = " ".join(word.text for word in said[at : at + step.said])
        rows.append((sentence, words, " ".join(heard[to : to + step.heard]), step.errors))
        at, to = at + step.said, to + step.heard
    found: list[tuple[Misheard, int]] = []
    for (sentence, wrong), run in groupby(rows, key=lambda row: (row[0], row[3] > 0)):
        if wrong:
            parts = list(run)
            one = Misheard(
                sentence_id=names[sentence],
                said=" ".join(part[1] for part in parts if part[1]),
                heard=" ".join(part[2] for part in parts if part[2]),
            )
            found.append((one, sum(part[3] for part in parts)))
    return found


def _cheapest(said: Sequence[_Word], heard: Sequence[str]) -> list[_Step]:
    """Return the way through both texts with the fewest errors (Levenshtein 1966), in order."""
    infinite = float("inf")
    best = [[infinite] * (len(heard) + 1) for _ in range(len(said) + 1)]
    came: list[list[_Step | None]] = [[None] * (len(heard) + 1) for _ in range(len(said) + 1)]
    best[0][0] = 0.0
    for at in range(len(said) + 1):
        for to in range(len(heard) + 1):
            here = best[at][to]
            for step in _steps(said, heard, at, to):
                total = here + step.cost
                if total < best[at + step.said][to + step.heard]:
                    best[at + step.said][to + step.heard] = total
                    came[at + step.said][to + step.heard] = step
    steps: list[_Step] = []
    at, to = len(said), len(heard)
    while step := came[at][to]:
        steps.append(step)
        at, to = at - step.said, to - step.heard
    return steps[::-1]


def _steps(said: Sequence[_Word], heard: Sequence[str], at: int, to: int) -> list[_Step]:
    """Return what may come next at a place in both texts."""
    steps: list[_Step] = []
    if at < len(said):
        word = said[at]
        steps.append(_Step(1, 0, 1, 1.0))
        if to < len(heard):
            alike = word.text == heard[to]
            steps.append(_Step(1, 1, 0, 0.0) if alike else _Step(1, 1, 1, 1.0))
            steps += _joined(said, heard, at, to)
        if word.name:
            most = min(MOST_OF_A_NAME, len(heard) - to)
            steps += [_Step(1, n, 0, NAME_COST * (1 + abs(n - 1))) for n in range(most + 1)]
    if to < len(heard):
        steps.append(_Step(0, 1, 1, 1.0))
    return steps


def _joined(said: Sequence[_Word], heard: Sequence[str], at: int, to: int) -> list[_Step]:
    """Return where one word of a text is several of the other, written together."""
    steps: list[_Step] = []
    for count in range(2, MOST_JOINED + 1):
        if "".join(heard[to : to + count]) == said[at].text:
            steps.append(_Step(1, min(count, len(heard) - to), 0, 0.0))
        if "".join(word.text for word in said[at : at + count]) == heard[to]:
            steps.append(_Step(min(count, len(said) - at), 1, 0, 0.0))
    return steps
