"""Subjects: the things, animals, buildings and weathers that can be drawn, and the words for them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factory.depiction.depiction import Footing, Subject
from factory.documents.shipped import parsed
from factory.text.languages import primary_language

CERTAIN, LIKELY, MAYBE = 3.0, 2.0, 1.0
"""Weights of a word: it means nothing else; it usually does; it often means something else."""
THRESHOLD = 2.0
"""What the words of a scene must weigh together for a subject to be shown."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_YEAR = re.compile(r"\b(1[0-9]|20)[0-9]{2}\b")
_LIKENED = re.compile(
    r"\b(?:as \w+ as|like|so \w+ wie|tan \w+ como)(?: (?:an?|the|eine?|ein|einem|der|die|das|una?|el|la))?\s+$",
    re.IGNORECASE,
)
"""Before what a scene only compares something with: boulders as large as cars."""
LEXICON = ("scenery", "machines", "places", "animals", "food", "trade", "people", "tools", "sport")
"""Files of the lexicon; of two rows with one word the earlier has it."""
FOOTINGS: Mapping[str, Footing] = {
    "scenery": "land",
    "machines": "plain",
    "places": "land",
    "animals": "land",
    "food": "table",
    "trade": "table",
    "people": "plain",
    "tools": "table",
    "sport": "plain",
}
"""What the things of each file stand on, where their row does not say."""
IN_COMPANY = frozenset({"animals"})
"""Files of things behind which others of their kind may be seen."""
_LANGUAGES = ("en", "de", "es")
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


def subjects_in(text: str, language: str, about: str = "") -> list[FoundSubject]:
    """Return the subjects of a text that its words are enough for, the weightiest first.

    Args:
        text: a scene's words, or a title.
        language: theirs.
        about: what the whole is about; its words, too, say what the text's words mean.
    """
    language = primary_language(language)
    weights: dict[str, float] = {}
    words: dict[str, list[str]] = {}
    starts: dict[str, int] = {}
    beside = _company(f"{text} {about}")
    for word, start in _phrases(text):
        entry = _entry(word, language)
        if entry is None:
            continue
        name, weight = _meant(entry, beside), entry.weight
        if _LIKENED.search(text[:start]):
            weight /= 2
        again = word in words.get(name, [])
        weights[name] = weights.get(name, 0.0) + (weight / 2 if again else weight)
        words.setdefault(name, []).append(word)
        starts.setdefault(name, start)
    found = [
        FoundSubject(subjects()[name], weight, tuple(dict.fromkeys(words[name])), starts[name])
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
    return frozenset(part.strip() for part in _table()[name][1].get("also", "").split(",") if part)


def _company(text: str) -> frozenset[str]:
    """Return the words that may say what others mean, and of each year its century: `1900s`."""
    words = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset([*words, *(f"{match[1]}00s" for match in _YEAR.finditer(text))])


def _meant(entry: "_Entry", beside: frozenset[str]) -> str:
    """Return which subject a word means in this company: letters, of the post or of a script.

    Args:
        entry: the word, and the subject that it means by itself.
        beside: all words of the scene, and the centuries of its years.
    """
    sense = _senses().get((entry.name, entry.word))
    return sense.name if sense and not beside.isdisjoint(sense.beside) else entry.name


def subject_named(words: str, language: str, text: str = "") -> Subject | None:
    """Return the subject that a person asks for by these words; None where there is none.

    Args:
        words: one or a few.
        language: theirs.
        text: the scene that they stand in; it says which of their meanings they have.
    """
    if words.lower() in subjects():
        return subjects()[words.lower()]
    best: _Entry | None = None
    for word, _ in _phrases(words):
        entry = _entry(word, primary_language(language)) or _entry(word, "en")
        if entry and (best is None or entry.weight > best.weight):
            best = entry
    if best is None:
        return None
    return subjects()[_meant(best, _company(text))]


def _phrases(text: str) -> Iterator[tuple[str, int]]:
    """Yield pairs of words that the lexicon knows as one, then the single words."""
    found = [(match[0].lower(), match.start()) for match in _WORD.finditer(text)]
    place = 0
    while place < len(found):
        word, start = found[place]
        if place + 1 < len(found):
            pair = f"{word} {found[place + 1][0]}"
            if any(pair in words for words in _lexicon().values()):
                yield pair, start
                place += 2
                continue
        yield re.sub(r"['’]s$", "", word), start
        for part in word.split("-") if "-" in word else ():
            yield part, start
        place += 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of the lexicon."""

    word: str
    name: str
    """The subject that it means; empty: none, though a word of it does alone."""
    weight: float


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a word means beside others."""

    name: str
    beside: frozenset[str]


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
def subjects() -> Mapping[str, Subject]:
    """Return every subject by its name."""
    return {name: subject for name, (subject, _) in _table().items()}


@cache
def _lexicon() -> Mapping[str, Mapping[str, _Entry]]:
    """Return for each language its words."""
    found: dict[str, dict[str, _Entry]] = {
        language: {word: _Entry(word, "", CERTAIN) for word in words}
        for language, words in _set_phrases().items()
    }
    for name, (_, words) in _table().items():
        for language in _LANGUAGES:
            for word in words.get(language, "").split():
                weight = CERTAIN - word.count("~")
                plain = word.rstrip("~").replace("_", " ")
                found[language].setdefault(plain, _Entry(plain, name, weight))
    return found


def _set_phrases() -> Mapping[str, Sequence[str]]:
    """Return for each language the phrases that name nothing, though a word of theirs does alone."""
    text = (files("factory.depiction") / "lexicon" / "set_phrases.yaml").read_text(encoding="utf-8")
    rows = parsed(text)
    return {
        language: [phrase.replace("_", " ") for phrase in rows[language].split()]
        for language in _LANGUAGES
    }


@cache
def _senses() -> Mapping[tuple[str, str], _Sense]:
    """Return what single words of a subject mean in some company."""
    found: dict[tuple[str, str], _Sense] = {}
    for name, (_, row) in _table().items():
        words, _, sense = row.get("beside", "").partition(">")
        other, _, beside = sense.partition(":")
        for word in words.split():
            found[name, word] = _Sense(other.strip(), frozenset(beside.split()))
    return found


@cache
def _table() -> Mapping[str, tuple[Subject, Mapping[str, str]]]:
    folder = files("factory.depiction") / "lexicon"
    found: dict[str, tuple[Subject, Mapping[str, str]]] = {}
    for part in LEXICON:
        rows = parsed((folder / f"{part}.yaml").read_text(encoding="utf-8"))
        for name, row in rows.items():
            told = {
                "name": name,
                "draw": row.get("draw", ""),
                "scenery": row.get("scenery", "").split(),
                "footing": row.get("stands", FOOTINGS[part]),
                "again": row.get("again", "").split(),
            }
            told["single"] = part not in IN_COMPANY
            found[name] = (Subject.model_validate(told), row)
    return found
