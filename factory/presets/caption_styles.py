"""Caption styles: how words that are burned into the picture are drawn, as data.

The styles are the YAML files in `factory/presets/caption_styles/`; adding one is adding a file.
"""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factory.documents.error_words import listed, meant, shown
from factory.documents.shipped import shipped
from factory.errors import BadInput
from factory.records import Payload
from factory.video_formats.formats import FormatCaptions

Colour = Annotated[str, StringConstraints(pattern=r"^#?[0-9A-Fa-f]{6}$")]
"""Red, green and blue as in `FFD633`; YAML takes a bare `#` for a comment."""
Manner = Literal["lit", "boxed", "pop"]
"""The spoken word lit; lit on a box; few large words that pop in."""


class CaptionStyle(Payload):
    """One style, every key of it in its file; lengths are in em, the size of the type, unless they say otherwise."""

    name: str
    description: str
    manner: Manner
    font: str | None = None
    """None: the format's own."""
    size: float | None = Field(default=None, ge=0.015, le=0.12)
    """One em as a fraction of the frame's height; None: the format's own."""
    words_per_cue: int | None = Field(default=None, ge=1, le=8)
    """Most words on screen at once; None: the format's own."""
    upper: bool
    """Whether all is set in capitals."""
    colour: Colour
    lit_colour: Colour
    """Of the word that is spoken."""
    outline_colour: Colour
    outline: float = Field(ge=0, le=0.2)
    grow: float = Field(ge=0, le=0.15)
    """How much larger a word is at the height of its pop when it is lit."""
    pop_in: float = Field(ge=0, le=0.4)
    """How much smaller words are on the first frame on which they stand."""
    box_colour: Colour
    box_opacity: float = Field(ge=0, le=1)
    """0: no box."""


class CaptionChoice(Payload):
    """The style a channel chooses (`caption_style`), and what it wants otherwise in it."""

    like: str = ""
    """Name of the style, empty for the format's own; every key that is left out is that style's."""
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
def caption_styles() -> dict[str, CaptionStyle]:
    """Return every style by name."""
    return {style.name: style for style in shipped("presets/caption_styles", CaptionStyle)}


def caption_style_of(choice: CaptionChoice | None, of_format: FormatCaptions) -> CaptionStyle:
    """Return the style that is chosen, else the format's own, complete with its font and sizes.

    Raises:
        BadInput: there is no such style; the message names those there are.
    """
    name = (choice and choice.like) or of_format.look
    if name not in caption_styles():
        raise BadInput(
            f"caption_style: {shown(name)} is unknown; there are: "
            f"{listed(caption_styles())}{meant(name, caption_styles())}"
        )
    style = caption_styles()[name]
    wanted = choice.model_dump(exclude={"like"}, exclude_none=True) if choice else {}
    own = {
        "font": of_format.font,
        "size": of_format.size,
        "words_per_cue": of_format.words_per_cue,
    }
    said = style.model_dump(exclude_none=True)
    return CaptionStyle.model_validate({**own, **said, **wanted})
