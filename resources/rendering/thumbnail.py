"""Thumbnails: one picture, darkened where the title stands in big legible type."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from factory.channel.branding import Thumbnail
from factory.errors import PermanentError
from factory.graphics.contrast import LEAST, contrast, grey_under_white, luminance
from factory.graphics.overlay import Overlay
from factory.graphics.thumbnail_title import Title, set_title
from factory.master.unit_details import ThumbnailDetail
from factory.presets.thumbnail_layouts import ThumbnailLayout, layouts
from factory.records import Provider
from factory.video_formats.formats import Picture
from resources.images import fonts
from resources.images.decoding import KINDS, handed_in
from resources.images.jpeg import write_jpeg
from resources.machine import ffmpeg
from resources.video.overlays import FONTS, SCRIPT, stage

MOST_BYTES = 2_000_000
"""Every platform takes a thumbnail of 2 MB."""
INK = (10, 12, 18)
DRAWING_SECONDS = 60
LEGIBLE = 62.0
"""Luma that most of what is under white type has at most: about 10 to 1; nearly all of it has `LEAST`."""
MOST_SHADE = {"band": 0.74, "left": 0.80, "whole": 0.52}
LEAST_SHADE = 0.12
NEARLY_ALL = 95.0
"""Percentile of what lies under a title: single bright points take no letter's edge away."""
MOST_GROUND = grey_under_white(LEAST) - 1
"""The brightest luma, of nearly all that lies under white type, from which it stands out by `LEAST`."""
BAND_REACH_EM = 1.2
"""How far above and below the title its band fades out."""
NIGHT = 80.0
"""Mean luma under which a picture is lifted: a list shows it small, between bright ones."""
MOST_LIFT = 0.62
"""Smallest exponent of the lift; below it the grain of the dark shows."""


class ThumbnailDesigner:
    """See `factory.ports.Thumbnails`."""

    provider = Provider(
        role="render", name="thumbnails", version="1", default=True, synthetic=False
    )

    def __init__(self, ffmpeg_program: str | None = None) -> None:
        self._ffmpeg = ffmpeg_program

    def thumbnail(
        self,
        picture: Path,
        title: str,
        language: str,
        look: Thumbnail,
        width: int,
        height: int,
        target: Path,
    ) -> ThumbnailDetail:
        """See `factory.ports.Thumbnails.thumbnail`; BadInput when no font has the title's letters."""
        program = ffmpeg.binary(self._ffmpeg)
        image, setting, ratio = design(picture, title, language, look, width, height, program)
        size = write_jpeg(image, target, MOST_BYTES)
        return ThumbnailDetail(
            width=width,
            height=height,
            bytes=size,
            lines=setting.lines,
            size_px=setting.em,
            contrast=round(ratio, 2),
        )

    def fitted(self, picture: Path, width: int, height: int, target: Path) -> None:
        """See `factory.ports.Thumbnails.fitted`."""
        with handed_in(picture) as image:
            fitted = ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS)
        write_jpeg(fitted, target, MOST_BYTES)


def design(
    picture: Path,
    title: str,
    language: str,
    look: Thumbnail,
    width: int,
    height: int,
    program: Path,
) -> tuple[Image.Image, Title, float]:
    """Return the thumbnail, how its title was set, and how much that stands out; 0 without a title.

    Raises:
        BadInput: no font has the title's letters.
        PermanentError: the picture cannot be read.
    """
    canvas = _cover(picture, width, height)
    layout = layouts()[look.layout]
    setting = set_title(title, language, layout, look.accent, width, height, fonts)
    if setting.script is None:
        return canvas, setting, 0.0
    ground = _veiled(_darkened(canvas, layout, setting), layout, setting)
    level = _brightness(ground, layout, setting, NEARLY_ALL)
    ratio = contrast(luminance(255, 255, 255), luminance(level, level, level))
    return _lettered(ground, setting.script, program), setting, ratio


def _cover(picture: Path, width: int, height: int) -> Image.Image:
    try:
        with Image.open(picture, formats=KINDS) as found:
            source = ImageOps.exif_transpose(found).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not make a thumbnail: {picture.name} cannot be read ({error}); "
            "make the pictures again"
        ) from error
    fitted = ImageOps.fit(source, (width, height), Image.Resampling.LANCZOS)
    vivid = ImageEnhance.Color(ImageEnhance.Contrast(fitted).enhance(1.06)).enhance(1.12)
    return _lifted(vivid)


def _lifted(picture: Image.Image) -> Image.Image:
    """Brighten a night so that it is seen in a list; black and white stay where they are."""
    mean = float(np.asarray(picture.convert("L")).mean())
    if not 0 < mean < NIGHT:
        return picture
    power = max(MOST_LIFT, float(np.log(NIGHT / 255) / np.log(mean / 255)))
    curve = [round(255 * (value / 255) ** power) for value in range(256)]
    return picture.point(curve * 3)


def _darkened(canvas: Image.Image, layout: ThumbnailLayout, title: Title) -> Image.Image:
    """Darken the picture under the title, softly, so that white type stands out on anything."""
    width, height = canvas.size
    shade = _shade(layout, title, _brightness(canvas, layout, title), width, height)
    shade = shade[..., None].astype(np.float32)
    # Half a step of noise keeps a long soft gradient from showing bands.
    noise = np.random.default_rng(1).random((height, width, 1), dtype=np.float32)
    pixels = np.asarray(canvas, dtype=np.float32) * (1 - shade)
    pixels += np.asarray(INK, dtype=np.float32) * shade
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def _veiled(ground: Image.Image, layout: ThumbnailLayout, title: Title) -> Image.Image:
    """Darken what is still too bright under the title, so that white stands out as text must."""
    bright = _brightness(ground, layout, title, NEARLY_ALL)
    if bright <= MOST_GROUND:
        return ground
    deepest = (bright - MOST_GROUND) / (bright - max(INK))
    veil = (deepest * _band(title, ground.height))[:, None, None]
    pixels = (
        np.asarray(ground, dtype=np.float32) * (1 - veil) + np.asarray(INK, dtype=np.float32) * veil
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _brightness(
    canvas: Image.Image, layout: ThumbnailLayout, title: Title, percentile: float = 75
) -> float:
    """Return how bright the picture is where the title will stand: its luma, 0 to 255."""
    width, height = canvas.size
    place = layout.wide if width > height else layout.upright
    left, right = round(place.left * width), round(place.right * width)
    box = canvas.crop((left, round(title.top), right, round(title.bottom)))
    return float(np.percentile(np.asarray(box.convert("L")), percentile))


def _shade(
    layout: ThumbnailLayout, title: Title, brightness: float, width: int, height: int
) -> NDArray[np.floating]:
    """Return how much of each pixel is ink, 0 to 1: as much as the title's ground needs."""
    across = np.arange(width) / width
    needed = (brightness - LEGIBLE) / max(brightness - max(INK), 1)
    deepest = float(np.clip(needed, LEAST_SHADE, MOST_SHADE[layout.shade]))
    if layout.shade == "whole":
        return np.full((height, width), deepest)
    if layout.shade == "left":
        end = (layout.wide if width > height else layout.upright).right
        side = 1 - _soft((across - 0.55 * end) / (0.75 * end))
        return np.broadcast_to(deepest * side, (height, width))
    wide = layout.wide.align == "left" and width > height
    # The lower right corner belongs to the length that players print there.
    falling = 1 - 0.55 * np.clip((across - 0.55) / 0.45, 0, 1) if wide else np.ones(width)
    return deepest * _band(title, height)[:, None] * falling[None, :]


def _band(title: Title, height: int) -> NDArray[np.floating]:
    """Return for each row how much it belongs to the band behind the title, 0 to 1."""
    down, reach = np.arange(height), BAND_REACH_EM * title.em
    rising = _soft((down - (title.top - reach)) / reach)
    sinking = _soft((title.bottom + reach - down) / reach)
    return rising * sinking


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
        with Image.open(folder / "lettered.png", formats=["PNG"]) as drawn:
            return drawn.convert("RGB")
