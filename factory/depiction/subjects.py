"""Subjects: the things, animals, buildings and weathers that can be drawn, and the words for them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factory.depiction.company import NO_STORY, Story, company, meant
from factory.depiction.depiction import Subject
from factory.depiction.personal_names import has_capitals_of_a_title, is_of_a_name
from factory.depiction.side_words import is_aside, is_compared, is_denied
from factory.depiction.subject_rows import LANGUAGES, rows, set_phrases, subjects
from factory.text.languages import primary_language

CERTAIN, LIKELY, MAYBE = 3.0, 2.0, 1.0
"""Weights of a word: it means nothing else; it usually does; it often means something else."""
THRESHOLD = 2.0
"""What the words of a scene must weigh together for a subject to be shown."""
AROUND = 80
"""Characters before and after a word in which is read whether it is denied, compared with, or aside."""
LONGEST = 4
"""Words of the longest phrase of the lexicon: `estatua de la libertad`."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = {
    "en": (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("es", "e")),
    "de": (
        ("en", ""),
        ("n", ""),
        ("e", ""),
        ("er", ""),
        ("s", ""),
        ("es", ""),
        ("ern", ""),
        ("ns", ""),
    ),
    "es": (("es", ""), ("s", ""), ("ces", "z")),
}
SHORTEST_TAIL = 5
"""Letters that a German word wants at least to be known at the end of a longer one."""


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """A subject with what the scene's words say for it."""

    subject: Subject
    weight: float
    words: tuple[str, ...]
    start: int
    """Where the first of its words stands."""
    unsure: bool = False
    """Whether each of its words often means something else."""
    aside: bool = False
    """Whether all of its words stand beside what their sentences speak of: `behind the dunes`."""


def subjects_in(text: str, language: str, story: Story = NO_STORY) -> list[FoundSubject]:
    """Return the subjects of a text that its words are enough for, the weightiest first.

    Args:
        text: a scene's words, or a title.
        language: theirs.
        story: that the text is of; it, too, says what the text's words mean.
    """
    language = primary_language(language)
    weights: dict[str, float] = {}
    words: dict[str, list[str]] = {}
    starts: dict[str, int] = {}
    main: set[str] = set()
    sure: set[str] = set()
    beside = company(text, language, story)
    titled = has_capitals_of_a_title(text)
    for word, start, end in _phrases(text):
        entry = _entry(word, language)
        name = meant(entry.word, entry.name, beside) if entry else ""
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        if entry is None or not name or is_denied(before, after, language):
            continue
        if is_of_a_name(text[start:end], before, after, language, titled=titled):
            continue
        weight = entry.weight / (2 if is_compared(before) else 1)
        if language != "en" or not is_aside(before, after):
            main.add(name)
        if weight >= LIKELY:
            sure.add(name)
        again = word in words.get(name, [])
        weights[name] = weights.get(name, 0.0) + (weight / 2 if again else weight)
        words.setdefault(name, []).append(word)
        starts.setdefault(name, start)
    found = [
        FoundSubject(
            subjects()[name],
            weight,
            tuple(dict.fromkeys(words[name])),
            starts[name],
            unsure=name not in sure,
            aside=name not in main,
        )
        for name, weight in weights.items()
        if weight >= THRESHOLD
    ]
    return sorted(found, key=lambda one: (-one.weight, one.start))


def in_context(subject: Subject, title: Sequence[Subject]) -> Subject:
    """Return the subject of the title that this one stands for, or itself.

    Args:
        subject: what a scene names: the tower.
        title: what the video's title names: the lighthouse.
    """
    for told in title:
        if subject.name in _also(told.name):
            return told
    return subject


def _also(name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in rows()[name][1].get("also", "").split(",") if part)


def subject_named(
    words: str, language: str, text: str = "", story: Story = NO_STORY
) -> Subject | None:
    """Return the subject that a person asks for by these words; None where there is none.

    Args:
        words: one or a few.
        language: theirs.
        text: the scene that they stand in; it says which of their meanings they have.
        story: that the scene is of; it says so, too.
    """
    language = primary_language(language)
    own = language != "en" and words.lower() in _lexicon().get(language, {})
    if words.lower() in subjects() and not own:
        return subjects()[words.lower()]
    best: _Entry | None = None
    for word, _, _ in _phrases(words):
        entry = _entry(word, language) or _entry(word, "en")
        if entry and (best is None or entry.weight > best.weight):
            best = entry
    name = meant(best.word, best.name, company(text, language, story)) if best else ""
    return subjects()[name] if name else None


def _phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what the lexicon knows as one, of several words, then the single words; with start and end."""
    found = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    place = 0
    while place < len(found):
        word, start, end = found[place]
        count = _phrase_at(text, found, place)
        if count:
            last = found[place + count - 1][2]
            phrase = " ".join(one for one, _, _ in found[place : place + count])
            yield _known_as(phrase), start, last
            place += count
            continue
        yield re.sub(r"['’]s$", "", word), start, end
        if "-" in word and not any(word in words for words in _lexicon().values()):
            at = start
            for part in word.split("-"):
                yield part, at, at + len(part)
                at += len(part) + 1
        place += 1


def _phrase_at(text: str, found: Sequence[tuple[str, int, int]], place: int) -> int:
    """Return of how many words the longest phrase is that begins there; 0: none does."""
    count = 1
    while (
        count < LONGEST
        and place + count < len(found)
        and text[found[place + count - 1][2] : found[place + count][1]].isspace()
    ):
        count += 1
    for many in range(count, 1, -1):
        phrase = _known_as(" ".join(word for word, _, _ in found[place : place + many]))
        last = found[place + many - 1][2]
        if phrase and not (phrase in _before_nouns() and _NAMED.match(text, last)):
            return many
    return 0


def _known_as(phrase: str) -> str:
    """Return the phrase of the lexicon that this is, perhaps in its plural; empty: none."""
    first, _, rest = phrase.partition(" ")
    singular = [f"{first.removesuffix(end)} {rest}" for end in ("s", "es") if first.endswith(end)]
    singular += [phrase.removesuffix(end) for end in ("s", "es") if phrase.endswith(end)]
    return next((one for one in (phrase, *singular) if one in _long()), "")


@cache
def _long() -> frozenset[str]:
    """Return all of several words that the lexicon knows, in any language."""
    return frozenset(word for words in _lexicon().values() for word in words if " " in word)


@cache
def _before_nouns() -> frozenset[str]:
    """Return the set phrases that are one only before a noun without an article: a storm of protest."""
    phrases = (phrase for some in set_phrases().values() for phrase in some)
    return frozenset(phrase.rstrip("~") for phrase in phrases if phrase.endswith("~"))


_NAMED = re.compile(
    r"\s+(?:[\dA-ZÄÖÜ]|(?:the|an?|his|her|its|their|this|that|el|la|los|las|un|una)\b)"
)
"""After a phrase: a name, a year, or a thing with its article: the storm of 1953, the army of Napoleon."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of the lexicon."""

    word: str
    name: str
    """The subject that it means; empty: none, though a word of it does alone."""
    weight: float


def _entry(word: str, language: str) -> _Entry | None:
    """Return what a word means; None where nothing that can be drawn."""
    lexicon = _lexicon().get(language) or _lexicon()["en"]
    found = _looked_up(word, language, lexicon)
    return found if found and found.name else None


def _looked_up(word: str, language: str, lexicon: Mapping[str, _Entry]) -> _Entry | None:
    """Return the entry of a word, of its stem or of its end; one without a name is a set phrase."""
    if word in lexicon:
        return lexicon[word]
    for ending, instead in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)] + instead
            if stem in lexicon:
                return lexicon[stem]
    return _tail(word, lexicon) if language == "de" else None


def _tail(word: str, lexicon: Mapping[str, _Entry]) -> _Entry | None:
    """Return what a German compound is a kind of: a Segelschiff is a Schiff."""
    for cut in range(3, len(word) - SHORTEST_TAIL + 1):
        tail = word[cut:]
        for stem in (tail, tail.removesuffix("en"), tail.removesuffix("e"), tail.removesuffix("s")):
            if len(stem) >= SHORTEST_TAIL and stem in lexicon:
                return lexicon[stem]
    return None


@cache
def _lexicon() -> Mapping[str, Mapping[str, _Entry]]:
    """Return for each language its words."""
    found: dict[str, dict[str, _Entry]] = {
        language: {word.rstrip("~"): _Entry(word.rstrip("~"), "", CERTAIN) for word in words}
        for language, words in set_phrases().items()
    }
    for name, (_, words) in rows().items():
        for language in LANGUAGES:
            for word in words.get(language, "").split():
                weight = CERTAIN - word.count("~")
                plain = word.rstrip("~").replace("_", " ")
                found[language].setdefault(plain, _Entry(plain, name, weight))
    return found
