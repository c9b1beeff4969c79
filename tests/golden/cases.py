"""The golden cases: what a person must find good, one small picture each."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from PIL import Image

from factory.channel.branding import ChannelMark, Grade, ProgressBar, Thumbnail
from factory.presets.caption_styles import caption_styles
from factory.presets.thumbnail_layouts import layouts
from factory_assets.stage.recorded_files import sha256_of
from resources.rendering.thumbnail import ThumbnailDesigner
from tests.golden.film import Film, Frame, filmed
from tests.golden.grounds import draw

Draw = Callable[[Path, int], Frame]
"""Takes an empty folder to work in, and how many times as large as golden it shall be."""

SPOKEN = "Every road began"
TITLE = "The lighthouse that walked"


def _film(**facts: Any) -> Draw:
    film = Film(**facts)
    return lambda folder, enlarged: filmed(film, folder, enlarged)


def _captions(words: str, look: str = "lit", ground: str = "plain") -> Draw:
    return _film(words=words, grounds=(ground,), channel={"caption_style": {"like": look}})


def _branded(folder: Path, enlarged: int) -> Frame:
    """Draw a picture with a mark in its corner, and a grade that makes it warm under the mark."""
    mark, grade = folder / "mark.png", folder / "warm.cube"
    Image.new("RGBA", (64, 32), (250, 250, 250, 255)).save(mark)
    steps = [n / 2 for n in range(3)]
    rows = [f"{min(1, r * 1.15)} {g * 0.95} {b * 0.6}" for b in steps for g in steps for r in steps]
    grade.write_text("\n".join(["LUT_3D_SIZE 3", *rows]) + "\n")
    channel = {
        "watermark": ChannelMark(file=str(mark), sha256=sha256_of(mark)),
        "grade": Grade(file=str(grade), sha256=sha256_of(grade)),
    }
    return filmed(Film(channel=channel), folder, enlarged)


def _thumbnail(layout: str, shape: tuple[int, int], folder: Path, enlarged: int) -> Frame:
    width, height = (enlarged * side for side in shape)
    draw("busy", folder / "picture.png", width, height)
    target = folder / "thumbnail.jpg"
    look = Thumbnail(layout=layout)
    ThumbnailDesigner().thumbnail(folder / "picture.png", TITLE, "en", look, width, height, target)
    with Image.open(target) as image:
        return np.asarray(image.convert("RGB"))


WIDE, UPRIGHT = (224, 126), (126, 224)
"""Sizes of golden thumbnails: a list of videos shows them so."""

CASES: Mapping[str, Draw] = MappingProxyType(
    {
        **{
            f"captions-{look}-{ground}": _captions(SPOKEN, look, ground)
            for look in caption_styles()
            for ground in ("busy", "plain")
        },
        "captions-long-word": _captions("die Donaudampfschifffahrtsgesellschaft"),
        "captions-long-word-boxed": _captions("Donaudampfschifffahrtsgesellschaft", "boxed"),
        "captions-long-word-bold-pop": _captions("Donaudampfschifffahrtsgesellschaft", "bold-pop"),
        "captions-european": _captions("Łódź straße Việt ήλιος"),
        "captions-cyrillic-capitals": _captions("Йод и ёлка", "bold-pop"),
        "captions-arabic": _captions("الطريق إلى Netflix"),
        "captions-hebrew": _captions("הדרך לעיר 24"),
        "captions-hindi-boxed": _captions("सड़क की शुरुआत", "boxed"),
        "captions-chinese-japanese-korean": _captions("東京は夜 서울의 道路"),
        "captions-signs": _captions("“Yes”— said… €50"),
        "hook": _film(hook=TITLE, frame=3, grounds=("plain",)),
        "hook-with-captions": _film(hook="Đường về nhà", words=SPOKEN, grounds=("plain",)),
        "progress": _film(channel={"progress": ProgressBar()}, frame=9, grounds=("plain", "busy")),
        "cross-fade": _film(grounds=("busy", "other"), frame=28),
        "lower-third": _film(format="longform", chapter=TITLE, frame=45, scene_frames=60),
        "lower-third-arabic": _film(
            format="longform",
            chapter="الطريق إلى المدينة",
            frame=45,
            scene_frames=60,
            grounds=("plain",),
        ),
        "watermark-and-grade": _branded,
        "sleep-dimmed": _film(
            format="sleep", grounds=("night",), scene_frames=240, asked_seconds=60, frame=1430
        ),
        "clip-turned": _film(format="clip", grounds=("turned clip",), frame=5, scene_frames=12),
        **{
            f"thumbnail-{layout}-{name}": partial(_thumbnail, layout, shape)
            for layout in layouts()
            for name, shape in (("wide", WIDE), ("upright", UPRIGHT))
        },
    }
)
"""By name; the reference is the file of that name in `references/`."""
