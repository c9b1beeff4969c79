"""Tiny films for golden frames: planned, lettered and encoded by the factory itself, a frame of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import burned_cues
from factory.graphics.contrast import ANY_PICTURE
from factory.graphics.on_screen_text import ScreenText
from factory.graphics.video_branding import legible_text, screen_text
from factory.pictures.visuals import VisualAsset, Visuals, picture_size
from factory.ports import SegmentOrder
from factory.speech.narration import Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.timeline.loops import plan_loops
from factory.timeline.shot_planning import plan
from factory.timeline.timeline import Timeline
from factory.video_formats.formats import Picture, format_named
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.stage.branding_files import keep_pieces
from resources.images import fonts
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.storage.disk_store import DiskStore
from resources.video.probe import probe
from tests.fakes.manifests import (
    NOW,
    RATE,
    VIDEO_ID,
    a_brief,
    a_channel,
    a_narration,
    a_script,
    an_asset,
    some_captions,
    some_visuals,
)
from tests.golden.grounds import Ground, draw

Frame = NDArray[np.uint8]
"""Height x width x red, green, blue."""
WORD_FRAMES = 6
LONGER_SIDE = 320
"""Of a golden frame, in pixels; letters scale with the frame."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is filmed, and which of its frames is looked at."""

    frame: int = 9
    format: str = "short"
    grounds: Sequence[Ground] = ("busy",)
    """The picture of each scene."""
    words: str = ""
    """Spoken over the first scene, `WORD_FRAMES` each."""
    chapter: str | None = None
    """Title of the first scene's chapter."""
    hook: str = "none"
    scene_frames: int = 24
    asked_seconds: float | None = None
    channel: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Keys of its file."""


class Miniature(AcceptedBrief):
    """A brief whose video is as small as is wanted."""

    picture: Picture

    @property
    def profile(self):
        """The brief's format with the small picture."""
        return super().profile.model_copy(update={"picture": self.picture})


def filmed(film: Film, folder: Path, enlarged: int = 1) -> Frame:
    """Return the frame, rendered so many times as large as a golden one, to be looked at."""
    accepted = _accepted(film, enlarged)
    store = DiskStore(folder)
    keep_pieces(accepted, store)
    profile, narration = accepted.profile, _narration(film, accepted.picture)
    visuals, files = _visuals(film, accepted.picture, folder)
    timeline = (
        plan_loops(narration, visuals, profile, profile.loop, seed=1)
        if profile.loop
        else plan(narration, visuals, profile, seed=1)
    )
    index = next(n for n, shot in enumerate(timeline.shots) if film.frame < shot.end_frame)
    shot = timeline.shots[index]
    before = timeline.shots[index - 1] if shot.transition_frames else None
    graphics = SegmentGraphics(accepted, _text(film, accepted, narration, timeline), store)
    target = folder / "segment.mp4"
    ffmpeg_renderer().encoder.segment(
        SegmentOrder(
            shot,
            (files[shot.asset_id], files[before.asset_id] if before else None),
            before.leaving if before else None,
            profile.picture,
            profile.motion,
            profile.encode,
            graphics.overlay(shot, graphics.script(shot)),
        ),
        target,
        lambda _: None,
    )
    return _frame(target, (film.frame - shot.first_frame) % shot.frames)


def small(name: str, enlarged: int = 1) -> Picture:
    """Return a format's frame in golden size, or so many times as large."""
    whole = format_named(name).picture
    factor = LONGER_SIDE * enlarged / max(whole.width, whole.height)
    size = {"width": round(whole.width * factor), "height": round(whole.height * factor)}
    return whole.model_copy(update=size)


def _accepted(film: Film, enlarged: int) -> Miniature:
    return Miniature(
        video_id=VIDEO_ID,
        brief=a_brief(
            format=film.format, hook=film.hook, length_seconds=film.asked_seconds, words=film.words
        ),
        brief_sha256="",
        channel=a_channel(**film.channel),
        source="golden",
        accepted_at=NOW,
        picture=small(film.format, enlarged),
    )


def _scenes(film: Film) -> list[str]:
    return [f"s{n:03d}" for n in range(1, len(film.grounds) + 1)]


def _narration(film: Film, picture: Picture) -> Narration:
    def samples(frame: int) -> int:
        return frame * RATE // picture.fps

    words = film.words.split()
    spoken = tuple(
        SpokenWord(text=word, start=samples(n * WORD_FRAMES), end=samples((n + 1) * WORD_FRAMES))
        for n, word in enumerate(words)
    )
    sentence = SpokenSentence(
        sentence_id="s001-1",
        scene_id="s001",
        text=film.words,
        start=0,
        end=samples(len(words) * WORD_FRAMES),
        words=spoken,
        timing="phoneme-alignment",
        fingerprint="",
        sha256="",
    )
    edges = [samples(n * film.scene_frames) for n in range(len(film.grounds) + 1)]
    return a_narration(
        samples=edges[-1],
        sentences=(sentence,) if words else (),
        scenes=tuple(
            SceneSpan(scene_id=scene_id, start=start, end=end)
            for scene_id, (start, end) in zip(_scenes(film), pairwise(edges), strict=True)
        ),
    )


def _visuals(film: Film, picture: Picture, folder: Path) -> tuple[Visuals, dict[str, Path]]:
    """Return the manifest of what is filmed, and the files by asset."""
    width, height = picture_size(picture)
    assets: list[VisualAsset] = []
    files: dict[str, Path] = {}
    for scene_id, ground in zip(_scenes(film), film.grounds, strict=True):
        asset = an_asset(scene_id, width=width, height=height)
        file = folder / (f"{scene_id}.mov" if "clip" in ground else f"{scene_id}.png")
        draw(ground, file, width, height)
        clip = probe(file) if "clip" in ground else None
        assets.append(asset.model_copy(update={"clip": clip}))
        files[asset.asset_id] = file
    return some_visuals(assets=tuple(assets)), files


def _text(
    film: Film, accepted: AcceptedBrief, narration: Narration, timeline: Timeline
) -> ScreenText:
    scene = a_script().scenes[0].model_copy(update={"chapter": film.chapter})
    style = accepted.profile.captions
    burned = burned_cues(narration, style) if style.burned else ()
    captions = some_captions(narration, burned=burned)
    script = a_script(scenes=(scene,))
    legible = legible_text(accepted, script, captions, lambda: ANY_PICTURE)
    return screen_text(accepted, script, captions, timeline, fonts, legible)


def _frame(file: Path, number: int) -> Frame:
    with av.open(str(file)) as media:
        frames = media.decode(video=0)
        return np.asarray(next(islice(frames, number, None)).to_ndarray(format="rgb24"), np.uint8)
