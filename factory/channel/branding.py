"""Branding: how a channel's videos are dressed, as data and the files that lie beside it."""

import os.path
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Literal, cast

from pydantic import Field

from factory.presets.caption_styles import CaptionChoice, Colour
from factory.records import Payload

NONE = "none"
"""The word that takes away what the template or the format would have."""
SHORTHAND = {
    "intro": "file",
    "outro": "file",
    "watermark": "file",
    "grade": "file",
    "caption_style": "like",
    "thumbnail": "layout",
    "progress": "edge",
    "ai_label": "kind",
}
"""Keys whose value may be one word, and the key below them that it stands for."""
TIMED = ("hook", "lower_thirds")
"""Keys that a format has too: `none` is an order there, not an absence."""
STILLS = (".png", ".jpg", ".jpeg")
"""Endings of an intro or outro that is a picture; all others are videos."""
WITH_FILES = ("intro", "outro", "watermark", "grade", "ai_label")


Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]


class BrandFile(Payload):
    """One file of a template."""

    file: str
    """From the folder of the YAML file that names it."""
    sha256: str = ""
    """Filled in when the file is read; given by hand, the file must have it."""

    @property
    def kept(self) -> str:
        """Name under which a video keeps its own copy in the store."""
        return f"template/{self.sha256[:16]}{PurePath(self.file).suffix.lower()}"


class Insert(BrandFile):
    """A short video before or after the body; or a still that stands for a while."""

    seconds: float = Field(default=3.0, ge=0.5, le=15)
    """How long a still stands; a video has its own length."""
    video_seconds: float | None = Field(default=None, gt=0)
    """A video's own length, filled in when the file is read."""
    licence: str = "the channel's own"
    attribution: str = ""
    """Who is to be named in the description, if anybody."""
    branded: bool = True
    """Whether it shows a name, a mark or promotion, which TikTok forbids in what apps post."""

    @property
    def lasting_seconds(self) -> float:
        """How long it is shown."""
        return self.seconds if self.video_seconds is None else self.video_seconds


class ChannelMark(BrandFile):
    """The channel's mark in a corner of every frame."""

    corner: Corner = "top-right"
    width: float = Field(default=0.14, ge=0.02, le=0.5)
    """Fraction of the frame's width."""
    opacity: float = Field(default=0.85, ge=0.05, le=1)
    margin: float = Field(default=0.045, ge=0, le=0.25)
    """Distance from both edges, as a fraction of the frame's shorter side."""


class Grade(BrandFile):
    """A table of colours, `.cube`, through which every picture goes."""


class Hook(Payload):
    """The title, large, on the first seconds."""

    seconds: float = Field(default=2.6, ge=0, le=6)
    """0: none."""
    colour: Colour = "FFFFFF"
    box_colour: Colour = "0C0F14"


class LowerThirds(Payload):
    """The chapter's title, low in the picture, when it begins."""

    seconds: float = Field(default=4.6, ge=0, le=10)
    """0: none."""
    accent: Colour = "FFD633"


class ProgressBar(Payload):
    """A thin bar along an edge of the frame that shows how much has been seen."""

    edge: Literal["top", "bottom"] = "bottom"
    height: float = Field(default=0.006, ge=0.002, le=0.03)
    """Fraction of the frame's height."""
    colour: Colour = "FFD633"


class Thumbnail(Payload):
    """How the title stands on the thumbnail."""

    layout: str = "band"
    """Name of a layout in `factory/presets/thumbnail_layouts/`."""
    accent: Colour = "FFD633"


class AiLabel(BrandFile):
    """The mark that says how a video was made, on every frame, as the EU's Code of Practice words it."""

    file: str = ""
    """A picture that stands there in place of the lettering: the official icon; empty: none."""
    ratio: float | None = Field(default=None, gt=0)
    """How wide the picture is for its height, without what is transparent around it; filled in when the file
    is read."""
    kind: Literal["generated", "modified"]
    """All of it, or parts of it."""
    corner: Literal["bottom-left", "bottom-right"] = "bottom-left"
    """Of the area that no platform's buttons cover."""


class Branding(Payload):
    """Everything a template may say; what is left out is the format's own."""

    intro: Insert | None = None
    outro: Insert | None = None
    watermark: ChannelMark | None = None
    grade: Grade | None = None
    caption_style: CaptionChoice | None = None
    hook: Hook | None = None
    lower_thirds: LowerThirds | None = None
    progress: ProgressBar | None = None
    thumbnail: Thumbnail = Thumbnail()
    ai_label: AiLabel | None = None

    @property
    def insert_seconds(self) -> float:
        """How long the intro and the outro take together."""
        return sum(insert.lasting_seconds for insert in (self.intro, self.outro) if insert)

    @property
    def branded_inserts(self) -> Mapping[str, Insert]:
        """The intro and the outro that show a name, a mark or promotion, by their keys."""
        both = {"intro": self.intro, "outro": self.outro}
        return {key: insert for key, insert in both.items() if insert and insert.branded}

    @property
    def pieces(self) -> tuple[BrandFile, ...]:
        """Every file it needs, in the order of `WITH_FILES`."""
        named = (getattr(self, key) for key in WITH_FILES)
        return tuple(piece for piece in named if piece is not None and piece.file)


class Template(Branding):
    """One `template.yaml`."""

    description: str = ""


def plain_keys(keys: Mapping[str, Any], folder: PurePath) -> dict[str, Any]:
    """Return a file's keys with one-word values written out and its files taken from `folder`."""
    return dict(_written_out(keys, folder))


def _written_out(keys: Mapping[str, Any], folder: PurePath) -> Iterator[tuple[str, Any]]:
    for key, value in keys.items():
        if value == NONE and key in TIMED:
            yield key, {"seconds": "0"}
        elif isinstance(value, str) and value != NONE and key in SHORTHAND:
            yield key, _placed(key, {SHORTHAND[key]: value}, folder)
        elif isinstance(value, dict):
            yield key, _placed(key, cast(Any, value), folder)
        else:
            yield key, value


def _placed(key: str, value: dict[str, Any], folder: PurePath) -> dict[str, Any]:
    file = value.get("file")
    if key not in WITH_FILES or not isinstance(file, str):
        return value
    return {**value, "file": os.path.normpath(folder / file)}


def laid_over(template: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the template's keys with the channel's own laid over them.

    A key with keys below it changes only those; `none` takes the template's away; a one-word
    value, and another file or look, stands in place of all that the template says there.

    Args:
        template: keys of a `template.yaml`, as `plain_keys` returns them.
        own: keys of a channel file, likewise.
    """
    merged = dict(template)
    for key, value in own.items():
        below = merged.get(key)
        if (
            isinstance(value, dict)
            and isinstance(below, dict)
            and not _chooses_anew(cast(Any, value))
        ):
            merged[key] = {**cast(Any, below), **value}
        else:
            merged[key] = value
    return {k: v for k, v in merged.items() if not (v == NONE and k in Branding.model_fields)}


def _chooses_anew(value: Mapping[str, Any]) -> bool:
    return "file" in value or "like" in value
