"""A picture that a vendor made: checked, cut to the frame's shape, enlarged, and written as PNG."""

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from factory.errors import BadInput, PermanentError
from factory.pictures.clips import ClipFacts
from resources.images.decoding import opened
from resources.images.framing import framed
from resources.video.probe import probe

BLANK_BELOW = 1.0
"""Deviation of luma, in code values, under which a picture counts as one flat colour."""
SMALLEST = 0.9
"""Of what was asked for, by side; less was not what was paid for."""


def write_made(
    data: bytes, asked: tuple[int, int], frame: tuple[int, int], vendor: str, target: Path
) -> bool:
    """Write the picture as 8-bit RGB PNG that fills the frame; return whether it is blank.

    Args:
        data: what the vendor sent: PNG, JPEG or WebP.
        asked: the size that it was asked for.
        frame: the size wanted.
        vendor: for messages.
        target: path that does not exist yet.

    Raises:
        PermanentError: it is broken or much smaller than asked; the call is charged.
    """
    picture = _decoded(data, vendor)
    if any(have < SMALLEST * want for have, want in zip(picture.size, asked, strict=True)):
        raise PermanentError(
            f"{vendor} sent a picture of {picture.width}x{picture.height} px; "
            f"{asked[0]}x{asked[1]} px were asked for; name another model in the channel file",
            charged=True,
        )
    fitted = framed(picture, *frame)
    fitted.save(target, "PNG", compress_level=1)
    return bool(np.asarray(fitted.convert("L")).std() < BLANK_BELOW)


def _decoded(data: bytes, vendor: str) -> Image.Image:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "picture")
        path.write_bytes(data)
        try:
            return opened(path)
        except BadInput as error:
            raise PermanentError(
                f"{vendor} sent {len(data):,} bytes that are no whole picture: {error}",
                charged=True,
            ) from error


def probed(path: Path, vendor: str) -> ClipFacts:
    """Return what a vendor's video holds.

    Raises:
        PermanentError: it cannot be used; the call is charged.
    """
    try:
        return probe(path, f"of {vendor}")
    except BadInput as error:
        raise PermanentError(str(error), charged=True) from error
