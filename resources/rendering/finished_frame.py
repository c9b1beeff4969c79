"""One frame as it will stand in a video: the picture fitted, graded, marked and lettered."""

from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg as graph

from factory.graphics.overlay import Overlay
from factory.video_formats.formats import Picture
from resources.images.decoding import opened
from resources.images.framing import framed
from resources.machine import ffmpeg
from resources.video.overlays import BT709, overlaid, stage

DRAWING_SECONDS = 60
SOURCE, FRAME = "source.png", "frame.jpg"


def finished_frame(
    picture: Path, overlay: Overlay, size: Picture, target: Path, program: Path
) -> None:
    """Write a frame as JPEG.

    Args:
        picture: a still of any size.
        overlay: what lies over it at its first moment.
        size: of the frame.
        target: path that does not exist yet.
        program: the ffmpeg to use.

    Raises:
        PermanentError: a picture cannot be read or the frame not drawn.
    """
    with TemporaryDirectory(prefix="frame-") as name:
        folder = Path(name)
        framed(opened(picture), size.width, size.height).save(folder / SOURCE, compress_level=1)
        stage(folder, overlay, size)
        stream = (
            graph.input(SOURCE)
            .filter("scale", out_color_matrix="bt709", out_range="tv")
            .filter("format", pix_fmts="yuv420p")
            .filter("setparams", range="tv", **BT709)
        )
        # A JPEG is read as BT.601 in full range.
        drawn = (
            overlaid(stream, overlay, size)
            .filter(
                "scale",
                in_color_matrix="bt709",
                out_color_matrix="bt601",
                in_range="tv",
                out_range="pc",
            )
            .filter("format", pix_fmts="yuvj420p")
        )
        written = drawn.output(FRAME, vframes=1, f="image2", update=1, **{"q:v": 3})
        ffmpeg.run(
            written.get_args(),
            doing="draw a frame",
            program=program,
            folder=folder,
            timeout_seconds=DRAWING_SECONDS,
        )
        (folder / FRAME).replace(target)
