"""Caption looks: how words that are burned into the picture are drawn, as data.

The looks are the YAML files in `factory/presets/caption_styles/`; adding one is adding a file.
"""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factory.documents.error_words import listed, meant, shown
from factory.documents.shipped import shipped
from factory.errors import BadInput
from factory.records import Payload
from factory.video_formats.formats import CaptionStyle

Colour = Annotated[str, StringConstraints(pattern=r"^#?[0-9A-Fa-f]{6}$")]
"""Red, green and blue as in `FFD633`; YAML takes a bare `#` for a comment."""
Manner = Literal["lit", "boxed", "pop"]
"""The spoken word lit; lit on a box; few large words that pop in."""


class CaptionLook(Payload):
    """One look; lengths are in em, the size of the type, unless they say otherwise."""

    name: str
    description: str
    manner: Manner
    font: str | None = None
    """None: the format's own."""
    size: float | None = Field(default=None, ge=0.015, le=0.12)
    """One em as a fraction of the frame's height; None: the format's own."""
    words_per_cue: int | None = Field(default=None, ge=1, le=8)
    """Most words on screen at once; None: the format's own."""
    upper: bool = False
    """Whether all is set in capitals."""
    colour: Colour = "FFFFFF"
    lit_colour: Colour = "FFD633"
    outline_colour: Colour = "0C0F14"
    outline: float = Field(default=0.085, ge=0, le=0.2)
    grow: float = Field(default=0.0, ge=0, le=0.15)
    """How much larger a word is at the height of its pop when it is lit."""
    pop_in: float = Field(default=0.0, ge=0, le=0.4)
    """How much smaller words are on the first frame on which they stand."""
    box_colour: Colour = "0C0F14"
    box_opacity: float = Field(default=0.0, ge=0, le=1)
    """0: no box."""


class CaptionChoice(Payload):
    """The look a channel chooses, and what it wants otherwise in it."""

    like: str = ""
    """Name of the look, empty for the format's own; every key that is left out is that look's."""
    font: str | None = None
    size: float | None = Field(default=None, ge=0.015, le=0.12)
    words_per_cue: int | None = Field(default=None, ge=1, le=8)
    upper: bool | None = None
    colour: Colour | None = None
    lit_colour: Colour | None = None
    outline_colour: Colour | None = None
    outline: float | None = Field(default=None, ge=0, le=0.2)
    box_colour: Colour | None = None
    box_opacity: float | None = Field(default=None, ge=0, le=1)


@cache
def looks() -> dict[str, CaptionLook]:
    """Return every look by name."""
    return {look.name: look for look in shipped("presets/caption_styles", CaptionLook)}


def look_of(choice: CaptionChoice | None, style: CaptionStyle) -> CaptionLook:
    """Return the look that is chosen, else the format's own, complete with its font and sizes.

    Raises:
        BadInput: there is no such look; the message names those there are.
    """
    name = (choice and choice.like) or style.look
    if name not in looks():
        raise BadInput(
            f"caption_style: {shown(name)} is unknown; there are: "
            f"{listed(looks())}{meant(name, looks())}"
        )
    look = looks()[name]
    wanted = choice.model_dump(exclude={"like"}, exclude_none=True) if choice else {}
    own = {"font": style.font, "size": style.size, "words_per_cue": style.words_per_cue}
    said = look.model_dump(exclude_none=True)
    return CaptionLook.model_validate({**own, **said, **wanted})
