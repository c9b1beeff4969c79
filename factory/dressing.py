"""Dressing: what a video's channel, template and format together lay over its pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from factory.brief import AcceptedBrief
from factory.caption_drawing import caption_events
from factory.captions import Captions
from factory.chapters import chapters_of
from factory.errors import BadInput
from factory.fingerprint import fingerprint
from factory.inserts import INTRO
from factory.lettering import Lettering
from factory.screen_text import ScreenText
from factory.script import Script
from factory.template import NONE, Hook, LowerThirds
from factory.timeline import Timeline
from factory.title_drawing import ChapterStart, hook_events, lower_third_events
from factory.typefaces import LOWER_THIRD_FONT, TITLE_FONT
from factory.wording import refusal, shown


def hook_of(accepted: AcceptedBrief, title: str) -> tuple[str, Hook] | None:
    """Return the words that stand large on the first seconds, and how; None when none do.

    Args:
        accepted: the brief may have words of its own for it.
        title: what stands there otherwise.
    """
    words = accepted.brief.hook
    hook = accepted.channel.hook or Hook(seconds=accepted.profile.titles.hook_seconds)
    if words == NONE or not hook.seconds:
        return None
    return words or title, hook


def lower_thirds_of(accepted: AcceptedBrief) -> LowerThirds | None:
    """Return how chapters' titles stand in the picture; None when they do not.

    They have their place in wide pictures; in upright ones it belongs to captions and buttons.
    """
    titles, picture = accepted.profile.titles, accepted.profile.picture
    thirds = accepted.channel.lower_thirds or LowerThirds(seconds=titles.lower_third_seconds)
    return thirds if thirds.seconds and picture.width > picture.height else None


def screen_text(
    accepted: AcceptedBrief,
    script: Script,
    captions: Captions,
    timeline: Timeline,
    lettering: Lettering,
) -> ScreenText:
    """Return all that is lettered over the video, in frames of the whole of it.

    Raises:
        BadInput: no font has some of its letters.
    """
    profile = accepted.profile
    picture = profile.picture
    events = caption_events(
        captions.burned, accepted.look, profile.captions, picture, lettering, captions.language
    )
    if hook := hook_of(accepted, script.title):
        lead = sum(shot.frames for shot in timeline.shots[:1] if shot.scene_id == INTRO)
        events += [
            replace(event, first=event.first + lead, end=event.end + lead)
            for event in hook_events(*hook, profile.captions, picture, lettering, script.language)
        ]
    if thirds := lower_thirds_of(accepted):
        starts = _chapter_starts(script, timeline)
        events += lower_third_events(starts, thirds, picture, timeline.frames, lettering)
    return ScreenText(tuple(events), accepted.channel.progress, picture, timeline.frames)


def dressing_fingerprint(accepted: AcceptedBrief) -> str:
    """Return the identity of all that the dressing adds to what a viewer sees."""
    channel = accepted.channel.model_dump(
        mode="json",
        include={"intro", "outro", "watermark", "grade", "progress"},
        exclude={key: {"file"} for key in ("intro", "outro", "watermark", "grade")},
    )
    hook, thirds = hook_of(accepted, accepted.brief.title), lower_thirds_of(accepted)
    chapters = [c.title for c in chapters_of(accepted.brief.words)] if thirds else []
    facts: dict[str, Any] = {
        **channel,
        "look": accepted.look.model_dump(mode="json") if accepted.profile.captions.burned else None,
        "hook": [hook[0], hook[1].model_dump(mode="json")] if hook else None,
        "lower_thirds": [thirds.model_dump(mode="json"), chapters] if thirds else None,
    }
    return fingerprint("dressing", facts)


def check_letters(accepted: AcceptedBrief, lettering: Lettering) -> None:
    """See that everything that will stand on a picture can be drawn, before anything is made.

    Raises:
        BadInput: no font has some letters; each place is named with them.
    """
    _check(f"brief {accepted.brief.title[:60]!r}", _shown_texts(accepted), lettering)


def check_script_letters(accepted: AcceptedBrief, script: Script, lettering: Lettering) -> None:
    """See that a script that somebody else wrote can be drawn, before it is spoken.

    Raises:
        BadInput: no font has some letters; each place is named with them.
    """
    texts = [("title", script.title, TITLE_FONT)]
    texts += [("chapter", s.chapter, LOWER_THIRD_FONT) for s in script.scenes if s.chapter]
    if accepted.profile.captions.burned:
        font = accepted.profile.captions.font
        texts += [(f"sentence {s.sentence_id}", s.text, font) for s in script.sentences]
    _check(f"script of {accepted.video_id}", texts, lettering)


def _check(subject: str, texts: Iterable[tuple[str, str, str]], lettering: Lettering) -> None:
    problems: dict[str, None] = {}
    for place, text, font in texts:
        if place == "title" and not _anything_drawn(text, font, lettering):
            problems[
                f"title: nothing in {shown(text)} can be drawn, as no font has signs such as emoji; "
                "wanted: words, beside which they may stand"
            ] = None
        for word in text.split():
            try:
                lettering.drawable(word, font)
            except BadInput as error:
                problems[f"{place}: {error}"] = None
    if problems:
        raise BadInput(refusal(subject, list(problems)[:8]))


def _anything_drawn(text: str, font: str, lettering: Lettering) -> bool:
    """Whether something of it is drawn, or refused by its name."""
    try:
        return bool(lettering.drawable(text, font))
    except BadInput:
        return True


def _shown_texts(accepted: AcceptedBrief) -> Iterator[tuple[str, str, str]]:
    yield "title", accepted.brief.title, TITLE_FONT
    if accepted.brief.hook != NONE:
        yield "hook", accepted.brief.hook, TITLE_FONT
    for chapter in chapters_of(accepted.brief.words):
        if chapter.title and lower_thirds_of(accepted):
            yield "chapter", chapter.title, LOWER_THIRD_FONT
        if accepted.profile.captions.burned:
            font = accepted.profile.captions.font
            yield from (("words", text, font) for text in chapter.paragraphs)


def _chapter_starts(script: Script, timeline: Timeline) -> list[ChapterStart]:
    frames = {shot.scene_id: shot.first_frame for shot in reversed(timeline.shots)}
    return [
        ChapterStart(scene.chapter, frames[scene.scene_id])
        for scene in script.scenes
        if scene.chapter and scene.scene_id in frames
    ]
