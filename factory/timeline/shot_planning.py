"""Planning of shots: which frames each scene's picture fills, and how the camera moves over it."""

import random
from collections.abc import Sequence
from itertools import pairwise

from factory.depiction.depiction import LETTERED
from factory.errors import PermanentError
from factory.pictures.camera_motion import MOVES, Motion, Move, motion_of
from factory.pictures.clips import Play, play_of
from factory.pictures.intro_outro import ShownInsert
from factory.pictures.visuals import VisualAsset, Visuals
from factory.speech.narration import Narration, SceneSpan
from factory.timeline.timeline import Shot, Timeline, frame_edges
from factory.timeline.transitions import cut_between_clips, transitions
from factory.video_formats.formats import Format, Picture

LETTERED_FOCUS = (0.0, -0.6)
"""Where the camera goes in on type: a little above the middle, where it stands."""
MAP_ZOOM = 0.2
"""Of a map's width; pictures are a third larger than the frame, so that nothing is enlarged."""
STILL_ZOOM = 0.03
"""How much nearer a still comes while it stands as an intro or outro: enough not to look frozen,
too little to take anything off its edges."""


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
    overlaps = cut_between_clips(fades, assets) if profile.narrated else fades
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
