"""Overlays: the grade, the watermark and the script, staged as files and drawn by ffmpeg."""

from pathlib import Path
from typing import Any

import ffmpeg as graph
from PIL import Image

from factory.errors import PermanentError
from factory.graphics.overlay import Overlay, Watermark
from factory.video_formats.formats import Picture
from resources.images.fonts import fonts_named

SCRIPT, MARK, GRADE, FONTS = "script.ass", "watermark.png", "grade.cube", "fonts"
"""Plain names in the folder where ffmpeg runs: no path of a user enters a filter."""
BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}


def stage(scratch: Path, overlay: Overlay, picture: Picture) -> None:
    """Put what the filters read into the folder, so that it is named without a path.

    Raises:
        PermanentError: the watermark cannot be read.
    """
    if overlay.grade is not None:
        (scratch / GRADE).symlink_to(overlay.grade.absolute())
    if overlay.watermark is not None:
        marked(overlay.watermark, picture).save(scratch / MARK, compress_level=1)
    if overlay.script is None:
        return
    (scratch / SCRIPT).write_bytes(overlay.script)
    (scratch / FONTS).mkdir()
    for font in fonts_named(overlay.script):
        (scratch / FONTS / font.name).symlink_to(font.absolute())


def overlaid(stream: Any, overlay: Overlay, picture: Picture) -> Any:
    """Return the stream graded, then marked, then lettered, from what `stage` put there.

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
        mark = (
            graph.input(MARK)
            .filter("scale", out_color_matrix="bt709", out_range="tv")
            .filter("format", pix_fmts="yuva420p")
            .filter("setparams", range="tv", **BT709)
        )
        x, y = corner_of(overlay.watermark, picture)
        stream = graph.filter(
            [stream, mark], "overlay", x=x, y=y, format="yuv420", eof_action="repeat"
        )
    if overlay.script is not None:
        stream = stream.filter("ass", filename=SCRIPT, fontsdir=FONTS)
    return stream


def marked(watermark: Watermark, picture: Picture) -> Image.Image:
    """Return the watermark at its size in pixels, as opaque as it is wanted.

    Raises:
        PermanentError: the file cannot be read as a picture.
    """
    try:
        with Image.open(watermark.path, formats=["PNG"]) as opened:
            mark = opened.convert("RGBA")
    except (OSError, Image.DecompressionBombError) as error:
        raise PermanentError(
            f"could not lay the watermark {watermark.path.name} over the picture: it cannot be "
            f"read ({error}); mend the file the template names"
        ) from error
    width = _even(watermark.width * picture.width)
    height = _even(width * mark.height / mark.width)
    mark = mark.resize((width, height), Image.Resampling.LANCZOS)
    mark.putalpha(mark.getchannel("A").point([round(a * watermark.opacity) for a in range(256)]))
    return mark


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
