"""Sheet: a square on which signs of our own are drawn, in hundredths of it."""

import itertools
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from resources.images import fonts

FINER = 4
"""Drawn so many times as large, and made small again: edges are soft."""
INK, PAPER = 255, 0
Point = tuple[float, float]
Joint = tuple[float, float, float]
"""Where a limb bends, and how thick it is there."""


class Sheet:
    """A square on which shapes are drawn, or cut out of what is drawn."""

    def __init__(self, size_px: int) -> None:
        """Begin with an empty one of so many pixels a side, once it is made small again."""
        self.scale = size_px * FINER / 100
        self.image = Image.new("L", (size_px * FINER, size_px * FINER), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        ink: int = INK,
        round_: float = 0,
    ) -> None:
        """Draw a rectangle with round corners."""
        edges = [edge * self.scale for edge in (left, top, right, bottom)]
        self.pen.rounded_rectangle(edges, round_ * self.scale, ink)

    def shape(self, points: Sequence[Point], ink: int = INK) -> None:
        """Draw a polygon."""
        self.pen.polygon([(x * self.scale, y * self.scale) for x, y in points], ink)

    def rod(self, start: Point, end: Point, thick: float) -> None:
        """Draw a bar with round ends."""
        ends = [(x * self.scale, y * self.scale) for x, y in (start, end)]
        self.pen.line(ends, INK, round(thick * self.scale))
        half = thick / 2 * self.scale
        for x, y in ends:
            self.pen.ellipse((x - half, y - half, x + half, y + half), INK)

    def disc(self, x: float, y: float, radius: float, ink: int = INK) -> None:
        """Draw a circle around a place."""
        self.oval(x, y, radius, radius, ink)

    def oval(self, x: float, y: float, across: float, down: float, ink: int = INK) -> None:
        """Draw an ellipse around a place, with its two radii."""
        edges = [e * self.scale for e in (x - across, y - down, x + across, y + down)]
        self.pen.ellipse(edges, ink)

    def limb(self, joints: Sequence[Joint], ink: int = INK, more: float = 0.0) -> None:
        """Draw a bent rod that grows thinner or thicker from joint to joint.

        Args:
            joints: in order.
            ink: or paper.
            more: how much thicker it is all along.
        """
        for (x, y, thick), (to_x, to_y, to_thick) in itertools.pairwise(joints):
            far = max(1e-6, ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5)
            across, down = -(to_y - y) / far, (to_x - x) / far
            half, to_half = (thick + more) / 2, (to_thick + more) / 2
            self.shape(
                [
                    (x + across * half, y + down * half),
                    (to_x + across * to_half, to_y + down * to_half),
                    (to_x - across * to_half, to_y - down * to_half),
                    (x - across * half, y - down * half),
                ],
                ink,
            )
        for x, y, thick in joints:
            self.disc(x, y, (thick + more) / 2, ink)

    def letter(self, text: str, font: str, x: float, y: float, em: float) -> None:
        """Cut a letter out, its middle at a place."""
        face = ImageFont.truetype(fonts.font_file(font), round(em * self.scale))
        self.pen.text((x * self.scale, y * self.scale), text, PAPER, face, anchor="mm")
