"""Overlay: what is laid over a segment's pictures before they are encoded."""

from dataclasses import dataclass
from pathlib import Path

from factory.channel.branding import Corner


@dataclass(frozen=True, slots=True)
class Watermark:
    """A picture, transparent where it is, that stands in a corner of every frame."""

    path: Path
    """A PNG; its alpha is kept."""
    corner: Corner
    width: float
    """Fraction of the frame's width that it fills; its height follows."""
    opacity: float
    """0 is invisible, 1 is as the file has it."""
    margin: float
    """Distance from both edges of its corner, as a fraction of the frame's shorter side."""


@dataclass(frozen=True, slots=True)
class Label:
    """A picture that stands at a place of every frame, above all else."""

    path: Path
    """A PNG; what is transparent around it is left out."""
    left: float
    top: float
    width: float
    height: float
    """In pixels."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is done to every frame of a segment: first graded, then marked, then lettered, then labelled."""

    script: bytes | None = None
    """A whole ASS file in the segment's own time (0 is its first frame)."""
    watermark: Watermark | None = None
    grade: Path | None = None
    """A `.cube` file: the table through which colours go."""
    label: Label | None = None
