"""Audience: who watched a channel's videos, from where and on what, as a platform says it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from factory.records import Payload
from factory.text.languages import country_name

Dimension = Literal["country", "age", "device", "traffic"]
"""Where viewers are (two letters of ISO 3166-1), how old they say they are (shares alone), what they watch
on, and what led them to the video."""

PERIOD_DAYS: Final[Mapping[Dimension, int]] = {"country": 28, "age": 28, "device": 28, "traffic": 1}
"""Over how many days, up to the one asked about: of a single day a small channel is told nothing of
its viewers' ages, and how they found a video changes from day to day."""

DEVICES: Final[Mapping[str, str]] = {
    "MOBILE": "Phone",
    "DESKTOP": "Computer",
    "TABLET": "Tablet",
    "TV": "Television",
    "GAME_CONSOLE": "Game console",
    "UNKNOWN_PLATFORM": "Not known",
}

Count = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]


class AudiencePart(Payload):
    """One country, age, device or source."""

    key: str = Field(min_length=1, max_length=100)
    """As the platform names it: `DE`, `age25-34`, `MOBILE`, `YT_SEARCH`."""
    views: Count | None = None
    watch_seconds: Count | None = None
    share: Annotated[float, Field(ge=0, le=1)] | None = None
    """Of the viewers; only of those whose age is known."""


class Audience(Payload):
    """One answer about a channel; the parts are those of `PERIOD_DAYS` that end with the day."""

    day: date
    channel: str
    outlet: str
    dimension: Dimension
    parts: tuple[AudiencePart, ...]

    def shares(self, *, computed: bool = True) -> Sequence[tuple[str, float]]:
        """Return each part's share, the largest first: as told, or its views over those of all; then ours.

        Args:
            computed: whether shares may be computed; else those that the platform told are all.
        """
        views = sum(part.views or 0 for part in self.parts)
        found = [
            (part.key, part.share if part.share is not None else (part.views or 0) / (views or 1))
            for part in self.parts
            if computed or part.share is not None
        ]
        return sorted(found, key=lambda one: (-one[1], one[0]))


def part_words(dimension: Dimension, key: str) -> str:
    """Return what people call a part: `25 to 34` for `age25-34`, `Germany` for `DE`, `Phone` for `MOBILE`."""
    if dimension == "age":
        youngest, _, oldest = key.removeprefix("age").partition("-")
        return f"{youngest} to {oldest}" if oldest else f"{youngest} and older"
    if dimension == "device":
        return DEVICES.get(key, key.replace("_", " ").capitalize())
    return country_name(key) if dimension == "country" else key
