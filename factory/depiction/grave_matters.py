"""Grave matters: suicide, murder, the camps: no drawing of a thing is shown beside what tells of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from factory.depiction.depiction import NOTHING_TO_SHOW, Depiction
from factory.depiction.depiction_scores import ASKED, Candidate
from factory.documents.shipped import parsed

NO_MATTER = re.compile(r"\bmurders? of crows\b", re.IGNORECASE)


def grave_word(text: str, language: str, about: str = "") -> str:
    """Return the word by which a scene speaks of a grave matter, lower case; empty: it does not.

    Args:
        text: of the scene.
        language: its primary one; where nothing is known of it, the English words count.
        about: title and description; where they speak of the gravest, each scene does.
    """
    scene, story = _patterns().get(language) or _patterns()["en"]
    found = scene.search(NO_MATTER.sub("", text)) or story.search(text) or story.search(about)
    return found[0].lower() if found else ""


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return by language what a scene speaks of, and what a story does."""
    file = files("factory.depiction") / "lexicon" / "grave_matters.yaml"
    rows = parsed(file.read_text(encoding="utf-8"))
    return {
        language: (_pattern(rows["scene"][language]), _pattern(rows["story"][language]))
        for language in rows["scene"]
    }


def without_things(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return what may be shown beside a grave matter: what the brief asks for, and maps and dates without things."""
    return [
        one
        if one.score >= ASKED
        else replace(one, depiction=one.depiction.model_copy(update={"subject": None}))
        for one in candidates
        if one.score >= ASKED or one.depiction.kind in {"map", "timeline"}
    ]


def nothing_of(grave: str) -> Depiction:
    """Return what a scene shows that speaks of a grave matter by this word and names no place and no date."""
    reason = f"nothing to show: of {grave!r} no drawing is made; a `show:` line may ask for one"
    return NOTHING_TO_SHOW.model_copy(update={"reason": reason})


def _pattern(words: str) -> re.Pattern[str]:
    parts = (
        re.escape(word.rstrip("*")).replace("_", r"\s+") + (r"\w*" if word.endswith("*") else "")
        for word in words.split()
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
