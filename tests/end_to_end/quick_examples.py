"""Examples in a fraction of the time: small pictures, and of what lasts long every chapter's beginning.

Nothing else differs: every stage, rule and check is the real one, and holds what is made to a
format that is as much shorter as the words are.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from factory.documents.durations import as_written, seconds_of
from factory.records import Payload
from factory.video_formats.formats import Format, Picture, WordRange, formats

LONGER_SIDE = 640
FPS = 10
SHARE = 0.1
"""Of a long format's length and words."""
LONG_SECONDS = 120
"""A format whose shortest video lasts longer is shortened."""

Part = TypeVar("Part", bound=Payload)
LENGTH = re.compile(r"(?m)^length: *(.+)$")
SENTENCE_END = re.compile(r"(?<=[.!?]) +|\n+")


@contextmanager
def quick_formats() -> Iterator[None]:
    """Give every format of this process a small picture of the same shape, and long ones less length."""
    before = dict(formats())
    try:
        formats().update({name: quick(profile) for name, profile in before.items()})
        yield
    finally:
        formats().update(before)


def quick(profile: Format) -> Format:
    """Return the same format, smaller, and shorter where it is long."""
    changes: dict[str, object] = {"picture": _small(profile.picture)}
    if is_long(profile):
        words, alone = profile.words, profile.sound.alone
        changes |= {
            "length": _less(profile.length, "min_seconds", "asked_seconds"),
            "words": WordRange(min=round(words.min * SHARE), max=round(words.max * SHARE)),
            "loop": profile.loop and _less(profile.loop, "dark_after_seconds"),
        }
        if alone:
            shorter = _less(alone, "swell_seconds", "fade_out_seconds")
            changes["sound"] = profile.sound.model_copy(update={"alone": shorter})
    return profile.model_copy(update=changes)


def _less(part: Part, *names: str) -> Part:
    """Return a part of a format with the share of these lengths, where it says them."""
    lengths = {name: getattr(part, name) for name in names}
    return part.model_copy(update={name: s and s * SHARE for name, s in lengths.items()})


def is_long(profile: Format) -> bool:
    """Whether videos of this format are made shorter."""
    return profile.length.min_seconds > LONG_SECONDS


def shortened(brief: str) -> str:
    """Return the text of a brief file with each chapter's first sentences, and as much less length."""
    front, body = re.split(r"(?m)^---$", brief, maxsplit=2)[1:]
    front = LENGTH.sub(lambda found: f"length: {_share_of(found[1])}", front)
    chapters = re.split(r"(?m)^(?=## )", body)
    return f"---{front}---\n" + "\n".join(_beginning(chapter) for chapter in chapters)


def short_copy(brief: Path, folder: Path) -> Path:
    """Return the brief's file, or a shortened one of the same name in a folder, where it is long."""
    text = brief.read_text(encoding="utf-8")
    if len(text.split()) < min(one.words.min for one in formats().values() if is_long(one)):
        return brief
    short = folder / brief.name
    short.write_text(shortened(text), encoding="utf-8")
    return short


def _share_of(length: str) -> str:
    seconds = seconds_of(length)
    assert seconds is not None, length
    return as_written(round(seconds * SHARE))


def _beginning(chapter: str) -> str:
    """Return a chapter's heading and its first sentences, up to the share of its words."""
    heading, text = "", chapter.strip()
    if text.startswith("## "):
        heading, _, text = text.partition("\n")
    room, kept = len(text.split()) * SHARE, list[str]()
    for sentence in filter(None, SENTENCE_END.split(text.strip())):
        if sum(len(one.split()) for one in kept) >= room:
            break
        kept.append(sentence)
    return f"{heading}\n\n{' '.join(kept)}\n"


def _small(picture: Picture) -> Picture:
    share = min(1.0, LONGER_SIDE / max(picture.width, picture.height))
    even = [round(side * share / 2) * 2 for side in (picture.width, picture.height)]
    return Picture(width=even[0], height=even[1], fps=min(FPS, picture.fps))
