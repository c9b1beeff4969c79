"""Segments: each shot of a video as a unit of work, encoded once for the same picture and words."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from factory.errors import PermanentError
from factory.master.unit_details import SegmentDetail
from factory.ports import Progress, SegmentOrder
from factory.timeline.disk_space import render_bytes
from factory.timeline.timeline import Shot
from factory.units_of_work import Do, Done, Unit
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.units import VideoRender
from factory_assets.stage.concurrency import WORKERS

Encoding = Callable[[Path], SegmentDetail]


def encode_segments(
    video: VideoRender, graphics: SegmentGraphics, progress: Progress
) -> list[Done]:
    """Render every shot, reusing what has not changed; counts frames as progress.

    Raises:
        PermanentError: the disk has no room for what has to be made.
    """
    shots = video.timeline.shots
    before: Sequence[Shot | None] = (None, *shots[:-1])
    told: set[str] = set()
    work = [
        _counted(
            _segment(video, shot, previous if shot.transition_frames else None, graphics, progress),
            told,
        )
        for shot, previous in zip(shots, before, strict=True)
    ]
    _check_free_space(video, [unit for unit, _ in work])
    segments = video.journal.perform_all(work, workers=WORKERS, progress=None)
    for shot, done in zip(shots, segments, strict=True):
        if done.fingerprint not in told:
            progress.advance("renders", shot.frames, reused=done.reused)
    return segments


def _counted(work: tuple[Unit, Encoding], told: set[str]) -> tuple[Unit, Do]:
    """Return the work of a segment; of what is encoded here, every frame is told of meanwhile."""
    unit, do = work

    def encode(target: Path) -> SegmentDetail:
        told.add(unit.fingerprint)
        return do(target)

    return unit, encode


def _segment(
    video: VideoRender,
    shot: Shot,
    blended: Shot | None,
    graphics: SegmentGraphics,
    progress: Progress,
) -> tuple[Unit, Encoding]:
    """Return the work of one shot; `blended` is the one that it fades from."""
    pictures, profile = video.sources.pictures, video.profile
    mine, other = pictures[shot.asset_id], pictures[blended.asset_id] if blended else None
    script = graphics.script(shot)
    unit = video.unit(
        "segment",
        f"segment {shot.scene_id}",
        ".mp4",
        {
            "picture": mine.sha256,
            "previous": other.sha256 if other else None,
            # Where on the timeline a shot stands does not change how it looks.
            "shot": _in_own_time(shot),
            "leaving": blended.leaving.model_dump(mode="json") if blended else None,
            **graphics.recipe(shot, script),
            "output": profile.picture.model_dump(mode="json"),
            "easing": profile.motion.easing,
            "encode": profile.encode.model_dump(mode="json"),
        },
    )

    def do(target: Path) -> SegmentDetail:
        order = SegmentOrder(
            shot,
            (video.local(mine), video.local(other) if other else None),
            blended.leaving if blended else None,
            profile.picture,
            profile.motion,
            profile.encode,
            graphics.overlay(shot, script),
        )
        told = partial(progress.advance, "renders")
        return video.renderer.encoder.segment(order, target, told)

    return unit, do


def _in_own_time(shot: Shot) -> dict[str, Any]:
    facts = shot.model_dump(
        mode="json", exclude={"scene_id", "asset_id", "first_frame", "end_frame", "repeats"}
    )
    return {**facts, "frames": shot.frames}


def _check_free_space(video: VideoRender, segments: Sequence[Unit]) -> None:
    finished = video.journal.finished(segments)
    wanted = render_bytes(video.timeline, video.profile, finished)
    free = video.disk.free_bytes()
    if wanted > free:
        raise PermanentError(
            f"{video.video_id}: not rendered, because the disk would become full: "
            f"{finished.count(None)} of {len(segments)} segments have to be made, and with "
            f"sound and master that takes about {wanted:,} bytes; {free:,} are free. Free some "
            "space, or set FACTORY_HOME to a folder on a larger disk; then ask again, and what "
            "is finished is not made again"
        )
