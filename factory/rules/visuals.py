"""Rules for the pictures of a video: there, large enough, not empty, and allowed."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from factory.pictures.visuals import VisualAsset, Visuals
from factory.rules.evidence import Evidence
from factory.rules.moderation import judge_moderation
from factory.rules.rule import Judgement, judged, judged_all, not_asked, rule
from factory.script.script import Script
from factory.timeline.loops import pictured_scenes

ROOM = Fraction(13, 10)
"""How much larger than the frame a still should be, so that no zoom enlarges a pixel."""

MOST_ENLARGED = 2.0
"""How much larger than it is a clip may be shown before it looks soft on a telephone."""


def _stills(evidence: Evidence) -> list[VisualAsset]:
    return [a for a in evidence.visuals.assets if a.type == "image"]


def _smaller(evidence: Evidence, times: Fraction) -> list[VisualAsset]:
    """Return the stills that are smaller than so many times the frame."""
    frame = evidence.profile.picture
    width, height = frame.width * times, frame.height * times
    return [a for a in _stills(evidence) if a.width < width or a.height < height]


def _sizes(assets: Iterable[VisualAsset]) -> list[str]:
    return [f"{a.scene_id}: {a.width}x{a.height} px" for a in assets]


@rule(
    stage="visuals",
    needs=(Visuals, Script),
    description="There is exactly one picture or clip for every scene that the format shows, in order.",
)
def every_scene_has_a_picture(evidence: Evidence) -> Judgement:
    scenes = pictured_scenes(evidence.script, evidence.profile.loop)
    wanted = [scene.scene_id for scene in scenes]
    shown = [asset.scene_id for asset in evidence.visuals.assets]
    if not wanted and not shown:
        return not_asked("no scenes")
    offenders = [f"{name} has no picture" for name in wanted if name not in shown]
    offenders += [f"{name} is not one of them" for name in shown if name not in wanted]
    if not offenders and shown != wanted:
        offenders = ["scenes repeated or in another order"]
    return judged_all(
        offenders,
        wanted=f"{len(wanted)} pictures, one per scene that is shown",
        found=f"{len(shown)} pictures",
        advice="materialise visuals again: they were made from another script",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    description="No still is smaller than the output frame in width or height.",
)
def pictures_are_as_large_as_the_frame(evidence: Evidence) -> Judgement:
    frame, stills = evidence.profile.picture, _stills(evidence)
    if not stills:
        return not_asked("no stills")
    return judged_all(
        _sizes(_smaller(evidence, Fraction(1))),
        wanted=f"at least {frame.width}x{frame.height} px",
        found=f"all {len(stills)} stills are",
        advice="give larger pictures, or use drawn scenery",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    severity="warning",
    description=f"No clip is enlarged more than {MOST_ENLARGED:g} times to fit the frame.",
)
def clips_are_sharp_enough(evidence: Evidence) -> Judgement:
    frame = evidence.profile.picture
    clips = [a for a in evidence.visuals.assets if a.type == "video"]
    if not clips:
        return not_asked("no clips")
    enlarged = [min(frame.width / a.width, frame.height / a.height) for a in clips]
    return judged_all(
        _sizes(a for a, by in zip(clips, enlarged, strict=True) if by > MOST_ENLARGED),
        wanted=f"at least 1/{MOST_ENLARGED:g} of {frame.width}x{frame.height} px",
        found=f"all {len(clips)} clips are",
        advice="enlarged clips look soft; give larger ones if it shows",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    severity="warning",
    description=f"Every still is at least {float(ROOM):g} times the output frame in width and height.",
)
def pictures_leave_room_to_move(evidence: Evidence) -> Judgement:
    frame, stills = evidence.profile.picture, _stills(evidence)
    if not stills:
        return not_asked("no stills")
    return judged_all(
        _sizes(_smaller(evidence, ROOM)),
        wanted=f"at least {float(frame.width * ROOM):g}x{float(frame.height * ROOM):g} px",
        found=f"all {len(stills)} stills are",
        advice="zooming will soften these pictures; give larger ones if it shows",
    )


@rule(stage="visuals", needs=(Visuals,), description="No picture is one flat colour.")
def no_picture_is_blank(evidence: Evidence) -> Judgement:
    assets = evidence.visuals.assets
    if not assets:
        return not_asked("no pictures")
    return judged_all(
        [f"{a.scene_id}: {a.file.name}" for a in assets if a.blank or not a.file.bytes],
        wanted="detail in every picture",
        found=f"all {len(assets)} have some",
        advice="replace these pictures, or change the scene's words so that another is drawn",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    description="Every picture says under which licence it may be used.",
)
def every_picture_has_a_licence(evidence: Evidence) -> Judgement:
    assets = evidence.visuals.assets
    if not assets:
        return not_asked("no pictures")
    return judged_all(
        [f"{a.scene_id}: {a.source}" for a in assets if not a.provider.licence.strip()],
        wanted="a licence for every picture",
        found=", ".join(sorted({a.provider.licence for a in assets})),
        advice="say `licence:` under `pictures` in the channel file or the brief",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    severity="warning",
    description="No two scenes show the very same picture.",
)
def pictures_differ(evidence: Evidence) -> Judgement:
    assets = evidence.visuals.assets
    if len(assets) < 2:
        return not_asked("no two pictures")
    same: dict[str, list[str]] = defaultdict(list)
    for asset in assets:
        same[asset.file.sha256].append(asset.scene_id)
    return judged_all(
        [" = ".join(scenes) for scenes in same.values() if len(scenes) > 1],
        wanted="a picture of its own for every scene",
        found=f"{len(same)} different pictures",
        advice="put more pictures into the folder, or let the scenes say more of what they show",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    severity="warning",
    description="No more scenes than the format's `most_mood` allows show a mood alone, for want of a place, figure, "
    "date or thing in their words.",
)
def pictures_show_the_words(evidence: Evidence) -> Judgement:
    planned = [a for a in evidence.visuals.assets if a.depiction]
    if not planned:
        return not_asked("no pictures by the words")
    moods = [a.scene_id for a in planned if a.depiction and not a.depiction.matched]
    share = len(moods) / len(planned)
    most = evidence.profile.most_mood
    named = f": {', '.join(moods)}" if moods else ""
    return judged(
        share <= most,
        wanted=f"a mood in at most {most:.0%} of {len(planned)} scenes",
        found=f"{share:.0%}{named}",
        advice="name in these scenes what is to be seen: a place, a figure, a date, a thing",
    )


@rule(
    stage="visuals",
    needs=(Visuals,),
    description="Where the channel asks for `moderation`, its service flags none of the pictures that a vendor "
    "made or found.",
)
def pictures_pass_moderation(evidence: Evidence) -> Judgement:
    moderation = evidence.accepted.channel.moderation
    asked = moderation is not None and moderation.pictures
    return judge_moderation(evidence.visuals.moderation, asked=asked, stage="visuals")
