"""Rules for the pictures of a video: there, large enough, not empty, and allowed."""

from collections import defaultdict
from fractions import Fraction

from factory.channel.providers import Moderation
from factory.pictures.visuals import VisualAsset, Visuals
from factory.presets.formats import Format
from factory.rules.moderation import PICTURES, assess_moderation
from factory.rules.rule import Finding, RuleInfo
from factory.script.script import Script
from factory.timeline.loops import pictured_scenes

ROOM = Fraction(13, 10)
"""How much larger than the frame a still should be, so that no zoom enlarges a pixel."""

MOST_ENLARGED = 2.0
"""How much larger than it is a clip may be shown before it looks soft on a telephone."""

EVERY_SCENE = RuleInfo(
    "every_scene_has_a_picture",
    "visuals",
    "There is exactly one picture or clip for every scene that the format shows, in order.",
)
LARGE_ENOUGH = RuleInfo(
    "pictures_are_as_large_as_the_frame",
    "visuals",
    "No still is smaller than the output frame in width or height.",
)
CLIPS_SHARP = RuleInfo(
    "clips_are_sharp_enough",
    "visuals",
    f"No clip is enlarged more than {MOST_ENLARGED:g} times to fit the frame.",
    "warning",
)
LEAVE_ROOM = RuleInfo(
    "pictures_leave_room_to_move",
    "visuals",
    f"Every still is at least {float(ROOM):g} times the output frame in width and height.",
    "warning",
)
NOT_BLANK = RuleInfo(
    "no_picture_is_blank",
    "visuals",
    "No picture is one flat colour.",
)
HAVE_LICENCE = RuleInfo(
    "every_picture_has_a_licence",
    "visuals",
    "Every picture says under which licence it may be used.",
)
DIFFER = RuleInfo(
    "pictures_differ",
    "visuals",
    "No two scenes show the very same picture.",
    "warning",
)

RULES = (
    EVERY_SCENE,
    LARGE_ENOUGH,
    CLIPS_SHARP,
    LEAVE_ROOM,
    NOT_BLANK,
    HAVE_LICENCE,
    DIFFER,
    PICTURES,
)


def assess_visuals(
    visuals: Visuals, script: Script, profile: Format, moderation: Moderation | None
) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order.

    Args:
        visuals: the pictures.
        script: what they are of.
        profile: where they are shown.
        moderation: what the channel wants looked at; None: nothing.
    """
    asked = moderation is not None and moderation.pictures
    return (
        _every_scene(visuals, script, profile),
        _large_enough(visuals, profile),
        _clips_sharp(visuals, profile),
        _leave_room(visuals, profile),
        _not_blank(visuals),
        _have_licence(visuals),
        _differ(visuals),
        assess_moderation(PICTURES, visuals.moderation, asked=asked),
    )


def _every_scene(visuals: Visuals, script: Script, profile: Format) -> Finding:
    wanted = [scene.scene_id for scene in pictured_scenes(script, profile.loop)]
    shown = [asset.scene_id for asset in visuals.assets]
    offenders = [f"{name} has no picture" for name in wanted if name not in shown]
    offenders += [f"{name} is not one of them" for name in shown if name not in wanted]
    if not offenders and shown != wanted:
        offenders = ["scenes repeated or in another order"]
    return EVERY_SCENE.judge_all(
        offenders,
        wanted=f"{len(wanted)} pictures, one per scene that is shown",
        found=f"{len(shown)} pictures",
        advice="materialise visuals again: they were made from another script",
    )


def _smaller(asset: VisualAsset, profile: Format, times: Fraction) -> bool:
    width, height = profile.picture.width * times, profile.picture.height * times
    return asset.width < width or asset.height < height


def _sizes(assets: list[VisualAsset]) -> list[str]:
    return [f"{a.scene_id}: {a.width}x{a.height} px" for a in assets]


def _large_enough(visuals: Visuals, profile: Format) -> Finding:
    frame = profile.picture
    return LARGE_ENOUGH.judge_all(
        _sizes([a for a in _stills(visuals) if _smaller(a, profile, Fraction(1))]),
        wanted=f"at least {frame.width}x{frame.height} px",
        found=f"all {len(_stills(visuals))} stills are",
        advice="give larger pictures, or use drawn scenery",
    )


def _clips_sharp(visuals: Visuals, profile: Format) -> Finding:
    frame = profile.picture
    clips = [a for a in visuals.assets if a.type == "video"]
    enlarged = [min(frame.width / a.width, frame.height / a.height) for a in clips]
    return CLIPS_SHARP.judge_all(
        _sizes([a for a, by in zip(clips, enlarged, strict=True) if by > MOST_ENLARGED]),
        wanted=f"at least 1/{MOST_ENLARGED:g} of {frame.width}x{frame.height} px",
        found=f"all {len(clips)} clips are",
        advice="enlarged clips look soft; give larger ones if it shows",
    )


def _stills(visuals: Visuals) -> list[VisualAsset]:
    return [a for a in visuals.assets if a.type == "image"]


def _leave_room(visuals: Visuals, profile: Format) -> Finding:
    frame = profile.picture
    stills = _stills(visuals)
    return LEAVE_ROOM.judge_all(
        _sizes([a for a in stills if _smaller(a, profile, ROOM)]),
        wanted=f"at least {float(frame.width * ROOM):g}x{float(frame.height * ROOM):g} px",
        found=f"all {len(stills)} stills are",
        advice="zooming will soften these pictures; give larger ones if it shows",
    )


def _not_blank(visuals: Visuals) -> Finding:
    return NOT_BLANK.judge_all(
        [f"{a.scene_id}: {a.file.name}" for a in visuals.assets if a.blank or not a.file.bytes],
        wanted="detail in every picture",
        found=f"all {len(visuals.assets)} have some",
        advice="replace these pictures, or change the scene's words so that another is drawn",
    )


def _have_licence(visuals: Visuals) -> Finding:
    return HAVE_LICENCE.judge_all(
        [f"{a.scene_id}: {a.source}" for a in visuals.assets if not a.provider.licence.strip()],
        wanted="a licence for every picture",
        found=", ".join(sorted({a.provider.licence for a in visuals.assets})),
        advice="say `licence:` under `pictures` in the channel file or the brief",
    )


def _differ(visuals: Visuals) -> Finding:
    same: dict[str, list[str]] = defaultdict(list)
    for asset in visuals.assets:
        same[asset.file.sha256].append(asset.scene_id)
    return DIFFER.judge_all(
        [" = ".join(scenes) for scenes in same.values() if len(scenes) > 1],
        wanted="a picture of its own for every scene",
        found=f"{len(same)} different pictures",
        advice="put more pictures into the folder, or let the scenes say more of what they show",
    )
