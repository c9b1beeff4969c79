"""The canvas: size, seed, palette and mood of one picture, before anything is painted."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import numpy as np
from numpy.random import Generator

from resources.scenery.palettes import Palette
from resources.scenery.pixels import Field

Weather = Literal["clear", "fog", "rain", "snow", "storm"]


@dataclass(frozen=True)
class Canvas:
    """All a scene may depend on; positions and sizes follow from the shorter side."""

    width: int
    height: int
    seed: int
    palette: Palette
    words: frozenset[str]
    night: bool
    weather: Weather

    @property
    def unit(self) -> float:
        """The shorter side, in pixels: every size is a part of it."""
        return float(min(self.width, self.height))

    @property
    def upright(self) -> bool:
        """Whether the picture is taller than wide."""
        return self.height > self.width

    @property
    def sky(self) -> tuple[Field, ...]:
        """The stops of the sky at this time of day."""
        return self.palette.night if self.night else self.palette.sky

    @property
    def light(self) -> Field:
        """The colour of the sun or the moon, whichever is up."""
        return self.palette.moon if self.night else self.palette.sun

    @property
    def power(self) -> float:
        """How bright the sky's light is, against full day."""
        return 0.35 if self.night else 1.0

    @property
    def haze(self) -> Field:
        """What distance fades into."""
        return self.sky[3] * np.float32(0.55) + self.sky[4] * np.float32(0.45)

    def rng(self, purpose: str) -> Generator:
        """Return a generator of its own for each purpose, so that one never shifts another."""
        digest = sha256(f"{self.seed}:{purpose}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8]))

    def says(self, *words: str) -> bool:
        """Whether the scene's words hold any of these (singular, lower case)."""
        return not self.words.isdisjoint(words)

    def rows(self) -> Field:
        """Return the y of every pixel's centre, as one column."""
        return np.arange(self.height, dtype=np.float32)[:, None] + np.float32(0.5)

    def columns(self) -> Field:
        """Return the x of every pixel's centre, as one row."""
        return np.arange(self.width, dtype=np.float32)[None, :] + np.float32(0.5)

    def blank(self, colour: Field) -> Field:
        """Return an image of one colour."""
        return np.broadcast_to(colour, (self.height, self.width, 3)).astype(np.float32)
