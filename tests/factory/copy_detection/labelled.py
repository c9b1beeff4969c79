"""Labelled videos: stories that differ, and copies of one template; each with its likeness record."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from factory.copy_detection.likeness_record import LikenessRecord
from factory.copy_detection.sentence_sketches import packed, passages
from factory.text.sentences import sentences

FILE = Path(__file__).with_name("labelled.yaml")
WORDS_A_SECOND = 2.6
WHOLLY_REWORDED = "stories told anew in other sentences"


@dataclass(frozen=True)
class Pair:
    """Two videos, and whether the second is a copy of the first by whoever wrote them."""

    kind: str
    first: LikenessRecord
    second: LikenessRecord
    copies: bool


def signed(
    video_id: str,
    title: str,
    texts: list[str],
    language: str = "en",
    look: str = "",
    **changes: Any,
) -> LikenessRecord:
    """Return the likeness record of a text: two sentences a scene, each with a picture of its own.

    Args:
        look: videos of one look show the same pictures.
    """
    said = passages(texts, language)
    words = [one.words for one in said]
    facts: dict[str, Any] = {
        "video_id": video_id,
        "tenant": "default",
        "channel": "archive",
        "family": video_id,
        "language": language,
        "title": title,
        "made_of": sha256(repr((title, texts)).encode()).hexdigest(),
        "sketches": packed(one.sketch for one in said),
        "words": tuple(words),
        "scene_seconds": tuple(
            round(sum(words[n : n + 2]) / WORDS_A_SECOND, 1) for n in range(0, len(words), 2)
        ),
        "pictures": tuple(
            sha256(f"{look or video_id} {n}".encode()).hexdigest()
            for n in range(-(-len(words) // 2))
        ),
        "music": "rain",
    }
    return LikenessRecord(**{**facts, **changes})


def _texts(text: str, language: str = "en") -> list[str]:
    return sentences(text, language, 200)


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def story(number: int) -> tuple[str, str]:
    """Return title and words of one story of the series, enough for a Short; each once in 22."""
    data = _data()
    one = data["stories"][number % len(data["stories"])]
    return one["title"], f"{data['opening']} {one['text']}"


@cache
def stories(framed: bool = False) -> tuple[LikenessRecord, ...]:
    """Return the series: every story its own; `framed`: with the same first and last sentence."""
    data = _data()
    around = ([data["opening"]], [data["closing"]]) if framed else ([], [])
    return tuple(
        signed(
            f"story-{n}{'-framed' if framed else ''}",
            one["title"],
            [*around[0], *_texts(one["text"]), *around[1]],
        )
        for n, one in enumerate(data["stories"])
    )


@cache
def templates() -> dict[str, tuple[LikenessRecord, ...]]:
    """Return the copies of each template, whose pictures are nevertheless all different."""
    return {
        one["form"]: tuple(
            signed(
                f"{one['form']}-{n}",
                one["title"].format(**fill),
                _texts(one["text"].format(**fill), one.get("language", "en")),
                one.get("language", "en"),
            )
            for n, fill in enumerate(one["fills"])
        )
        for one in _data()["templates"]
    }


@cache
def translated() -> tuple[LikenessRecord, ...]:
    """Return stories in other languages than the series."""
    return tuple(
        signed(f"other-{n}", one["title"], _texts(one["text"], one["language"]), one["language"])
        for n, one in enumerate(_data()["other_languages"])
    )


def _longer(copy: LikenessRecord, story: LikenessRecord) -> LikenessRecord:
    """Return a copy that goes on with somebody else's story: half of it is new."""
    kept = len(story.words) // 2
    more = story.sentences[:kept]
    return copy.model_copy(
        update={
            "video_id": f"{copy.video_id}-longer",
            "sketches": packed([*copy.sentences, *more]),
            "words": (*copy.words, *story.words[:kept]),
        }
    )


def pairs() -> list[Pair]:
    """Return every labelled pair."""
    found: list[Pair] = []
    for framed in (False, True):
        kind = "series, same opening and closing" if framed else "series"
        found += [Pair(kind, a, b, False) for a, b in combinations(stories(framed), 2)]
    one_look = [
        s.model_copy(update={"pictures": (*s.pictures, *stories()[0].pictures[:1])})
        for s in stories()
    ]
    found += [Pair("series, one picture in all", a, b, False) for a, b in combinations(one_look, 2)]
    copies = list(templates().values())
    for form in copies:
        found += [Pair("copies of a template", a, b, True) for a, b in combinations(form, 2)]
        found += [
            Pair("longer copies", a, _longer(b, stories()[n]), True)
            for n, (a, b) in enumerate(combinations(form, 2))
        ]
    for one, other in combinations(copies, 2):
        found += [Pair("different templates", a, b, False) for a in one for b in other]
    found += [
        Pair("story and template", a, b, False) for a in stories() for form in copies for b in form
    ]
    titled = {one.title: one for one in stories()}
    for key, kind in (
        ("reworded_lightly", "stories with some words changed"),
        ("reworded_wholly", WHOLLY_REWORDED),
    ):
        for n, one in enumerate(_data()[key]):
            again = signed(f"{key}-{n}", one["title"], _texts(one["text"]))
            found.append(Pair(kind, titled[one["of"]], again, True))
    by_language: dict[str, list[LikenessRecord]] = {}
    for one in translated():
        by_language.setdefault(one.language, []).append(one)
    found += [
        Pair("series in other languages", a, b, False)
        for every in by_language.values()
        for a, b in combinations(every, 2)
    ]
    return found
