"""Rules for where a video comes from: every part accounted for, of one making, and unchanged since."""

import re
from collections.abc import Iterable
from itertools import groupby

from factory.captions.cues import Captions
from factory.listing.listing import Listing
from factory.master.render import Render, ingredients
from factory.pictures.intro_outro import ROLES
from factory.pictures.visuals import Visuals
from factory.records import FileRef
from factory.rules.evidence import LISTING_NAME, Evidence
from factory.rules.rule import Judgement, judged, judged_all, quoted, rule
from factory.script.script import Script
from factory.speech.narration import Narration

SHA256 = re.compile(r"[0-9a-f]{64}")

ALL = (Script, Narration, Visuals, Captions, Listing, Render)


@rule(
    stage="releases",
    needs=ALL,
    description="Every file has its hash, size and type, every maker its name, every shot its segment.",
)
def provenance_is_complete(evidence: Evidence) -> Judgement:
    faults = [f"{file.name!r} is not whole" for file in evidence.files if not _whole(file)]
    faults += [
        f"a maker of {p.role or 'something'} has no name"
        for p in evidence.providers
        if not (p.name and p.role)
    ]
    segments, shots = evidence.render.segments, evidence.render.timeline.shots
    if [s.scene_id for s in segments] != [s.scene_id for s in shots]:
        faults.append(f"{len(segments)} segments for {len(shots)} shots")
    faults += [
        f"segment {segment.scene_id} has no hash"
        for segment in segments
        if not (SHA256.fullmatch(segment.sha256) and SHA256.fullmatch(segment.fingerprint))
    ]
    return judged_all(
        faults,
        wanted="hash, size, type and maker of everything",
        found=f"{len(evidence.files)} files, {len(segments)} segments",
        advice="materialise the stage again that left this out",
    )


def _whole(file: FileRef) -> bool:
    return bool(SHA256.fullmatch(file.sha256) and file.bytes > 0 and file.media_type and file.name)


@rule(
    stage="releases",
    needs=ALL,
    description="All manifests speak of the same video, script, language and pictures.",
)
def manifests_belong_together(evidence: Evidence) -> Judgement:
    e, video, script = evidence, evidence.accepted.video_id, evidence.script.script_id
    shots = ((shot.scene_id, shot.asset_id) for shot in e.render.timeline.shots)
    shown = [picture for picture, _ in groupby(shots) if picture[0] not in ROLES]
    faults = [
        *_differing("video", video, _videos(e)),
        *_differing(
            "script",
            script,
            (("narration", e.narration.script_id), ("visuals", e.visuals.script_id)),
        ),
        *_differing("pictures", e.visuals.manifest_id, (("render", e.render.manifest_id),)),
        *_differing("format", e.accepted.brief.format, (("profile", e.profile.name),)),
        *_differing(
            "language",
            e.accepted.brief.language,
            (
                ("script", e.script.language),
                ("captions", e.captions.language),
                ("listing", e.listing.language),
            ),
        ),
    ]
    inserts = [s.scene_id for s in e.render.timeline.shots if s.scene_id in ROLES]
    if inserts != [insert.role for insert in e.narration.inserts.shown]:
        faults.append("the master has another intro or outro than the narration has room for")
    if shown != [(asset.scene_id, asset.asset_id) for asset in e.visuals.assets]:
        faults.append("the master shows other pictures than the manifest")
    return judged_all(
        faults,
        wanted=f"manifests of {video}, {script}",
        found="all of them are",
        advice="materialise the video from scripts on, so that all stages meet",
    )


def _videos(e: Evidence) -> tuple[tuple[str, str], ...]:
    return (
        ("script", e.script.video_id),
        ("narration", e.narration.video_id),
        ("visuals", e.visuals.video_id),
        ("captions", e.captions.video_id),
        ("listing", e.listing.video_id),
        ("render", e.render.video_id),
    )


def _differing(what: str, wanted: str, found: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{who} is of {what} {quoted(it)}" for who, it in found if it != wanted]


@rule(
    stage="releases",
    needs=(Narration, Visuals, Captions, Render),
    description="Voice, bed, pictures and burned captions are those that the master was made from.",
)
def master_is_made_from_the_current_parts(evidence: Evidence) -> Judgement:
    now = ingredients(evidence.accepted, evidence.narration, evidence.visuals, evidence.captions)
    then = evidence.render.made_from
    changed = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    return judged_all(
        changed,
        wanted="the master made from the narration, pictures and captions of now",
        found=f"the same {len(now)} parts",
        advice="materialise renders again, then decide about the new master",
    )


@rule(
    stage="releases",
    needs=(Captions, Listing, Render),
    description="The files on disk hash to what the manifests say.",
    at_release=True,
)
def files_are_as_recorded(evidence: Evidence) -> Judgement:
    recorded = {file.name: file.sha256 for file in evidence.media}
    recorded[LISTING_NAME] = evidence.listing_file.sha256
    return judged_all(
        [
            f"{name}: {evidence.hashes.get(name, 'absent')[:12]} for {wanted[:12]}"
            for name, wanted in recorded.items()
            if evidence.hashes.get(name) != wanted
        ],
        wanted="files as their manifests record them",
        found=f"{len(recorded)} files unchanged",
        advice="somebody changed a file by hand: materialise its stage again",
    )


@rule(
    stage="releases",
    needs=(Render,),
    description="The master is signed by this factory as this video, and unchanged since.",
    at_release=True,
)
def master_is_signed_and_unchanged(evidence: Evidence) -> Judgement:
    found, video = evidence.credentials, evidence.accepted.video_id
    signed = found is not None and (found.state, found.video_id) == ("whole", video)
    return judged(
        signed,
        wanted=f"content credentials of this factory, of {video}, that hold for the whole file",
        found=f"{found.described}, of {found.video_id or 'no video'}" if found else "nobody looked",
        advice="materialise renders again, then decide about the new master; where another machine "
        "rendered it, give both the same signing key (docs/provenance.md)",
    )
