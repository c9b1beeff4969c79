"""What a sleep video of eight hours costs once its narration exists: 60 minutes spoken, bed alone.

Run `python -m bench sleep`; it takes about 3 GB on the disk of the temporary folder.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.made_up.sleep_sources import sleep_sources
from bench.memoryless_journal import MemorylessJournal
from bench.process_watch import ProcessWatch
from bench.row import Row, at_most, fact
from bench.unsigned import UNCLAIMED, Unsigned
from factory.graphics.on_screen_text import ScreenText
from factory.listing.chapter_marks import Chapter
from factory.ports import Progress
from factory.timeline.loops import plan_loops
from factory.timeline.timeline import Timeline
from factory.video_formats.formats import format_named
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.master import join_master
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.units import VideoRender
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.storage.disk_store import DiskStore

HOURS = 8
PICTURE_SECONDS, WHOLE_SECONDS, LARGEST_MB, DISK_SHARE = 60, 240, 600, 1.2


def rows() -> list[Row]:
    """Return wall seconds of picture and sound, the largest process, and the bytes written."""
    with TemporaryDirectory(prefix="bench-sleep-") as scratch:
        return _rendered(_night(Path(scratch)))


def _night(folder: Path) -> VideoRender:
    """Return one night's video on a store of its own, ready to be rendered."""
    store, profile = DiskStore(folder), format_named("sleep").ordered(HOURS * 3600, None)
    sources = sleep_sources(store, profile)
    assert profile.loop
    timeline = plan_loops(sources.narration, sources.visuals, profile, profile.loop, seed=1)
    return VideoRender(
        sources,
        profile,
        timeline,
        store,
        store,
        MemorylessJournal(store),
        ffmpeg_renderer(),
        Unsigned(),
    )


def _rendered(video: VideoRender) -> list[Row]:
    quiet: Any = _Quiet()
    progress: Progress = quiet
    marks = [Chapter(start_seconds=600 * n, title=f"Part {n + 1}") for n in range(6)]
    nothing = ScreenText((), None, video.profile.picture, video.timeline.frames)
    graphics = SegmentGraphics(video.sources.accepted, nothing, video.store)
    with ProcessWatch() as watch:
        segments = encode_segments(video, graphics, progress)
        encoded = watch.seconds
        sound = mix_soundtrack(video)
        mixed = watch.seconds
        master = join_master(video, segments, sound, marks, UNCLAIMED)
        video.store.keep(video.video_id, "master.mp4", master.path)
        whole = watch.seconds
    joined = whole - mixed
    written = watch.bytes_written / master.bytes
    return [
        at_most(PICTURE_SECONDS, "8 h: picture, encode + join", encoded + joined, "s"),
        fact("  encode", encoded, "s", note=_frames(video.timeline)),
        fact("  join", joined, "s", note=f"{master.bytes / 1e6:,.0f} MB"),
        fact("  sound", mixed - encoded, "s"),
        at_most(WHOLE_SECONDS, "8 h: with sound", whole, "s"),
        at_most(LARGEST_MB, "8 h: largest process", watch.largest_mb, "MB"),
        at_most(DISK_SHARE, "8 h: bytes written / master", written, "x"),
    ]


def _frames(timeline: Timeline) -> str:
    return f"{timeline.encoded_frames:,} of {timeline.frames:,} frames"


class _Quiet:
    """Progress that nobody hears."""

    def advance(self, *_: object, **__: object) -> None:
        """Do nothing."""
