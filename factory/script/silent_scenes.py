"""Silent scenes: those of a format in which nobody speaks, from the pictures that a brief asks for."""

from datetime import datetime
from typing import Literal

from factory.brief.brief import AcceptedBrief
from factory.brief.chapters import prompts_of
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.records import Provider
from factory.script.script import Scene, Script
from factory.video_formats.formats import Takes

NOBODY = Provider(role="voice", name="nobody", licence="silence", synthetic=False)


def write_takes(
    accepted: AcceptedBrief, takes: Takes, created_at: datetime, words: Provider, version: int
) -> Script:
    """Return a script of scenes that show what the brief says, and in which nothing is said.

    Raises:
        BadInput: the brief asks for more or fewer pictures than the format has takes.
    """
    brief = accepted.brief
    prompts = prompts_of(brief.words)
    if len(prompts) != takes.count:
        raise BadInput(
            f"brief {shown(brief.title)} asks for {len(prompts)} pictures; "
            f"wanted: {takes.count}, one paragraph each"
        )
    return Script(
        script_id=f"{accepted.video_id}-script-{version}",
        idea_id=None,
        video_id=accepted.video_id,
        language=brief.language,
        title=brief.title,
        scenes=tuple(
            Scene(
                scene_id=f"s{number:03}",
                beat=_beat(number, takes.count),
                duration_sec=takes.seconds,
                asset_needs=("clip",),
                sentences=(),
                picture_prompt=prompt,
            )
            for number, prompt in enumerate(prompts, start=1)
        ),
        version=version,
        created_at=created_at,
        provider=words,
    )


def _beat(number: int, count: int) -> Literal["hook", "body", "close"]:
    if number == 1:
        return "hook"
    return "close" if number == count else "body"
