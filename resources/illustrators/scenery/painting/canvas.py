"""The canvas: size, seed, palette and mood of one picture, before anything is painted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator

from factory.fingerprint import seed_of
from resources.illustrators.scenery.painting.palettes import Palette
from resources.illustrators.scenery.painting.pixels import Field, luminance, mix

Weather = Literal["clear", "fog", "rain", "snow", "storm"]
DIMMED: dict[Weather, float] = {"fog": 0.95, "rain": 0.75, "storm": 0.62}
"""What is left of the sky's light in weathers that hide the sun."""
COLOUR_LEFT = 0.5


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
    titled: bool = False
    """Whether a title stands over the upper part: what is seen first stands below it."""

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
        """The stops of the sky at this time of day, dulled where clouds close it."""
        stops = self.palette.night if self.night else self.palette.sky
        if not self.overcast:
            return stops
        return tuple(_dulled(stop) * np.float32(DIMMED[self.weather]) for stop in stops)

    @property
    def light(self) -> Field:
        """The colour of the sun or the moon, whichever is up, or of the clouds before it."""
        light = self.palette.moon if self.night else self.palette.sun
        return _dulled(light) * np.float32(DIMMED[self.weather]) if self.overcast else light

    @property
    def power(self) -> float:
        """How bright the sky's light is, against full day."""
        return 0.35 if self.night else 0.6 if self.overcast else 1.0

    @property
    def overcast(self) -> bool:
        """Whether clouds hide sun, moon and stars."""
        return self.weather in DIMMED

    @property
    def haze(self) -> Field:
        """What distance fades into."""
        return self.sky[3] * np.float32(0.55) + self.sky[4] * np.float32(0.45)

    def rng(self, purpose: str) -> Generator:
        """Return a generator of its own for each purpose, so that one never shifts another."""
        return np.random.default_rng(seed_of(f"{self.seed}:{purpose}", bits=64))

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


def _dulled(colour: Field) -> Field:
    """Return a colour as clouds leave it: most of the way to grey."""
    return mix(np.full(3, float(luminance(colour)), np.float32), colour, COLOUR_LEFT)
