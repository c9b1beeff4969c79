"""Scenes: sentences grouped into beats of one picture each.

Grouping is local. A paragraph is divided by its own sentences alone, so that editing one of
them leaves the scenes of every other paragraph as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from factory.brief.brief import AcceptedBrief
from factory.brief.chapters import ChapterText, chapters_of
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.pictures.prompts import picture_prompt
from factory.records import Provider
from factory.script.script import Scene, Script, Sentence
from factory.script.silent_scenes import write_takes
from factory.text.languages import count_words
from factory.text.sentences import sentences
from factory.video_formats.formats import Format, SceneLength

WORDS = Provider(
    role="words",
    name="brief",
    licence="the author's own words, as handed in",
    default=True,
    synthetic=False,
)
STEP_SECONDS = 0.5  # lengths are weighed in these steps, so that one word more rarely regroups
TOO_SHORT, TOO_LONG = 30.0, 30.0  # per second missing or over, against (seconds off the middle)^2


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence with its estimated length."""

    text: str
    spoken: str
    seconds: float
    asked: str = ""
    """What the brief asks to be shown from here on; only a paragraph's first sentence has it."""


def write_script(
    accepted: AcceptedBrief,
    profile: Format,
    created_at: datetime,
    spoken: Callable[[str, str], str],
    version: int = 1,
    provider: Provider = WORDS,
) -> Script:
    """Return the brief's own words as a script; the same words always give the same script.

    Args:
        accepted: the brief.
        profile: its format: pace and length of scenes.
        created_at: written into the script.
        spoken: turns (text, language) into what a voice is given to say.
        version: the brief's revision.
        provider: whose words the brief's are.

    Raises:
        BadInput: the brief holds no sentence.
    """
    if profile.takes:
        return write_takes(accepted, profile.takes, created_at, provider, version)
    brief = accepted.brief
    pace = profile.speech.words_per_minute * accepted.voice.speed
    max_words = pace / 60 * profile.scene.max_seconds

    def line(text: str, asked: str) -> _Line:
        said = spoken(text, brief.language)
        return _Line(text, said, count_words(said) / pace * 60, asked)

    groups: list[tuple[str | None, list[_Line]]] = []
    for chapter in chapters_of(brief.words):
        blocks = [
            [
                line(text, "" if place else asked)
                for place, text in enumerate(sentences(paragraph, brief.language, max_words))
            ]
            for paragraph, asked in zip(chapter.paragraphs, chapter.asked, strict=True)
        ]
        for number, group in enumerate(_grouped(blocks, profile.scene)):
            groups.append((_mark(chapter, profile) if number == 0 else None, group))
    if not groups:
        raise BadInput(f"brief {shown(brief.title)} has no sentence; wanted words to be spoken")
    return Script(
        script_id=f"{accepted.video_id}-script-{version}",
        idea_id=None,
        video_id=accepted.video_id,
        language=brief.language,
        title=brief.title,
        scenes=tuple(
            _scene(number, len(groups), group, mark, accepted)
            for number, (mark, group) in enumerate(groups, start=1)
        ),
        version=version,
        created_at=created_at,
        provider=provider,
    )


def _mark(chapter: ChapterText, profile: Format) -> str | None:
    """Return the chapter's title where the format shows chapters."""
    return chapter.title if profile.chapters.wanted else None


def _scene(
    number: int, count: int, group: Sequence[_Line], mark: str | None, accepted: AcceptedBrief
) -> Scene:
    beat: Literal["hook", "body", "close"] = "body"
    if number == 1:
        beat = "hook"
    elif number == count:
        beat = "close"
    scene_id = f"s{number:03}"
    brief = accepted.brief
    asked = next((line.asked for line in group if line.asked), "")
    return Scene(
        scene_id=scene_id,
        beat=beat,
        duration_sec=round(sum(line.seconds for line in group), 2),
        asset_needs=("image",),
        sentences=tuple(
            Sentence(sentence_id=f"{scene_id}-{place}", text=line.text, spoken=line.spoken)
            for place, line in enumerate(group, start=1)
        ),
        picture_prompt=asked
        or picture_prompt(
            " ".join(line.text for line in group), brief.title, brief.description, brief.language
        ),
        asked=asked or None,
        chapter=mark,
    )


def _grouped(paragraphs: list[list[_Line]], scene: SceneLength) -> Iterator[list[_Line]]:
    """Yield the scenes of one chapter."""
    for block in _long_enough(paragraphs, scene.min_seconds):
        yield from _divided(block, scene)


def _long_enough(paragraphs: list[list[_Line]], min_seconds: float) -> list[list[_Line]]:
    """Join each paragraph that is too short for a scene to the next one, the last to the one before.

    Paragraphs for which different pictures are asked stay apart, however short.
    """
    blocks: list[list[_Line]] = []
    waiting: list[_Line] = []
    for paragraph in paragraphs:
        if waiting and _differ(waiting, paragraph):
            blocks.append(waiting)
            waiting = []
        waiting = waiting + paragraph
        if _seconds(waiting) >= min_seconds:
            blocks.append(waiting)
            waiting = []
    if waiting and blocks and not _differ(blocks[-1], waiting):
        blocks[-1] = blocks[-1] + waiting
    elif waiting:
        blocks.append(waiting)
    return blocks


def _differ(before: Sequence[_Line], after: Sequence[_Line]) -> bool:
    """Tell whether the second asks for a picture of its own."""
    return bool(after[0].asked) and after[0].asked != before[0].asked


def _divided(block: list[_Line], scene: SceneLength) -> Iterator[list[_Line]]:
    """Yield the block in consecutive groups whose lengths lie best between the scene's limits.

    Dynamic programming over the places where a group may end: `best[n]` is the least cost of the
    first n sentences and where their last group begins.
    """
    steps = [round(line.seconds / STEP_SECONDS) * STEP_SECONDS for line in block]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(block) + 1):
        choices = [
            (best[start][0] + _cost(sum(steps[start:end]), scene), start)
            for start in range(max(0, end - _most_lines(steps, end, scene)), end)
        ]
        best.append(min(choices))
    cuts = [len(block)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    for start, end in pairwise(cuts):
        yield block[start:end]


def _most_lines(steps: list[float], end: int, scene: SceneLength) -> int:
    """Return how many sentences up to `end` are worth weighing as one group."""
    total, count = 0.0, 0
    while count < end and total <= 2 * scene.max_seconds:
        count += 1
        total += steps[end - count]
    return count


def _cost(seconds: float, scene: SceneLength) -> float:
    middle = (scene.min_seconds + scene.max_seconds) / 2
    short = max(0.0, scene.min_seconds - seconds)
    over = max(0.0, seconds - scene.max_seconds)
    return (seconds - middle) ** 2 + TOO_SHORT * short + TOO_LONG * over


def _seconds(lines: Sequence[_Line]) -> float:
    return sum(line.seconds for line in lines)
