"""Quality: what can be known of a script without asking anybody."""

import re
from collections.abc import Iterator, Sequence

from factory.text.forbidden_words import folded, forbidden_in
from factory.text.languages import count_words, primary_language

REPEATED_WORDS = 8
"""So many words in a row, said twice, are heard as a repetition."""
HARDEST_GRADE = 14.0
"""Flesch-Kincaid grade above which a text is hard to follow by ear; 12 is a newspaper."""
LONGEST_SENTENCE_WORDS = 60
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|(?<=[。！？])")
VOWELS = re.compile(r"[aeiouy]+")

Script = Sequence[Sequence[str]]
"""The paragraphs of every section."""


def problems_of(script: Script, language: str, forbidden: Sequence[str]) -> list[list[str]]:
    """Return what must change in each section, in words for whoever writes it again."""
    seen: dict[tuple[str, ...], int] = {}
    found: list[list[str]] = []
    for number, section in enumerate(script, start=1):
        text = "\n\n".join(section)
        found.append(
            [
                *(f"the word {word!r} must not occur" for word in forbidden_in(text, forbidden)),
                *_repetitions(text, number, seen),
                *_hard_to_follow(text, language),
            ]
        )
    return found


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text (Kincaid et al., 1975).

    0.39 words a sentence + 11.8 syllables a word - 15.59; syllables are runs of vowels.
    """
    words = re.findall(r"[a-z']+", text.lower())
    said = len(_sentences(text))
    if not words:
        return 0.0
    syllables = sum(max(1, len(VOWELS.findall(word.removesuffix("e")))) for word in words)
    return 0.39 * len(words) / said + 11.8 * syllables / len(words) - 15.59


def _repetitions(text: str, section: int, seen: dict[tuple[str, ...], int]) -> Iterator[str]:
    """Yield each run of words that was said before, here or in an earlier section; remember all."""
    words = re.findall(r"[\w'’]+", folded(text))
    free_from = 0  # where the last repetition that was told ends
    for at in range(len(words) - REPEATED_WORDS + 1):
        run = tuple(words[at : at + REPEATED_WORDS])
        if run not in seen:
            seen[run] = section
        elif at >= free_from:
            free_from = at + REPEATED_WORDS
            yield f"repeats {' '.join(run)!r} from section {seen[run]}; say it once only"


def _hard_to_follow(text: str, language: str) -> Iterator[str]:
    if primary_language(language) == "en" and (found := grade(text)) > HARDEST_GRADE:
        yield f"is hard to follow by ear (grade {found:.0f}); use shorter words and sentences"
    longest = max(map(count_words, _sentences(text)))
    if longest > LONGEST_SENTENCE_WORDS:
        yield f"has a sentence of {longest} words; divide it"


def _sentences(text: str) -> list[str]:
    """Return the sentences, at least one; good enough to count them."""
    return [part for part in SENTENCE_END.split(text) if part.strip()] or [text]
