"""Loops as they are seen: nothing jumps where segments join, dims glide, and hours survive a crash."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Engine

from bench.unsigned import Unsigned
from factory.errors import TransientError
from factory.graphics.on_screen_text import ScreenText
from factory.graphics.overlay import Overlay
from factory.master.sources import RenderSources
from factory.master.unit_details import SegmentDetail
from factory.pictures.visuals import Visuals
from factory.ports import SegmentOrder
from factory.timeline.loops import plan_loops
from factory.timeline.timeline import Shot, Timeline
from factory.units_of_work import Strip, Tracks
from factory.video_formats.formats import format_named
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.units import VideoRender
from resources.database.connection import open_database
from resources.journal.journal import PostgresJournal
from resources.machine import ffmpeg
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.storage.disk_store import DiskStore
from resources.video.segment_encoder import FfmpegEncoder, shot_frames
from tests.factory.timeline.test_loops import LOOP
from tests.factory.timeline.test_timeline import narration, visuals
from tests.fakes.manifests import an_accepted_brief, some_captions
from tests.fakes.render_inputs import SIZE, frames_of, textured

RATE = 22_050
VIDEO = "a-night"
PROFILE = format_named("sleep")
PICTURE = PROFILE.picture.model_copy(update={"width": 96, "height": 160})
ENCODE = PROFILE.encode
SMALL = PROFILE.model_copy(update={"picture": PICTURE})
SLOW = LOOP.model_copy(update={"period_seconds": 3, "darkest": 0.4, "sway": 0.02})
ENCODER = FfmpegEncoder(ffmpeg.binary())
Frame = NDArray[Any]


def a_timeline(seconds: float, pictures: Visuals) -> Timeline:
    """Plan 20 s of words in two scenes with a picture each."""
    profile = SMALL.ordered(seconds, None)
    return plan_loops(narration([RATE * 10] * 2), pictures, profile, SLOW, seed=1)


def rendered(folder: Path, timeline: Timeline) -> list[Strip]:
    """Encode every shot."""
    files = {f"a-s{n}": textured(folder / f"s{n}.png", n) for n in range(2)}
    strips: list[Strip] = []
    before: list[Shot | None] = [None, *timeline.shots[:-1]]
    for n, (shot, previous) in enumerate(zip(timeline.shots, before, strict=True)):
        other = previous if shot.transition_frames else None
        target = folder / f"segment{n}.mp4"
        ENCODER.segment(
            SegmentOrder(
                shot,
                (files[shot.asset_id], files[other.asset_id] if other else None),
                other.leaving if other else None,
                PICTURE,
                SMALL.motion,
                ENCODE,
                Overlay(),
            ),
            target,
            lambda _: None,
        )
        strips.append(Strip(target, shot.repeats))
    return strips


def test_nothing_jumps_at_any_join_and_it_grows_dark_without_a_flash(tmp_path: Path):
    timeline = a_timeline(60.5, visuals(["s0", "s1"], *SIZE))
    strips = rendered(tmp_path, timeline)
    frames = [f.astype(float) for strip in strips for f in frames_of(strip.path) * strip.repeats]
    assert len(frames) == timeline.frames == round(60.5 * 24)
    # Every join is a key frame, which is a little sharper than the frame before it.
    assert largest_jump(frames, timeline) <= 4
    assert largest_jump(list(drawn(tmp_path, timeline)), timeline) <= 1.5
    light = np.array([frame.mean() for frame in frames])
    assert np.diff(light).max() < 0.01 * light[0]
    assert np.abs(np.diff(light)).max() < 0.03 * light[0]
    assert light[-1] / light[0] < 0.6


def largest_jump(frames: list[Frame], timeline: Timeline) -> float:
    """Return how many times more a join changes the picture than the frames around it do."""
    steps = np.array([np.abs(b - a).mean() for a, b in pairwise(frames)])
    jumps: list[float] = []
    for join in joins(timeline):
        near = np.concatenate((steps[max(0, join - 13) : join - 1], steps[join : join + 12]))
        jumps.append(float(steps[join - 1] / near.max()))
    return max(jumps)


def drawn(folder: Path, timeline: Timeline) -> Iterator[Frame]:
    """Yield the luma of every frame as it goes to the encoder."""
    size = PICTURE.width * PICTURE.height
    before: list[Shot | None] = [None, *timeline.shots[:-1]]
    for shot, previous in zip(timeline.shots, before, strict=True):
        other = previous if shot.transition_frames else None
        files = (folder / f"{shot.asset_id[2:]}.png", None)
        if other:
            files = (files[0], folder / f"{other.asset_id[2:]}.png")
        frames = shot_frames(shot, files, other and other.leaving, PICTURE, SMALL.motion)
        once = [frame[:size].astype(float) for frame in frames]
        yield from once * shot.repeats


def joins(timeline: Timeline) -> Iterator[int]:
    """Yield the first frame of every segment as often as it is shown, but for the very first."""
    for shot in timeline.shots:
        starts = range(shot.first_frame, shot.end_frame, shot.frames)
        yield from (start for start in starts if start)


def test_a_long_night_is_joined_to_the_frame(tmp_path: Path):
    timeline = a_timeline(340, visuals(["s0", "s1"], *SIZE))
    strips = rendered(tmp_path, timeline)
    assert max(strip.repeats for strip in strips) > 64  # so that bundles are made
    args = ["-f", "lavfi", "-i", "anoisesrc=d=0.512:r=48000:a=0.1", "-ac", "2", "-c:a", "aac"]
    ffmpeg.run([*args, str(tmp_path / "noise.aac")], doing="make a sound")
    master, tracks = tmp_path / "master.mp4", Tracks(language="en")
    sound = [Strip(tmp_path / "noise.aac", repeats=660)]
    ffmpeg_renderer().muxer.join(strips, sound, tracks, PICTURE, master)
    frames = frames_of(master, "gray")
    assert len(frames) == timeline.frames == 340 * 24
    apart = [f for strip in strips[:2] for f in frames_of(strip.path, "gray") * strip.repeats]
    assert all(np.array_equal(a, b) for a, b in zip(frames, apart, strict=False))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


class Dying:
    """An encoder that dies after so many segments, and remembers how many it encoded."""

    def __init__(self, lives: int) -> None:
        self.lives = lives
        self.encoded = 0

    def segment(self, *order: Any) -> SegmentDetail:
        if self.encoded >= self.lives:
            raise TransientError("the machine was switched off")
        self.encoded += 1
        return ENCODER.segment(*order)


class Silent:
    """Progress that nobody hears."""

    def advance(self, *_: object, **__: object) -> None:
        """Say nothing."""


def test_a_render_that_died_goes_on_with_the_segments_that_are_missing(
    tmp_path: Path, engine: Engine
):
    store, pictures = DiskStore(tmp_path / "media"), visuals(["s0", "s1"], *SIZE)
    files = [store.keep(VIDEO, f"{n}.png", textured(tmp_path / f"{n}.png", n)) for n in range(2)]
    kept = zip(pictures.assets, files, strict=True)
    assets = tuple(asset.model_copy(update={"file": file}) for asset, file in kept)
    pictures = pictures.model_copy(update={"assets": assets})
    timeline = a_timeline(8 * 3600, pictures)
    progress: Any = Silent()
    text = ScreenText((), None, PICTURE, timeline.frames)

    accepted = an_accepted_brief().model_copy(update={"video_id": VIDEO})
    spoken = narration([RATE * 10] * 2)
    sources = RenderSources(accepted, spoken, pictures, some_captions(spoken))

    def render(encoder: Dying) -> int:
        renderer = replace(ffmpeg_renderer(), encoder=encoder)
        with PostgresJournal(engine, store) as journal:
            video = VideoRender(
                sources, SMALL, timeline, store, store, journal, renderer, Unsigned()
            )
            graphics = SegmentGraphics(accepted, text, store)
            return len(encode_segments(video, graphics, progress))

    first, second, third = Dying(3), Dying(99), Dying(0)
    with pytest.raises(TransientError):
        render(first)
    assert render(second) == len(timeline.shots)
    assert first.encoded + second.encoded == len(timeline.shots)
    assert render(third) == len(timeline.shots)
