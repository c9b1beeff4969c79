"""The cut for TikTok: the same video without the channel's mark, made beside the master.

Segments that bear no mark, the sound and the captions are the master's own; nothing is made where
the master bears none, or where the channel sends nothing to TikTok.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from factory.brief.brief import AcceptedBrief
from factory.errors import PermanentError, Unreadable
from factory.listing.chapter_marks import Chapter
from factory.master.render import Cut, Render, segments_of
from factory.ports import Progress
from factory.provenance.claim import Claim
from factory.release.delivered_names import TIKTOK_CUT
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.inspection import measure_master
from factory_assets.renders.master import join_master, recalled
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.units import VideoRender

OUTLET = "tiktok"
MARKS = ("watermark",)
"""What can be left out while every frame stays where it is; an intro or outro cannot."""


def marks_of(accepted: AcceptedBrief) -> tuple[str, ...]:
    """Return which marks of the channel TikTok's cut leaves out; none where there is no such cut."""
    channel = accepted.channel
    if OUTLET not in channel.outlets:
        return ()
    return tuple(key for key in MARKS if getattr(channel, key) is not None)


def without_marks(graphics: SegmentGraphics) -> SegmentGraphics | None:
    """Return what lies over the pictures of TikTok's cut; None where there is no such cut."""
    marks = marks_of(graphics.accepted)
    if not marks:
        return None
    channel = graphics.accepted.channel.model_copy(update=dict.fromkeys(marks))
    accepted = graphics.accepted.model_copy(update={"channel": channel})
    return replace(graphics, accepted=accepted)


def with_cut(
    render: Render,
    video: VideoRender,
    graphics: SegmentGraphics,
    chapters: Sequence[Chapter],
    claim: Claim,
    progress: Progress,
) -> Render:
    """Return a render with the cut for TikTok, made as units of work, where there is to be one.

    Args:
        render: the master's.
        video: what it is made of.
        graphics: what lies over the master's pictures.
        chapters: in order, the first at 0.
        claim: what the cut is signed with, as the master is.
        progress: told of frames.
    """
    bare = without_marks(graphics)
    if bare is None:
        return render
    marks = marks_of(graphics.accepted)

    def cut(video: VideoRender) -> Cut:
        progress.begin("renders", video.timeline.encoded_frames, "frame")
        segments, sound = encode_segments(video, bare, progress), mix_soundtrack(video)
        progress.step("renders", "joining and measuring")
        joined = join_master(video, segments, sound, chapters, claim)
        measurement = measure_master(video, joined, segments, sound)
        progress.end("renders", f"a cut for {OUTLET} without {' and '.join(marks)}")
        file = video.store.keep(video.video_id, TIKTOK_CUT, joined.path)
        return Cut(
            outlet=OUTLET,
            without=marks,
            file=file,
            segments=segments_of(video.timeline, segments),
            measurement=measurement,
            made_at=_made_at(video, file.sha256),
        )

    return render.model_copy(update={"cut": recalled(video, cut)})


def _made_at(video: VideoRender, sha256: str) -> datetime:
    """Return when a cut of this hash was first kept, as the manifest of before says; else now."""
    try:
        data = video.store.local(video.video_id, "render.json").read_bytes()
        before = Render.from_json(data).cut
    except (PermanentError, Unreadable):
        before = None
    return before.made_at if before and before.file.sha256 == sha256 else datetime.now(UTC)
