"""Branding: what a video's channel, template and format together lay over its pictures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.brief.chapters import chapters_of
from factory.captions.burned_in import caption_events
from factory.captions.cues import Captions
from factory.channel.branding import NONE, Hook, LowerThirds
from factory.fingerprint import fingerprint
from factory.graphics.ai_label import label_events, label_place
from factory.graphics.contrast import (
    ANY_PICTURE,
    TextContrast,
    Tones,
    legible_hook,
    legible_style,
    lower_thirds_contrast,
)
from factory.graphics.hook_and_lower_thirds import ChapterStart, hook_events, lower_third_events
from factory.graphics.on_screen_text import ScreenText
from factory.pictures.intro_outro import INTRO
from factory.presets.caption_styles import CaptionStyle
from factory.script.script import Script
from factory.timeline.timeline import Timeline
from factory.typography.text_metrics import Lettering


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


@dataclass(frozen=True, slots=True)
class LegibleText:
    """How captions and hook are drawn so that they stand out, and by how much they do."""

    style: CaptionStyle
    hook: tuple[str, Hook] | None
    contrasts: tuple[TextContrast, ...]


def legible_text(
    accepted: AcceptedBrief, script: Script, captions: Captions, tones: Callable[[], Tones]
) -> LegibleText:
    """Return the channel's caption style and hook, or others where those would not stand out from the pictures.

    Args:
        accepted: the brief; what it says is kept wherever it stands out.
        script: its title stands in the hook where the brief has no words for it, its chapters in
            the lower thirds.
        captions: burned in or not.
        tones: measures the pictures; asked only where it depends on them.
    """
    style, hook = accepted.caption_style, hook_of(accepted, script.title)
    contrasts: list[TextContrast] = []
    if captions.burned:
        style, told = legible_style(style, ANY_PICTURE)
        if told.changed:
            style, told = legible_style(accepted.caption_style, tones())
        contrasts.append(told)
    if hook:
        dressed, told = legible_hook(hook[1], ANY_PICTURE)
        if told.changed:
            dressed, told = legible_hook(hook[1], tones())
        hook = (hook[0], dressed)
        contrasts.append(told)
    if lower_thirds_of(accepted) and any(scene.chapter for scene in script.scenes):
        contrasts.append(lower_thirds_contrast())
    return LegibleText(style, hook, tuple(contrasts))


def screen_text(
    accepted: AcceptedBrief,
    script: Script,
    captions: Captions,
    timeline: Timeline,
    lettering: Lettering,
    legible: LegibleText,
) -> ScreenText:
    """Return all that is lettered over the video, in frames of the whole of it.

    Raises:
        BadInput: no font has some of its letters.
    """
    profile = accepted.profile
    picture = profile.picture
    events = caption_events(
        captions.burned, legible.style, profile.captions, picture, lettering, captions.language
    )
    if hook := legible.hook:
        lead = sum(shot.frames for shot in timeline.shots[:1] if shot.scene_id == INTRO)
        events += [
            replace(event, first=event.first + lead, end=event.end + lead)
            for event in hook_events(*hook, profile.captions, picture, lettering, script.language)
        ]
    if thirds := lower_thirds_of(accepted):
        starts = _chapter_starts(script, timeline)
        events += lower_third_events(
            starts, thirds, picture, timeline.frames, lettering, script.language
        )
    label, place = accepted.channel.ai_label, None
    if label:
        place = label_place(label, profile.captions, picture, lettering, script.language)
    return ScreenText(
        tuple(events),
        accepted.channel.progress,
        picture,
        timeline.frames,
        lasting=label_events(place, timeline.frames, lettering) if place else (),
        ai_label=place,
    )


def branding_fingerprint(accepted: AcceptedBrief) -> str:
    """Return the identity of all that the branding adds to what a viewer sees."""
    channel = accepted.channel.model_dump(
        mode="json",
        include={"intro", "outro", "watermark", "grade", "progress"},
        exclude={key: {"file", "branded"} for key in ("intro", "outro", "watermark", "grade")},
    )
    hook, thirds = hook_of(accepted, accepted.brief.title), lower_thirds_of(accepted)
    chapters = [c.title for c in chapters_of(accepted.brief.words)] if thirds else []
    facts: dict[str, Any] = {
        **channel,
        "look": accepted.caption_style.model_dump(mode="json")
        if accepted.profile.captions.burned
        else None,
        "hook": [hook[0], hook[1].model_dump(mode="json")] if hook else None,
        "lower_thirds": [thirds.model_dump(mode="json"), chapters] if thirds else None,
    }
    if label := accepted.channel.ai_label:  # of those without one, masters stay what they are
        unsaid = {"file"} if label.file else {"file", "sha256", "ratio"}
        facts["ai_label"] = label.model_dump(mode="json", exclude=unsaid)
    return fingerprint("dressing", facts)


def _chapter_starts(script: Script, timeline: Timeline) -> list[ChapterStart]:
    frames = {shot.scene_id: shot.first_frame for shot in reversed(timeline.shots)}
    return [
        ChapterStart(scene.chapter, frames[scene.scene_id])
        for scene in script.scenes
        if scene.chapter and scene.scene_id in frames
    ]
