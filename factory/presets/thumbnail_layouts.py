"""Thumbnail layouts: where a title stands and what is darkened under it, as data.

The layouts are the YAML files in `factory/presets/thumbnail_layouts/`; adding one is adding a file.
"""

from functools import cache
from typing import Literal

from factory.documents.shipped import shipped
from factory.records import Payload


class Place(Payload):
    """A box for the title; its sides are fractions of the frame's, from the top left corner."""

    left: float
    right: float
    top: float
    bottom: float
    align: Literal["left", "centre"]
    largest: float
    """Largest em, as a fraction of the frame's shorter side."""


class ThumbnailLayout(Payload):
    """One layout, for wide pictures and for upright ones."""

    name: str
    description: str
    shade: Literal["band", "left", "whole"]
    """What is darkened: a band behind the title, the left side, or all of the picture."""
    anchor: Literal["bottom", "middle"]
    """Where in its box a title stands that does not fill it."""
    wide: Place
    upright: Place


@cache
def layouts() -> dict[str, ThumbnailLayout]:
    """Return every layout by name."""
    return {layout.name: layout for layout in shipped("presets/thumbnail_layouts", ThumbnailLayout)}
