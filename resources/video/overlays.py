"""Overlays: the grade, the watermark and the script, staged as files and drawn by ffmpeg."""

from pathlib import Path
from typing import Any

import ffmpeg as graph
from PIL import Image

from factory.errors import PermanentError
from factory.graphics.overlay import Label, Overlay, Watermark
from factory.video_formats.formats import Picture
from resources.images.fonts import fonts_named

SCRIPT, MARK, GRADE, FONTS, LABEL = (
    "script.ass",
    "watermark.png",
    "grade.cube",
    "fonts",
    "label.png",
)
"""Plain names in the folder where ffmpeg runs: no path of a user enters a filter."""
BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}


def stage(scratch: Path, overlay: Overlay, picture: Picture) -> None:
    """Put what the filters read into the folder, so that it is named without a path.

    Raises:
        PermanentError: the watermark or the label cannot be read.
    """
    if overlay.grade is not None:
        (scratch / GRADE).symlink_to(overlay.grade.absolute())
    if overlay.watermark is not None:
        marked(overlay.watermark, picture).save(scratch / MARK, compress_level=1)
    if overlay.label is not None:
        labelled(overlay.label).save(scratch / LABEL, compress_level=1)
    if overlay.script is None:
        return
    (scratch / SCRIPT).write_bytes(overlay.script)
    (scratch / FONTS).mkdir()
    for font in fonts_named(overlay.script):
        (scratch / FONTS / font.name).symlink_to(font.absolute())


def overlaid(stream: Any, overlay: Overlay, picture: Picture) -> Any:
    """Return the stream graded, marked, lettered and labelled, in this order, from what `stage` put there.

    Args:
        stream: yuv420p in BT.709, limited range, of the picture's size; it stays that.
        overlay: what is laid over it.
        picture: the output frame.
    """
    if overlay.grade is not None:
        stream = (
            stream.filter("scale", in_color_matrix="bt709", in_range="tv", out_range="pc")
            .filter("format", pix_fmts="gbrp10le")  # eight bits would show steps in a soft sky
            .filter("lut3d", file=GRADE, interp="tetrahedral")
            .filter("scale", out_color_matrix="bt709", out_range="tv")
            .filter("format", pix_fmts="yuv420p")
            .filter("setparams", range="tv", chroma_location="left", **BT709)
        )
    if overlay.watermark is not None:
        x, y = corner_of(overlay.watermark, picture)
        stream = _laid_over(stream, MARK, x, y)
    if overlay.script is not None:
        stream = stream.filter("ass", filename=SCRIPT, fontsdir=FONTS)
    if overlay.label is not None:
        x, y = (str(_even(side)) for side in (overlay.label.left, overlay.label.top))
        stream = _laid_over(stream, LABEL, x, y)
    return stream


def _laid_over(stream: Any, name: str, x: str, y: str) -> Any:
    """Return the stream with a still of the folder over it, its left upper corner there."""
    still = (
        graph.input(name)
        .filter("scale", out_color_matrix="bt709", out_range="tv")
        .filter("format", pix_fmts="yuva420p")
        .filter("setparams", range="tv", **BT709)
    )
    return graph.filter([stream, still], "overlay", x=x, y=y, format="yuv420", eof_action="repeat")


def marked(watermark: Watermark, picture: Picture) -> Image.Image:
    """Return the watermark at its size in pixels, as opaque as it is wanted.

    Raises:
        PermanentError: the file cannot be read as a picture.
    """
    mark = _opened("watermark", watermark.path)
    width = _even(watermark.width * picture.width)
    height = _even(width * mark.height / mark.width)
    mark = mark.resize((width, height), Image.Resampling.LANCZOS)
    mark.putalpha(mark.getchannel("A").point([round(a * watermark.opacity) for a in range(256)]))
    return mark


def labelled(label: Label) -> Image.Image:
    """Return the label at its size in pixels, without what is transparent around it.

    Raises:
        PermanentError: the file cannot be read as a picture.
    """
    picture = _opened("label", label.path)
    box = picture.getchannel("A").point([0] * 128 + [255] * 128).getbbox()
    size = _even(label.width), _even(label.height)
    return picture.crop(box).resize(size, Image.Resampling.LANCZOS)


def _opened(what: str, path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=["PNG"]) as opened:
            return opened.convert("RGBA")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not lay the {what} {path.name} over the picture: it cannot be "
            f"read ({error}); mend the file the template names"
        ) from error


def corner_of(watermark: Watermark, picture: Picture) -> tuple[str, str]:
    """Return where the watermark's upper left corner stands, as overlay's x and y, both even."""
    margin = _even(watermark.margin * min(picture.width, picture.height))
    down, across = watermark.corner.split("-")
    x = str(margin) if across == "left" else f"W-w-{margin}"
    y = str(margin) if down == "top" else f"H-h-{margin}"
    return x, y


def _even(size: float) -> int:
    """Return an even number of pixels: colour is stored for every second one."""
    return max(2, round(size / 2) * 2)
