"""Chapter marks: where each begins, as a description lists them."""

from collections.abc import Sequence

from factory.listing.description_labels import Labels, labels
from factory.listing.plain_text import plain, shortened
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.video_formats.formats import Chapters

MOST_CHAPTER_CHARS = 80


MOST_CHAPTERS = 30
"""Thirty marks of eighty characters take at most half of a description in Latin letters."""


class Chapter(Payload):
    """A chapter mark; `start_seconds` is whole seconds from the start."""

    start_seconds: int
    title: str


def mark_chapters(script: Script, narration: Narration, rules: Chapters) -> tuple[Chapter, ...]:
    """Return the script's chapters in whole seconds, or none where they cannot follow the rules.

    What comes before the first mark is called an introduction; a channel's intro belongs to what
    follows it. A chapter that is too short joins the one before it.
    """
    starts = {span.scene_id: span.start // narration.sample_rate for span in narration.scenes}
    body = int(narration.body_seconds[0])
    marks = [
        Chapter(start_seconds=starts[scene.scene_id], title=shortened(title, MOST_CHAPTER_CHARS))
        for scene in script.scenes
        if scene.chapter and scene.scene_id in starts and (title := plain(scene.chapter))
    ]
    if not rules.wanted or not marks:
        return ()
    if marks[0].start_seconds - body >= rules.min_seconds:
        title = labels(script.language).introduction
        marks.insert(0, Chapter(start_seconds=0, title=title))
    kept = [marks[0].model_copy(update={"start_seconds": 0})]
    for mark in marks[1:]:
        room = mark.start_seconds - kept[-1].start_seconds
        if min(room, int(narration.seconds) - mark.start_seconds) >= rules.min_seconds:
            kept.append(mark)
    return tuple(kept[:MOST_CHAPTERS]) if len(kept) >= rules.min_count else ()


def chapter_block(chapters: Sequence[Chapter], words: Labels) -> str:
    """Return the chapters as a description shows them, one a line; empty where there are none."""
    lines = [f"{clock(chapter.start_seconds)} {chapter.title}" for chapter in chapters]
    return "\n".join([f"{words.chapters}:", *lines]) if lines else ""


def clock(seconds: int) -> str:
    """Return `00:00`, or `1:00:00` from one hour on, as players read chapter marks."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes:02d}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
