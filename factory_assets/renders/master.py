"""The master of one video: segments and sound joined by stream copy, then measured."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from factory.errors import CleanedAway
from factory.listing.chapter_marks import Chapter
from factory.master.render import Render
from factory.master.unit_details import MasterDetail
from factory.ports import Progress, Stills
from factory.provenance.claim import Claim
from factory.units_of_work import Done, Tracks
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.inspection import measure_master, take_stills
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.units import VideoRender, strips

T = TypeVar("T")


def render_master(
    video: VideoRender,
    graphics: SegmentGraphics,
    chapters: Sequence[Chapter],
    claim: Claim,
    stills: Stills,
    progress: Progress,
) -> tuple[Render, int]:
    """Make the master and all that shows what is in it, each step as units of work.

    Segments and sound that were cleaned away serve as long as nothing new is made of them: a master
    that is there already is found by their hashes.

    Args:
        graphics: what lies over the pictures.
        chapters: in order, the first at 0.
        claim: what it is signed with.
        stills: takes the poster and the contact sheet.
        progress: told of frames.

    Returns:
        The manifest, and how many segments had not to be made.
    """
    return recalled(video, lambda one: _render(one, graphics, chapters, claim, stills, progress))


def recalled(video: VideoRender, make: Callable[[VideoRender], T]) -> T:
    """Make something of what is finished, though it was cleaned away; anew where that fails."""
    try:
        return make(replace(video, journal=video.journal.recalling()))
    except CleanedAway:
        return make(video)


def _render(
    video: VideoRender,
    graphics: SegmentGraphics,
    chapters: Sequence[Chapter],
    claim: Claim,
    stills: Stills,
    progress: Progress,
) -> tuple[Render, int]:
    timeline, store = video.timeline, video.store
    progress.begin("renders", timeline.encoded_frames, "frame")
    segments = encode_segments(video, graphics, progress)
    progress.step("renders", "mixing the sound")
    sound = mix_soundtrack(video)
    progress.step("renders", "joining and signing")
    master = join_master(video, segments, sound, chapters, claim)
    progress.step("renders", "measuring the finished file")
    measurement = measure_master(video, master, segments, sound)
    progress.step("renders", "taking stills")
    poster, sheet = take_stills(video, stills, segments)
    progress.end("renders", f"{timeline.frames} frames in {len(segments)} segments")
    render = Render.of(
        video.sources,
        timeline,
        segments,
        measurement,
        master=store.keep(video.video_id, "master.mp4", master.path),
        poster=poster,
        contact_sheet=sheet,
        address=partial(store.url, video.video_id),
        provider=video.renderer.provider,
        ai_label=graphics.text.ai_label,
    )
    return render, sum(done.reused for done in segments)


def join_master(
    video: VideoRender,
    segments: Sequence[Done],
    sound: Sequence[tuple[Done, int]],
    chapters: Sequence[Chapter],
    claim: Claim,
) -> Done:
    """Join segments and sound by stream copy, with captions and chapters as tracks, and sign that.

    Both are one unit of work: a signature is another at each signing, and a master that somebody
    has approved must stay the same file.

    Args:
        segments: one for every shot.
        sound: pieces in order, each with how often it is heard in a row.
        chapters: in order, the first at 0.
        claim: what it is signed with, after its last write.
    """
    captions, picture = video.sources.captions, video.shown(segments)
    track = captions.vtt if captions.cues and not captions.burned else None
    marks = tuple((float(mark.start_seconds), mark.title) for mark in chapters)
    unit = video.unit(
        "master",
        "master joined",
        ".mp4",
        {
            "segments": [[done.sha256, repeats] for done, repeats in picture],
            "sound": [[done.sha256, repeats] for done, repeats in sound],
            "captions": track.sha256 if track else None,
            "chapters": marks,
            "language": captions.language,
            "signed": {"by": video.credentials.signer, "claim": claim.manifest()},
        },
    )

    def do(target: Path) -> MasterDetail:
        tracks = Tracks(
            language=captions.language,
            captions=video.local(track) if track else None,
            chapters=marks,
            room_bytes=video.credentials.room_bytes(claim),
        )
        output = video.profile.picture
        joined = video.renderer.muxer.join(strips(picture), strips(sound), tracks, output, target)
        video.credentials.sign(target, claim)
        return joined

    return video.journal.perform(unit, do)
