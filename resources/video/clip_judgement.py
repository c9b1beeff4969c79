"""A clip as it is chosen: whether a master that shows it could pass, before anything is rendered."""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from factory.errors import BadInput, PermanentError
from factory.master.measurement import Stretch
from factory.master.picture_analysis import CELLS, PictureFigures
from factory.pictures.clips import ClipFacts, Play
from factory.rules.master.black_frozen_silent import (
    LONGEST_BLACK_SECONDS,
    LONGEST_FROZEN_SECONDS,
)
from resources.machine import ffmpeg
from resources.video.clip_conforming import pictures_of, tolerant

FPS = 10
"""Looked at so often: a stretch is found to a tenth of a second."""
MOST_SECONDS = 180
"""No scene shows more of one clip without beginning it again."""
FEW_COMPLAINTS, BROKEN_SHARE = 3, 0.02
"""Of a clip's frames: a few that a decoder complains of are hidden by it, more are seen."""
LEAST_SHARE = 0.9
"""Of the frames that a clip says it has; with fewer its end is missing."""


def check_clip(clip: Path, facts: ClipFacts, accept: Collection[str] = ()) -> None:
    """See that a clip can be decoded, and neither stands still nor is black for long.

    Args:
        clip: the file.
        facts: what `resources.video.probe.probe` found in it.
        accept: `still` where somebody has said that it is meant to stand still.

    Raises:
        BadInput: one sentence that names the file, what is wrong and where, and the way out.
    """
    figures = PictureFigures(FPS)
    width, height = _size(facts)
    left, complaints = bytearray(), list[str]()

    def take(block: bytes) -> None:
        left.extend(block)
        while len(left) >= width * height:
            cells = np.frombuffer(bytes(left[: width * height]), np.uint8)
            del left[: width * height]
            figures.frame(cells.reshape(height, width))

    stream = pictures_of(clip, Play(facts=facts)).filter("fps", fps=FPS)
    stream = stream.filter("scale", width, height, flags="area")
    output = stream.output("pipe:1", format="rawvideo", pix_fmt="gray", t=MOST_SECONDS)
    try:
        ffmpeg.run(
            tolerant(output),
            doing=f"look at the clip {clip.name!r}",
            on_output=take,
            on_log=complaints.append,
        )
        found = figures.facts()
    except (PermanentError, ValueError) as error:
        raise BadInput(
            f"clip {clip.name!r} is damaged; take another copy of it: {error}"
        ) from error
    shown, told = found.frames / FPS, min(facts.seconds, MOST_SECONDS)
    if len(complaints) > max(FEW_COMPLAINTS, told * facts.fps * BROKEN_SHARE):
        raise BadInput(
            f"clip {clip.name!r} is damaged: its decoder complains {len(complaints)} times, first "
            f"{complaints[0][:120]!r}; take another copy of it"
        )
    if shown < told * LEAST_SHARE:
        raise BadInput(
            f"clip {clip.name!r} is damaged: of {told:.1f} s only {shown:.1f} s can be shown; take "
            "another copy of it"
        )
    if long := _longer(found.black, LONGEST_BLACK_SECONDS):
        raise BadInput(
            f"clip {clip.name!r} is black from {long}; a video may be for {LONGEST_BLACK_SECONDS:g} s "
            "at most. Cut that out of it, or take another clip"
        )
    if "still" not in accept and (long := _longer(found.frozen, LONGEST_FROZEN_SECONDS)):
        raise BadInput(
            f"clip {clip.name!r} stands still from {long}; a video may for "
            f"{LONGEST_FROZEN_SECONDS:g} s at most. Take another clip, or, where that is meant, say "
            "`accept: [still]` under `pictures`"
        )


def _size(facts: ClipFacts) -> tuple[int, int]:
    """Return width and height of the grid in which it is looked at."""
    scale = CELLS / max(facts.width, facts.height)
    return max(2, round(facts.width * scale)), max(2, round(facts.height * scale))


def _longer(found: Collection[Stretch], most_seconds: float) -> str:
    """Return the first stretch that is too long, in words; empty where none is."""
    return next((f"{s.start:.1f} to {s.end:.1f} s" for s in found if s.seconds > most_seconds), "")
