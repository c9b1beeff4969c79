"""Thumbnails: one picture, darkened where the title stands in big legible type."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from factory.errors import PermanentError
from factory.formats import Picture
from factory.overlay import Overlay
from factory.template import Thumbnail
from factory.thumbnail_layouts import Layout, layouts
from factory.thumbnail_title import Title, set_title
from resources import ffmpeg, fonts
from resources.overlays import FONTS, SCRIPT, stage

INK = (10, 12, 18)
DRAWING_SECONDS = 60


def design(
    picture: Path, title: str, look: Thumbnail, width: int, height: int, program: Path
) -> tuple[Image.Image, Title]:
    """Return the thumbnail and how its title was set.

    Raises:
        BadInput: no font has the title's letters.
        PermanentError: the picture cannot be read.
    """
    canvas = _cover(picture, width, height)
    layout = layouts()[look.layout]
    setting = set_title(title, layout, look.accent, width, height, fonts)
    if setting.script is None:
        return canvas, setting
    return _lettered(_darkened(canvas, layout, setting), setting.script, program), setting


def _cover(picture: Path, width: int, height: int) -> Image.Image:
    try:
        with Image.open(picture) as opened:
            source = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not make a thumbnail: {picture.name} cannot be read ({error}); "
            "make the pictures again"
        ) from error
    fitted = ImageOps.fit(source, (width, height), Image.Resampling.LANCZOS)
    return ImageEnhance.Color(ImageEnhance.Contrast(fitted).enhance(1.06)).enhance(1.12)


def _darkened(canvas: Image.Image, layout: Layout, title: Title) -> Image.Image:
    """Darken the picture under the title, softly, so that white type stands out on anything."""
    width, height = canvas.size
    shade = _shade(layout, title, width, height)[..., None].astype(np.float32)
    # Half a step of noise keeps a long soft gradient from showing bands.
    noise = np.random.default_rng(1).random((height, width, 1), dtype=np.float32)
    pixels = np.asarray(canvas, dtype=np.float32) * (1 - shade)
    pixels += np.asarray(INK, dtype=np.float32) * shade
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def _shade(layout: Layout, title: Title, width: int, height: int) -> NDArray[np.floating]:
    """Return how much of each pixel is ink, 0 to 1."""
    across, down = np.arange(width) / width, np.arange(height)
    if layout.shade == "whole":
        return np.full((height, width), 0.52)
    if layout.shade == "left":
        end = (layout.wide if width > height else layout.upright).right
        side = 1 - _soft((across - 0.55 * end) / (0.75 * end))
        return np.broadcast_to(0.80 * side + 0.04, (height, width))
    reach = 0.28 * height
    rising = _soft((down - (title.top - reach)) / reach)
    wide = layout.wide.align == "left" and width > height
    # The lower right corner belongs to the length that players print there.
    falling = 1 - 0.55 * np.clip((across - 0.55) / 0.45, 0, 1) if wide else np.ones(width)
    return 0.70 * rising[:, None] * falling[None, :] + 0.06


def _soft(ramp: NDArray[np.floating]) -> NDArray[np.floating]:
    clipped = np.clip(ramp, 0, 1)
    return clipped * clipped * (3 - 2 * clipped)


def _lettered(canvas: Image.Image, script: bytes, program: Path) -> Image.Image:
    """Draw the script by the hand that letters the videos: it joins and turns any writing."""
    with TemporaryDirectory(prefix="thumbnail-") as scratch:
        folder = Path(scratch)
        size = Picture(width=canvas.width, height=canvas.height, fps=25)
        stage(folder, Overlay(script=script), size)
        canvas.save(folder / "canvas.png", compress_level=1)
        ffmpeg.run(
            [
                "-i",
                "canvas.png",
                "-vf",
                f"format=rgb24,ass=filename={SCRIPT}:fontsdir={FONTS}",
            ]
            + ["-frames:v", "1", "-update", "1", "lettered.png"],
            doing="letter a thumbnail",
            program=program,
            folder=folder,
            timeout_seconds=DRAWING_SECONDS,
        )
        with Image.open(folder / "lettered.png") as drawn:
            return drawn.convert("RGB")
