"""Timeline: which frames each scene's picture fills, how it moves, and how it hands over."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from factory.depiction.depiction import LETTERED
from factory.errors import PermanentError
from factory.formats.formats import Format, Moving, Picture
from factory.pictures.camera_motion import MOVES, Easing, Motion, Move, Sway, Window, motion_of
from factory.pictures.clips import Play, play_of
from factory.pictures.intro_outro import ROLES, ShownInsert
from factory.pictures.visuals import VisualAsset, Visuals
from factory.records import Payload
from factory.speech.narration import Narration, SceneSpan

SAMPLE_RATE = 48_000  # of every master's sound
LETTERED_FOCUS = (0.0, -0.6)
"""Where the camera goes in on type: a little above the middle, where it stands."""
MAP_ZOOM = 0.2
"""Of a map's width; pictures are a third larger than the frame, so that nothing is enlarged."""
STILL_ZOOM = 0.03
"""How much nearer a still comes while it stands as an intro or outro: enough not to look frozen,
too little to take anything off its edges."""


class Leaving(Payload):
    """A shot's picture after the shot's own last frame, while the next one fades in over it.

    Of a still it does not depend on how long the shot was: a word more in a scene leaves the
    segment of the next scene as it is.
    """

    motion: Motion | Sway
    clip: Play | None
    clip_frames: int
    """How much of the clip its own shot has shown."""

    def windows(self, frames: int) -> Iterator[Window]:
        """Yield the windows of the frames over which it fades."""
        return self.motion.parting(frames)


class Shot(Payload):
    """One scene's picture on the timeline.

    The shot owns frames `first_frame` to `end_frame` (excluded). During its first
    `transition_frames` it is blended over the previous shot's picture, which keeps moving.
    """

    scene_id: str
    asset_id: str
    first_frame: int
    end_frame: int
    transition_frames: int
    """0 for a cut."""
    motion: Motion | Sway
    repeats: int = 1
    """How often its segment is shown in a row; above 1 the motion is a whole period of a sway."""
    level: tuple[float, float] = (1.0, 1.0)
    """Share of the picture's brightness at its first and at its last frame."""
    clip: Play | None = None
    """How a clip plays, where the picture is one; the camera then stands still."""

    @property
    def frames(self) -> int:
        """Frames of its segment; the shot owns `repeats` times as many."""
        return (self.end_frame - self.first_frame) // self.repeats

    @property
    def leaving(self) -> Leaving:
        """What the next shot fades from."""
        return Leaving(
            motion=self.motion.after(self.frames),
            clip=self.clip,
            clip_frames=self.frames if self.clip else 0,
        )

    def windows(self, easing: Easing) -> Iterator[Window]:
        """Yield the window of each of its frames."""
        return self.motion.windows(self.frames, easing)


class Timeline(Payload):
    """The picture side of one video, exact to the frame."""

    width: int
    height: int
    fps: Fraction
    frames: int
    shots: tuple[Shot, ...]

    @property
    def encoded_frames(self) -> int:
        """How many frames have to be encoded; what repeats is encoded once."""
        return sum(shot.frames for shot in self.shots)

    @property
    def body(self) -> tuple[int, int]:
        """First frame of the scenes and the one after their last: intro and outro aside."""
        scenes = [shot for shot in self.shots if shot.scene_id not in ROLES]
        return (scenes[0].first_frame, scenes[-1].end_frame) if scenes else (0, self.frames)


def plan(narration: Narration, visuals: Visuals, profile: Format, *, seed: int) -> Timeline:
    """Give every scene its frames, its motion and its hand-over.

    The picture lasts as long as the narration, rounded up to a whole frame. A shot's motion is
    decided by the seed and its picture, not by its place, so that a new scene in the middle
    leaves the others as they were. An intro and an outro are shots of their own, cut to the rest.

    Raises:
        PermanentError: a scene has no picture, or is shorter than one frame.
    """
    picture, moving = profile.picture, profile.motion
    edges = frame_edges(narration.scenes, narration.sample_rate, picture.rate)
    lengths = [end - start for start, end in pairwise(edges)]
    for span, frames in zip(narration.scenes, lengths, strict=True):
        if frames < 1:
            raise PermanentError(
                f"scene {span.scene_id} covers {span.end - span.start} samples, which is less "
                f"than one frame at {picture.fps} fps; give it words or leave it out"
            )
    assets = _pictures_of(narration.scenes, visuals)
    fades = transitions(lengths, round(moving.transition_seconds * picture.rate), moving)
    overlaps = _cut_between_clips(fades, assets) if profile.narrated else fades
    moves = _moves(assets, seed)
    focus = [_focus(asset, seed) for asset in assets]
    inserts = narration.inserts
    shots = [
        Shot(
            scene_id=span.scene_id,
            asset_id=asset.asset_id,
            first_frame=edges[n],
            end_frame=edges[n + 1],
            transition_frames=overlaps[n],
            motion=motion_of(
                move, focus[n], (asset.width, asset.height), picture, _zoom(asset, moving.zoom)
            ),
            clip=_play(asset, lengths[n], picture, profile),
        )
        for n, (span, asset, move) in enumerate(zip(narration.scenes, assets, moves, strict=True))
    ]
    if inserts.intro:
        shots.insert(0, _insert(inserts.intro, 0, picture))
    if inserts.outro:
        shots.append(_insert(inserts.outro, edges[-1], picture))
    return Timeline(
        width=picture.width,
        height=picture.height,
        fps=picture.rate,
        frames=shots[-1].end_frame,
        shots=tuple(shots),
    )


def exact_samples(timeline: Timeline) -> int:
    """Return how many samples at 48 kHz last as long as the picture, to the nearest sample."""
    return round(timeline.frames * SAMPLE_RATE / timeline.fps)


def frame_edges(spans: Sequence[SceneSpan], sample_rate: int, fps: Fraction) -> list[int]:
    """Return where shots begin and the last one ends, in frames: one more than there are spans.

    Inner edges are the nearest frames to the spans' own; the last is rounded up, so that no
    sample of the sound is without a picture.
    """
    inner = [floor(Fraction(span.start, sample_rate) * fps + Fraction(1, 2)) for span in spans]
    return [*inner, ceil(Fraction(spans[-1].end, sample_rate) * fps)]


def transitions(lengths: Sequence[int], wanted: int, moving: Moving) -> list[int]:
    """Return the frames over which each shot hands over from the one before, and a closing 0.

    A hand-over takes at most half of the shorter of its two shots; the first has none.
    """
    if moving.transition == "cut":
        return [0] * (len(lengths) + 1)
    return [0, *(min(wanted, before // 2, after // 2) for before, after in pairwise(lengths)), 0]


def _insert(insert: ShownInsert, first_frame: int, picture: Picture) -> Shot:
    clip = insert.clip and play_of(insert.clip, insert.frames, picture.rate, muted=False)
    return Shot(
        scene_id=insert.role,
        asset_id=insert.role,
        first_frame=first_frame,
        end_frame=first_frame + insert.frames,
        transition_frames=0,
        motion=Motion(start=(0.5, 0.5, 1.0), end=(0.5, 0.5, 1 - STILL_ZOOM)),
        clip=clip,
    )


def _pictures_of(spans: Sequence[SceneSpan], visuals: Visuals) -> list[VisualAsset]:
    by_scene = {asset.scene_id: asset for asset in visuals.assets}
    missing = [span.scene_id for span in spans if span.scene_id not in by_scene]
    if missing:
        raise PermanentError(f"no picture for scene {', '.join(missing)}; make the visuals again")
    return [by_scene[span.scene_id] for span in spans]


def _cut_between_clips(fades: list[int], assets: Sequence[VisualAsset]) -> list[int]:
    """Return the hand-overs without those from clip to clip: film is cut, and costs a third less.

    A fade decodes the clip before it once more, often from its first frame.
    """
    pairs = [False, *(bool(a.clip and b.clip) for a, b in pairwise(assets)), False]
    return [0 if cut else fade for fade, cut in zip(fades, pairs, strict=True)]


def _play(asset: VisualAsset, frames: int, picture: Picture, profile: Format) -> Play | None:
    if asset.clip is None:
        return None
    return play_of(asset.clip, frames, picture.rate, muted=profile.takes is None)


def _moves(assets: Sequence[VisualAsset], seed: int) -> list[Move]:
    """Choose by seed and picture; a neighbour that would move the same way takes the next move."""
    moves: list[Move] = []
    for asset in assets:
        if _lettered(asset):
            moves.append("in")
            continue
        choice = _dice(asset, seed).randrange(len(MOVES))
        if moves and MOVES[choice] == moves[-1]:
            choice = (choice + 1) % len(MOVES)
        moves.append(MOVES[choice])
    return moves


def _focus(asset: VisualAsset, seed: int) -> tuple[float, float]:
    if _lettered(asset):
        return LETTERED_FOCUS
    dice = _dice(asset, seed + 1)
    return round(dice.uniform(-1, 1), 3), round(dice.uniform(-1, 1), 3)


def _lettered(asset: VisualAsset) -> bool:
    """Whether it has type in it that the camera must not cut off."""
    return asset.depiction is not None and asset.depiction.kind in LETTERED


def _zoom(asset: VisualAsset, usual: float) -> float:
    """Return how far the camera goes in: on a map it closes in on the place."""
    closes_in = asset.depiction is not None and asset.depiction.kind == "map"
    return max(usual, MAP_ZOOM) if closes_in else usual


def _dice(asset: VisualAsset, seed: int) -> random.Random:
    # A string seed is hashed with SHA-512: the same in every process and version of Python.
    return random.Random(f"{seed} {asset.file.sha256}")
