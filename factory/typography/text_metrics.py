"""Lettering: what must be known of fonts before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that one font draws."""

    text: str
    font: str
    bold: bool = False
    """Whether the font must be asked for its bold: its family has other weights too."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the letters of a text stand, in pixels."""

    baseline: float
    """How far below the middle of the line, by which ASS places it; each font has its own."""
    above: float
    """How far ink reaches above the baseline."""
    below: float


class LetterSizes(Protocol):
    """How large letters are drawn.

    A font that lacks letters is helped out by the others that are shipped; widths are those of
    the text as it is then drawn.
    """

    def text_width(self, text: str, font: str, size_px: float) -> float:
        """Return how wide a line is drawn, in pixels; `size_px` is one em."""
        ...

    def script_size(self, font: str, size_px: float) -> float:
        """Return the font size that ASS wants for an em of `size_px`."""
        ...

    def stance(self, text: str, font: str, size_px: float) -> Stance:
        """Return where the letters of one line stand; `size_px` is one em."""
        ...


class GlyphCoverage(Protocol):
    """Which letters the fonts that are shipped can draw."""

    def runs(self, text: str, font: str) -> Sequence[Run]:
        """Return the text in pieces, each with the font that draws it."""
        ...

    def drawable(self, text: str, font: str) -> str:
        """Return the text without symbols that no font has.

        Raises:
            BadInput: no font has some of its letters; the message names them.
        """
        ...


class Lettering(LetterSizes, GlyphCoverage, Protocol):
    """What a script must know of fonts before anything is drawn."""
