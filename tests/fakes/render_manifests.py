"""The manifests of a finished master, and the evidence of a whole video."""

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.copy_detection.likeness_record import LikenessRecord, likeness_record_of
from factory.listing.listing import Listing
from factory.master.measurement import (
    NO_JOINS,
    CaptionSync,
    FrameLook,
    Loudness,
    Measurement,
)
from factory.master.render import Render, Segment, ingredients
from factory.pictures.camera_motion import Motion
from factory.pictures.visuals import Visuals
from factory.reviews.decision import Review
from factory.rules.evidence import Evidence, Manifest
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.timeline.timeline import Shot, Timeline
from factory.video_formats.formats import Format
from tests.fakes.credentials import SIGNED
from tests.fakes.manifests import (
    FPS,
    NOW,
    RENDERER,
    SECONDS,
    VIDEO_ID,
    a_file,
    a_listing,
    a_narration,
    a_profile,
    a_script,
    an_accepted_brief,
    sha,
    some_captions,
    some_visuals,
)


def a_measurement(**changes: Any) -> Measurement:
    """Return what a faultless master of `a_render` measures."""
    facts: dict[str, Any] = {
        "sha256": sha("master.mp4"),
        "bytes": 1000,
        "video_codec": "h264",
        "pixel_format": "yuv420p",
        "width": 1080,
        "height": 1920,
        "fps": "30/1",
        "frames": SECONDS * FPS,
        "video_seconds": float(SECONDS),
        "audio_codec": "aac",
        "sample_rate": 48_000,
        "channels": 2,
        "audio_seconds": SECONDS + 0.021,
        "loudness": Loudness(integrated_lufs=-14.1, range_lu=4.0, true_peak_dbtp=-1.2),
        "black": (),
        "frozen": (),
        "flat": (),
        "silent": (),
        "duplicate_frames": 0,
        "longest_duplicate_frames": 0,
        "first_frame": FrameLook(mean=0.3, spread=0.1),
        "last_frame": FrameLook(mean=0.3, spread=0.1),
        "caption_changes": 20,
        "outside": (),
        "sync": CaptionSync(judged=10, median_seconds=0.01, p95_seconds=0.03, spoken_share=1.0),
        "joins": NO_JOINS,
        "altered_packets": 0,
        "even": True,
        "colour": ("bt709", "bt709", "bt709", "tv"),
        "faststart": True,
        "decode_errors": 0,
    }
    return Measurement(**{**facts, **changes})


def a_timeline(visuals: Visuals | None = None) -> Timeline:
    """Return one shot of six seconds per picture, cut to cut."""
    assets = (visuals or some_visuals()).assets
    length = SECONDS * FPS // len(assets)
    motion = Motion(start=(0.5, 0.5, 0.77), end=(0.5, 0.5, 0.7))
    return Timeline(
        width=1080,
        height=1920,
        fps=Fraction(FPS),
        frames=SECONDS * FPS,
        shots=tuple(
            Shot(
                scene_id=asset.scene_id,
                asset_id=asset.asset_id,
                first_frame=n * length,
                end_frame=(n + 1) * length,
                transition_frames=0,
                motion=motion,
            )
            for n, asset in enumerate(assets)
        ),
    )


def a_render(
    narration: Narration | None = None,
    visuals: Visuals | None = None,
    captions: Captions | None = None,
    accepted: AcceptedBrief | None = None,
    **changes: Any,
) -> Render:
    """Return a faultless master made from these parts."""
    narration, visuals = narration or a_narration(), visuals or some_visuals()
    timeline = a_timeline(visuals)
    facts: dict[str, Any] = {
        "video_id": VIDEO_ID,
        "manifest_id": visuals.manifest_id,
        "master": a_file("master.mp4", "video/mp4"),
        "render_url": "http://127.0.0.1:3001/master.mp4",
        "poster": a_file("poster.jpg", "image/jpeg"),
        "contact_sheet": a_file("contact-sheet.jpg", "image/jpeg"),
        "thumbnail_url": "http://127.0.0.1:3001/thumbnail.jpg",
        "duration_sec": float(SECONDS),
        "timeline": timeline,
        "segments": tuple(
            Segment(
                scene_id=shot.scene_id,
                frames=shot.frames,
                fingerprint=sha(f"segment {shot.scene_id}"),
                sha256=sha(f"mp4 {shot.scene_id}"),
                bytes=1000,
            )
            for shot in timeline.shots
        ),
        "measurement": a_measurement(),
        "made_from": ingredients(
            accepted or an_accepted_brief(),
            narration,
            visuals,
            captions or some_captions(narration),
        ),
        "provider": RENDERER,
        "created_at": NOW,
    }
    return Render(**{**facts, **changes})


def a_review(listing: Listing | None = None, **changes: Any) -> Review:
    """Return the policy's approval of the master under a listing."""
    facts: dict[str, Any] = {
        "video_id": VIDEO_ID,
        "master_sha256": sha("master.mp4"),
        "listing_sha256": hashlib.sha256((listing or a_listing()).to_json()).hexdigest(),
        "decision": "approved",
        "reviewer": "policy: automatic",
        "decided_at": NOW,
    }
    return Review(**{**facts, **changes})


def some_evidence(**changes: Any) -> Evidence:
    """Return a releasable video; what is not given is built to fit what is."""
    script = changes.get("script") or a_script()
    narration = changes.get("narration") or a_narration(script)
    visuals = changes.get("visuals") or some_visuals()
    captions = changes.get("captions") or some_captions(narration)
    listing = changes.get("listing") or a_listing()
    render = changes.get("render") or a_render(narration, visuals, captions)
    media = (render.master, listing.thumbnail, captions.srt, captions.vtt)
    facts: dict[str, Any] = {
        "accepted": an_accepted_brief(),
        "profile": a_profile(),
        "manifests": (script, narration, visuals, captions, listing, render),
        "review": a_review(listing),
        "likeness_record": a_likeness_record(script, narration, visuals),
        "credentials": SIGNED,
        "hashes": {
            **{file.name: file.sha256 for file in media},
            "listing.json": hashlib.sha256(listing.to_json()).hexdigest(),
        },
    }
    manifests = {"script", "narration", "visuals", "captions", "listing", "render"}
    others = {name: value for name, value in changes.items() if name not in manifests}
    return Evidence(**{**facts, **others})


def a_likeness_record(script: Script, narration: Narration, visuals: Visuals) -> LikenessRecord:
    """Return the likeness record of a video; of its pictures, that of their content."""
    contents = {asset.poster.sha256: asset.poster.sha256 for asset in visuals.assets}
    return likeness_record_of(an_accepted_brief(), script, narration, visuals, contents)


def with_manifest(evidence: Evidence, manifest: Manifest) -> Evidence:
    """Return the evidence with this manifest in the place of the one of its kind."""
    others = (kept for kept in evidence.manifests if type(kept) is not type(manifest))
    return evidence.model_copy(update={"manifests": (*others, manifest)})


def so_far(
    *manifests: Manifest, accepted: AcceptedBrief | None = None, profile: Format | None = None
) -> Evidence:
    """Return the evidence of a video of which only this is made."""
    return Evidence(
        accepted=accepted or an_accepted_brief(),
        profile=profile or a_profile(),
        manifests=manifests,
    )


def findings_on(measured: Measurement) -> tuple[Finding, ...]:
    """Return what the rules for masters say of one that measured so, all of it scenes."""
    whole = a_timeline().model_copy(update={"frames": measured.frames, "shots": ()})
    render = a_render(measurement=measured, timeline=whole)
    return RULES.assess("renders", so_far(a_narration(), render))


def finding(findings: Sequence[Finding], rule: str) -> Finding:
    """Return the one finding of this rule; fail when there is none or another one too."""
    (only,) = [f for f in findings if f.rule == rule]
    return only


def judged(rule: str, evidence: Evidence) -> Finding:
    """Return what one rule for releases says."""
    return finding(RULES.assess("releases", evidence), rule)


def failed(findings: Sequence[Finding]) -> set[str]:
    """Return the names of the rules that do not hold."""
    return {f.rule for f in findings if not f.passed}
