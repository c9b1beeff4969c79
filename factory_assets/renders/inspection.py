"""Looks at a finished master: what it measures, and the stills that show it, as units of work.

Segments are looked at, and not the master they were joined to, so that an edit costs one look;
that the master holds their very packets is part of the measurement.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from factory.graphics.video_branding import hook_of
from factory.master.expected_captions import Box, Captioned, captioned
from factory.master.measurement import Measurement
from factory.pictures.intro_outro import ROLES
from factory.ports import Stills
from factory.records import FileRef
from factory.timeline.timeline import Shot
from factory.units_of_work import Do, Done, Unit, UnitDetail
from factory_assets.renders.units import VideoRender, strips
from factory_assets.stage.concurrency import WORKERS

FRAMES_ON_SHEET = 12


def measure_master(
    video: VideoRender,
    master: Done,
    segments: Sequence[Done],
    sound: Sequence[tuple[Done, int]],
) -> Measurement:
    """View every segment and measure the master, once for the same bytes and captions."""
    expected = _expected(video)
    viewings = view_segments(video, segments)
    body = video.timeline.body

    def do(target: Path) -> UnitDetail:
        measured = video.renderer.meter.measure(
            master.path,
            expected,
            strips(video.shown(segments)),
            strips(sound),
            [viewing.path for viewing in viewings],
            body,
        )
        target.write_bytes(measured.to_json())
        return UnitDetail()

    wanted = hashlib.sha256(repr(expected).encode()).hexdigest()
    recipe = {"master": master.sha256, "captioned": wanted, "body": body}
    unit = video.unit("measurement", "master measured", ".json", recipe)
    return Measurement.from_json(video.journal.perform(unit, do).path.read_bytes())


def view_segments(video: VideoRender, segments: Sequence[Done]) -> list[Done]:
    """Decode every segment, and note what is seen in it."""
    expected = _expected(video)
    changes = expected.change_frames(video.profile.picture.fps)
    views = [
        _viewing(video, shot, segment, changes, expected.burned_inside)
        for shot, segment in zip(video.timeline.shots, segments, strict=True)
    ]
    return video.journal.perform_all(views, workers=WORKERS, progress=None)


def take_stills(
    video: VideoRender, stills: Stills, segments: Sequence[Done]
) -> tuple[FileRef, FileRef]:
    """Take the poster, and a sheet of frames all through the video; return both as files of it."""
    shots = video.timeline.shots
    count = min(FRAMES_ON_SHEET, len(shots) * 2)
    places = [(2 * n + 1) * len(shots) / (2 * count) for n in range(count)]
    body = next(n for n, shot in enumerate(shots) if shot.scene_id not in ROLES)
    frames_at = [(int(place), _frame_of(place, shots[int(place)])) for place in places]
    frames_at.insert(0, (body, poster_frame(shots[body].frames, _hook_frames(video))))
    taken = [_frame(video, stills, place, frame, segments) for place, frame in frames_at]
    poster, *frames = video.journal.perform_all(taken, workers=WORKERS, progress=None)
    labels = [_clock(video, place) for place in places]
    unit = video.unit(
        "contact-sheet",
        "contact-sheet",
        ".jpg",
        {"frames": [frame.sha256 for frame in frames], "labels": labels},
    )
    pictures = [frame.path for frame in frames]
    sheet = video.journal.perform(
        unit, lambda target: stills.contact_sheet(pictures, labels, target)
    )
    return (
        video.store.keep(video.video_id, "poster.jpg", poster.path),
        video.store.keep(video.video_id, "contact-sheet.jpg", sheet.path),
    )


def poster_frame(shot_frames: int, hook_frames: int) -> int:
    """Return which frame of the first scene is the poster: one on which no title comes or goes.

    Args:
        shot_frames: how many the scene has.
        hook_frames: on how many of them the hook stands, which fades out at its end; 0: there is none.
    """
    middle = shot_frames // 2
    return middle if middle >= hook_frames else min(middle, hook_frames // 2)


def _hook_frames(video: VideoRender) -> int:
    accepted = video.sources.accepted
    hook = hook_of(accepted, accepted.brief.title)
    return round(hook[1].seconds * video.profile.picture.fps) if hook else 0


def _expected(video: VideoRender) -> Captioned:
    return captioned(video.sources.captions, video.profile.captions, video.timeline)


def _viewing(
    video: VideoRender, shot: Shot, segment: Done, changes: frozenset[int], inside: Box | None
) -> tuple[Unit, Do]:
    """Return the work of decoding one segment, and of noting what is seen in it."""
    picture = video.profile.picture
    own = sorted(n - shot.first_frame for n in changes if shot.first_frame <= n < shot.end_frame)
    recipe = {
        "segment": segment.sha256,
        "changes": own,
        "inside": repr(inside) if inside else None,
    }
    unit = video.unit("viewing", f"segment {shot.scene_id} viewed", ".npz", recipe)
    viewer = video.renderer.viewer
    return unit, lambda target: viewer.view(segment.path, picture, own, inside, target)


def _frame(
    video: VideoRender, stills: Stills, place: int, frame: int, segments: Sequence[Done]
) -> tuple[Unit, Do]:
    """Return the work of taking one frame of the shot at a place."""
    shot, segment = video.timeline.shots[place], segments[place]
    seconds = float((frame + 0.5) / video.timeline.fps)
    recipe = {"segment": segment.sha256, "frame": frame}
    unit = video.unit("frame", f"frame of {shot.scene_id}", ".jpg", recipe)
    return unit, lambda target: stills.poster(segment.path, seconds, target)


def _clock(video: VideoRender, place: float) -> str:
    shot = video.timeline.shots[int(place)]
    seconds = float((shot.first_frame + _frame_of(place, shot)) / video.timeline.fps)
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def _frame_of(place: float, shot: Shot) -> int:
    return int(place % 1 * shot.frames)
