"""Depiction: what one scene's picture shows of what the scene says, and why."""

from collections.abc import Mapping
from typing import Literal

from factory.records import Payload

DepictionKind = Literal[
    "map",
    "figure",
    "comparison",
    "share",
    "timeline",
    "quotation",
    "list",
    "question",
    "thing",
    "mood",
]
LETTERED: frozenset[DepictionKind] = frozenset(
    {"map", "figure", "comparison", "share", "timeline", "quotation", "list", "question"}
)
"""Kinds that carry words: the camera goes straight in, so that none is cut off."""


class Place(Payload):
    """A place of the gazetteer."""

    name: str
    """As the words name it."""
    latitude: float
    longitude: float
    span_degrees: float
    """How much of the map, north to south, shows it and what is around it."""
    country: str = ""
    """ISO 3166-1 alpha-2 where it is a country."""


Footing = Literal["land", "plain", "room", "table", "water", "air", "sea", "space"]
"""What a thing stands on, floats on or hangs in; `sea` is under water."""
Setting = Literal[
    "valley",
    "mountains",
    "forest",
    "desert",
    "snow",
    "night",
    "stars",
    "city",
    "sea",
    "shore",
    "deep",
    "lights",
    "window",
    "lamp",
    "hall",
]
"""What is seen behind a thing; `lights` are those of a street, `lamp` a wall in its light."""
SETTINGS: Mapping[Footing, tuple[Setting, ...]] = {
    "land": ("valley", "mountains", "forest"),
    "plain": ("hall", "valley", "mountains"),
    "room": ("window", "hall", "lamp"),
    "table": ("window", "valley", "lamp"),
    "water": ("sea",),
    "air": ("mountains", "valley", "forest"),
    "sea": ("deep",),
    "space": ("stars",),
}
"""Where things of each footing may be, for scenes whose words do not say where: by day, and nothing that tells of a night, a city or a voyage."""
View = Literal["whole", "near", "company", "several", "far"]
"""How a thing is seen; each time that a video returns to it, otherwise."""


class Subject(Payload):
    """Something that can be drawn."""

    name: str
    draw: str
    """A sign of the drawn subjects; empty where there is none."""
    scenery: tuple[str, ...] = ()
    """Words that ask the scenery for it, where one shows it better than a sign; the first says of which
    kind it is."""

    footing: Footing = "land"
    again: tuple[str, ...] = ()
    """Further signs of the same, for when a video returns to it."""
    single: bool = False
    """Whether there is one alone where it stands: no others of its kind are seen behind it."""

    @property
    def painted(self) -> bool:
        """Whether a scenery shows it rather than a drawing."""
        return bool(self.scenery)


class Amount(Payload):
    """A number as it is set large: `1,500` and `feet`."""

    value: float
    figure: str
    unit: str = ""
    dimension: str = ""
    """Amounts of one dimension can be drawn to one scale: length, mass, money, time."""
    measure: float = 0.0
    """The value in its dimension's own unit: metres, kilograms, seconds; of a speed metres a second."""
    upright: bool = False
    """Of a length, whether it is a height or a depth."""


class Depiction(Payload):
    """What a picture shows; the kind decides which of the rest it uses."""

    kind: DepictionKind
    shows: str
    """In a few words, for a person: `map of Cape Hatteras`."""
    reason: str
    """Which of the scene's words it shows."""
    places: tuple[Place, ...] = ()
    """Of a map: the place, or both ends of the way."""
    amounts: tuple[Amount, ...] = ()
    """Of a figure one; of a comparison several, in the scene's order."""
    years: tuple[int, ...] = ()
    """Of a timeline, in order."""
    label: str = ""
    """A date as the scene says it; a quotation's speaker; the noun that a share is of."""
    lines: tuple[str, ...] = ()
    """Of a quotation, a list, a question."""
    subject: Subject | None = None
    """A thing; beside a figure, what is counted."""
    view: View = "whole"
    """Of a thing; of a painted one `near` or else the whole."""
    setting: Setting | None = None
    """Where a thing is, or what is dim behind numbers and words."""
    counted: bool = False
    """Of a figure, whether the subject is what it counts, so that each can be drawn."""
    of_title: bool = False
    """Whether the scene names nothing, and this is what the video's title names."""
    titled: bool = False
    """Whether it opens a video and is its thumbnail: the title stands on it, what it shows below it or beside it."""

    @property
    def matched(self) -> bool:
        """Whether it shows something that the scene speaks of."""
        return self.kind != "mood" and not self.of_title

    @property
    def told(self) -> str:
        """Return it in one line, for a person."""
        return f"{self.shows} ({self.reason})"


NOTHING_TO_SHOW = Depiction(
    kind="mood", shows="mood", reason="nothing to show: no place, figure, date or thing is named"
)
