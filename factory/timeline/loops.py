"""Looping: a timeline of hours from pictures that sway, change places and grow dark.

Every picture stands in a loop: one period of a closed motion, repeated. From loop to loop lead
bridges, in which one picture becomes the next, and dims, in which one grows darker; both begin and
end where the loops beside them do, so that nothing jumps. What is left at the end is the
beginning of one more loop.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from factory.documents.error_words import shown
from factory.errors import PermanentError
from factory.pictures.camera_motion import Sway
from factory.pictures.visuals import VisualAsset, Visuals
from factory.script.script import Scene, Script
from factory.speech.narration import Narration
from factory.timeline.timeline import Shot, Timeline, frame_edges
from factory.video_formats.formats import Format, Loop, Picture


@dataclass(frozen=True, slots=True)
class _Station:
    """From this frame on, or soon after, this picture is to be seen this bright."""

    frame: int
    asset: VisualAsset
    level: float


@dataclass(frozen=True, slots=True)
class _Frames:
    """The profile's times in frames."""

    period: int
    bridge: int
    total: int


def pictured_scenes(script: Script, loop: Loop | None) -> tuple[Scene, ...]:
    """Return the scenes that get a picture.

    All of them, unless the format loops: then the first alone, or for a sequence the first of
    every chapter; scenes at equal distances where there are no chapters, or too many.
    """
    scenes = script.scenes
    if loop is None:
        return scenes
    if loop.arrangement == "loop":
        return scenes[:1]
    parts = [0, *(n for n, scene in enumerate(scenes) if scene.chapter and n)]
    if len(parts) < 2:
        parts = list(range(len(scenes)))
    count = min(len(parts), loop.max_pictures)
    return tuple(scenes[parts[n * len(parts) // count]] for n in range(count))


def plan_loops(
    narration: Narration, visuals: Visuals, profile: Format, loop: Loop, *, seed: int
) -> Timeline:
    """Lay the pictures out over exactly the length that is asked for.

    A sequence changes pictures near the scenes they belong to; after the last word, or from the
    start where there is one picture only, the picture grows darker in steps.

    Raises:
        PermanentError: the narration is longer than what is asked for, or there is no picture.
    """
    rate, asked = profile.picture.rate, profile.length.asked_seconds
    spoken = frame_edges(narration.scenes, narration.sample_rate, rate)[-1]
    total = spoken if asked is None else round(Fraction(asked) * rate)
    if spoken > total:
        raise PermanentError(
            f"the narration takes {_clock(narration.seconds)}, which is more than the "
            f"{_clock(float(total / rate))} that are asked for; ask for a `length` above "
            f"{_clock(narration.seconds)}, or cut the words"
        )
    frames = _Frames(
        period=round(Fraction(loop.period_seconds) * rate),
        bridge=round(Fraction(loop.bridge_seconds) * rate),
        total=total,
    )
    # The darkest level stands for a whole period at least.
    latest = max(0, total - 3 * frames.period)
    dark = min(latest, spoken + round(Fraction(loop.dark_after_seconds) * rate))
    stations = _stations(narration, visuals, loop, rate, spoken, dark)
    sways = {
        asset.asset_id: sway_of(
            asset, profile.picture, profile.motion.zoom, loop, frames.period, seed
        )
        for asset in visuals.assets
    }
    picture = profile.picture
    return Timeline(
        width=picture.width,
        height=picture.height,
        fps=rate,
        frames=total,
        shots=tuple(_shots(stations, sways, frames)),
    )


def sway_of(
    asset: VisualAsset, output: Picture, zoom: float, loop: Loop, period_frames: int, seed: int
) -> Sway:
    """Return the closed motion of a picture: a flat ellipse, this way round or the other.

    The window lies inside the picture whatever its shape; `zoom` is the room it leaves.
    """
    widest = min(1.0, asset.height * output.width / (asset.width * output.height))
    width = widest * (1 - zoom)
    height = width * output.height * asset.width / (output.width * asset.height)
    room_x, room_y = (1 - width) / 2, (1 - height) / 2
    way = random.Random(f"{seed} {asset.file.sha256}").choice((-1, 1))
    across = min(loop.sway, room_x)
    down = min(loop.sway / 2 * asset.width / asset.height, room_y)
    return Sway(middle=(0.5, 0.5, width), reach=(way * across, down), period_frames=period_frames)


def _stations(
    narration: Narration, visuals: Visuals, loop: Loop, rate: Fraction, spoken: int, dark: int
) -> list[_Station]:
    """Return pictures where their scenes begin, then ever darker levels of the last one."""
    edges = frame_edges(narration.scenes, narration.sample_rate, rate)
    starts = dict(zip((span.scene_id for span in narration.scenes), edges, strict=False))
    unknown = [a.scene_id for a in visuals.assets if a.scene_id not in starts]
    clips = [a.scene_id for a in visuals.assets if a.clip is not None]
    if clips:
        raise PermanentError(
            f"scene {clips[0]} has a clip, and clips do not loop without a jump; "
            "give this format pictures"
        )
    if unknown or not visuals.assets:
        raise PermanentError(
            f"the pictures are not those of this narration: scenes {shown(unknown)} are not in it; "
            "make the visuals again"
        )

    def level(frame: int) -> float:
        return round(loop.darkest ** min(1.0, frame / max(1, dark)), 4)

    places = [(starts[asset.scene_id], asset) for asset in visuals.assets]
    stations = [
        _Station(frame if n else 0, asset, level(frame if n else 0))
        for n, (frame, asset) in enumerate(places)
    ]
    steps = max(1, loop.steps - len(places))
    begin = 0 if len(places) == 1 else min(max(spoken, stations[-1].frame), dark)
    for n in range(1, steps + 1):
        frame = begin + (dark - begin) * n // steps
        if level(frame) < stations[-1].level:
            stations.append(_Station(frame, places[-1][1], level(frame)))
    return stations


def _shots(stations: Sequence[_Station], sways: dict[str, Sway], frames: _Frames) -> Iterator[Shot]:
    """Yield loops, what leads from each to the next, and the rest.

    Stations that would not stand for a whole loop before the end are left out.
    """
    at, here = 0, stations[0]
    for there in stations[1:]:
        lead = _lead(here, there, sways[there.asset.asset_id], frames)
        repeats = max(1, round(Fraction(there.frame - at, frames.period)))
        left = frames.total - at - repeats * frames.period - lead.frames
        if left < frames.period:
            break
        yield _loop(here, sways[here.asset.asset_id], at, frames.period, repeats)
        at += repeats * frames.period
        yield lead.model_copy(update={"first_frame": at, "end_frame": at + lead.frames})
        at, here = at + lead.frames, there
    sway = sways[here.asset.asset_id]
    repeats, rest = divmod(frames.total - at, frames.period)
    if repeats:
        yield _loop(here, sway, at, frames.period, repeats)
    if rest:
        yield _loop(here, sway, frames.total - rest, rest, 1)


def _loop(station: _Station, sway: Sway, first: int, frames: int, repeats: int) -> Shot:
    return Shot(
        scene_id=station.asset.scene_id,
        asset_id=station.asset.asset_id,
        first_frame=first,
        end_frame=first + frames * repeats,
        transition_frames=0,
        motion=sway,
        repeats=repeats,
        level=(station.level, station.level),
    )


def _lead(here: _Station, there: _Station, sway: Sway, frames: _Frames) -> Shot:
    """Return what leads from one station to the next, as if it stood at the beginning.

    A new picture enters so far before the end of its period that it ends on its own first frame.
    """
    enters = here.asset.asset_id != there.asset.asset_id
    length = frames.bridge if enters else frames.period
    return Shot(
        scene_id=there.asset.scene_id,
        asset_id=there.asset.asset_id,
        first_frame=0,
        end_frame=length,
        transition_frames=length if enters else 0,
        motion=sway.model_copy(update={"first": -length % frames.period}),
        level=(here.level, there.level),
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(ceil(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
