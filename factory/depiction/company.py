"""Company: what a word means beside others, and beside the years of a story: letters of the post or of a script."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from factory.depiction.dates import years_in
from factory.depiction.subject_rows import rows

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BOUND = re.compile(r"(before|from)(\d+)")
SCENE_ALONE = "(scene)"
"""In a rule: its words count where the scene itself has them, not where title or description do."""
TODAY = frozenset(["today", "now", "nowadays", "heute", "hoy"])


@dataclass(frozen=True, slots=True)
class Story:
    """What a whole video is about, and when: both say what a scene's words mean."""

    about: str = ""
    """Title and description."""
    year: int | None = None
    """The first that title, description or scenes name; negative before our era; None where none does."""

    @classmethod
    def told(cls, title: str, description: str, texts: Sequence[str], language: str) -> "Story":
        """Return what title, description and scenes tell of the whole, in a language, the primary one."""
        years = (year for text in (title, description, *texts) for year in years_in(text, language))
        return cls(f"{title}. {description}", next(years, None))


NO_STORY = Story()
"""Of words that stand alone."""


@dataclass(frozen=True, slots=True)
class Company:
    """What may say what a word means."""

    scene: frozenset[str]
    """The scene's own words."""
    words: frozenset[str]
    """Its words, and those of title and description."""
    year: int | None
    """When it is; negative before our era; None where nobody says."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a word means beside others, or at a time."""

    name: str
    """The subject; empty: nothing that can be drawn."""
    beside: frozenset[str]
    in_scene: bool
    since: int | None
    until: int | None

    def fits(self, company: Company) -> bool:
        """Whether it is meant there; where the year is known, it alone decides a sense that has its time."""
        if company.year is not None and (self.since, self.until) != (None, None):
            begun = self.since is None or company.year >= self.since
            return begun and (self.until is None or company.year < self.until)
        words = company.scene if self.in_scene else company.words
        return not words.isdisjoint(self.beside)


@lru_cache(maxsize=8)  # each number of a scene asks for it
def company(text: str, language: str, story: Story) -> Company:
    """Return what may say what the words of a text mean.

    Args:
        text: of a scene: of several years that it names, the latest says how things look; or what the story is
            about: then its first year does.
        language: its primary one.
        story: that the scene is of; it is then, where the scene names no year and does not speak of today.
    """
    scene = frozenset(match[0].lower() for match in _WORD.finditer(text))
    words = scene.union(match[0].lower() for match in _WORD.finditer(story.about))
    own = years_in(text, language) if text != story.about else []
    if own:
        return Company(scene, words, max(own))
    return Company(scene, words, story.year if TODAY.isdisjoint(scene) else None)


def meant(word: str, name: str, beside: Company) -> str:
    """Return which subject a word means in this company; empty: nothing that can be drawn.

    Args:
        word: as the lexicon has it.
        name: the subject that it means by itself.
        beside: what `company` returned.
    """
    return next(
        (sense.name for sense in _senses().get((name, word), ()) if sense.fits(beside)), name
    )


@cache
def _senses() -> Mapping[tuple[str, str], Sequence[_Sense]]:
    """Return what single words of a subject mean in some company, the first that fits before others."""
    found: dict[tuple[str, str], list[_Sense]] = {}
    for name, (_, row) in rows().items():
        for rule in filter(None, row.get("beside", "").split(";")):
            words, _, sense = rule.partition(">")
            other, _, beside = sense.partition(":")
            bounds = {match[1]: int(match[2]) for match in _BOUND.finditer(beside)}
            others = frozenset(beside.split())
            meaning = _Sense(
                other.strip(),
                others,
                SCENE_ALONE in others,
                bounds.get("from"),
                bounds.get("before"),
            )
            for word in words.split():
                found.setdefault((name, word.replace("_", " ")), []).append(meaning)
    return found
