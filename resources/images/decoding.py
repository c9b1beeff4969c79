"""Opens a given picture, whatever its kind, as upright 8-bit sRGB; refuses what is broken."""

import io
import math
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter, UnidentifiedImageError

from factory.errors import BadInput
from resources.user_files.kinds import nature_of
from resources.user_files.reading import reading

MAX_MEGAPIXELS = 200
"""Of a file that whoever runs the factory put into a folder."""
DOOR_MEGAPIXELS = 40
"""Of a file that is handed in by the desk or the API; a larger one, unless its numbers are deep, is
made smaller as soon as it is decoded: the widest frame has nine."""
PEAK_BYTES = 16
"""Of memory that each pixel takes at most while a picture of 8 bits is opened."""
_LARGEST_BYTES = DOOR_MEGAPIXELS * 1_000_000 * PEAK_BYTES
AT_ONCE = max(1, min(2, psutil.virtual_memory().total // (8 * _LARGEST_BYTES)))
"""Handed-in pictures that a process has open: few bytes unfold to 640 MB, and 40 requests may come
at once. One, or two where they take no more than a quarter of the machine's memory."""
_turns = threading.BoundedSemaphore(AT_ONCE)
LARGE_MEGAPIXELS = 10
"""A picture of more waits for its turn, whoever opens it: a folder's are opened by every preview of a
channel that somebody asks for, and by threads of a run."""
_giants = threading.Lock()
"""Of more than `DOOR_MEGAPIXELS` one is open: at `MAX_MEGAPIXELS` it takes three gigabytes."""
Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS * 1_000_000 // 2
"""Pillow refuses at twice this number, whoever opens: the limit that messages name."""
KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
"""Pillow's readers that may open a given file. Others start programs (EPS: Ghostscript) or are
so rarely used that nobody looks at their faults."""
WANTED = "a whole picture: JPEG, PNG, WebP, TIFF, BMP, GIF or AVIF"
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")
_REDUCIBLE = ("L", "LA", "RGB", "RGBA", "CMYK")
_BLURRED_PX = 512
"""Of a side at which nobody sees that a backdrop was blurred small."""
_ROWS = 512
"""Rows of a deep picture that are converted at once: its numbers take eight bytes each."""
ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 2.32, 4.6.4: how a stored picture is turned to stand upright."""


def opened(path: Path, most_megapixels: int = MAX_MEGAPIXELS) -> Image.Image:
    """Return the picture upright, in sRGB, without transparency; a huge one at a fraction of its size.

    Args:
        path: a file of anybody's.
        most_megapixels: how large it may be.

    Raises:
        BadInput: it is empty, broken, too large or no picture; the message names the file.
    """
    return _opened(path, most_megapixels, take_turns=True)


def _opened(path: Path, most_megapixels: int, *, take_turns: bool) -> Image.Image:
    subject = f"picture {path.name!r}"
    size = path.stat().st_size
    if size == 0:
        raise BadInput(f"{subject} is empty (0 bytes); wanted: a picture")
    with reading(f"{subject} ({size:,} bytes)", WANTED):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(path, formats=KINDS) as picture:
                    _refuse_giants(path, picture, most_megapixels)
                    with turn_of(picture) if take_turns else nullcontext():
                        factor = _factor(picture)
                        picture.draft(None, (picture.width // factor, picture.height // factor))
                        picture.load()
                        return _plain(picture, _orientation(picture))
        except Image.DecompressionBombError as error:
            raise BadInput(_too_large(path, "far more", most_megapixels)) from error
        except UnidentifiedImageError as error:
            raise BadInput(f"{subject} is {nature_of(path)}; wanted: {WANTED}") from error


@contextmanager
def handed_in(path: Path) -> Iterator[Image.Image]:
    """Open a picture that was handed in by the desk or the API, when it is its turn; see `opened`.

    Raises:
        BadInput: it is empty, broken, too large or no picture; the message names the file.
    """
    with _turns:
        yield _opened(path, DOOR_MEGAPIXELS, take_turns=False)


@contextmanager
def turn_of(picture: Image.Image) -> Iterator[None]:
    """Wait until as much memory as the picture unfolds to may be taken."""
    megapixels = picture.width * picture.height / 1_000_000
    with (
        _giants if megapixels > DOOR_MEGAPIXELS else nullcontext(),
        _turns if megapixels > LARGE_MEGAPIXELS else nullcontext(),
    ):
        yield


def _refuse_giants(path: Path, picture: Image.Image, most_megapixels: int) -> None:
    if picture.width * picture.height > most_megapixels * 1_000_000:
        found = f"{picture.width} x {picture.height}"
        raise BadInput(_too_large(path, found, most_megapixels))


def _too_large(path: Path, found: str, most_megapixels: int) -> str:
    return (
        f"picture {path.name!r} has {found} pixels; at most {most_megapixels} million are accepted "
        "here; make it smaller"
    )


def _factor(picture: Image.Image) -> int:
    """Return by what the sides are divided, so that no more is kept than a door takes."""
    pixels = picture.width * picture.height
    return math.ceil(math.sqrt(pixels / (DOOR_MEGAPIXELS * 1_000_000)))


def _plain(picture: Image.Image, noted: int) -> Image.Image:
    profile = picture.info.get("icc_profile")
    factor = _factor(picture)
    if factor > 1 and picture.mode in _REDUCIBLE:
        picture = picture.reduce(factor)
    upright = picture.transpose(_UPRIGHT[noted]) if noted in _UPRIGHT else picture
    if upright.mode in _DEEP:
        return _from_deep(upright)
    if upright.mode in ("P", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode in ("LA", "La", "RGBa"):
        upright = upright.convert("RGBA")
    if upright.mode != "RGBA":
        return _in_srgb(upright, profile)
    backdrop = _backdrop(upright, profile)
    alpha, colours = upright.getchannel("A"), upright.convert("RGB")
    backdrop.paste(_in_srgb(colours, profile), mask=alpha)
    return backdrop


def _orientation(picture: Image.Image) -> int:
    """Return how it is turned by its own note; one that cannot be read counts as none.

    The note alone is read: Pillow's `exif_transpose` writes all the others anew, and trips over
    any that is damaged.
    """
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - whatever the reader trips over, the picture is whole
        return 1


def _from_deep(picture: Image.Image) -> Image.Image:
    """Return 16-bit or floating grey as RGB: 16 bits by their range, others by their own extent."""
    low, high = 0.0, 65535.0
    tops = range(0, picture.height, _ROWS)
    if picture.mode == "F":
        extents = [(float(v.min()), float(v.max())) for v in (_band(picture, t) for t in tops)]
        low, high = min(e[0] for e in extents), max(e[1] for e in extents)
    grey = np.empty((picture.height, picture.width), np.uint8)
    for top in tops:
        part = (_band(picture, top) - low) / max(high - low, 1e-9) * 255
        grey[top : top + _ROWS] = np.clip(np.rint(part), 0, 255)
    return Image.fromarray(grey).convert("RGB")


def _band(picture: Image.Image, top: int) -> NDArray[np.float64]:
    """Return the numbers of some rows."""
    rows = picture.crop((0, top, picture.width, min(top + _ROWS, picture.height)))
    values = np.asarray(rows, np.float64)
    return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB by way of the embedded profile; one that does not fit is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _backdrop(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a dark blurred copy of what is opaque, as large as the picture, blurred at a small size."""
    small = picture.reduce(max(1, min(picture.size) // _BLURRED_PX))
    shown = Image.new("RGB", small.size, (24, 26, 32))
    shown.paste(_in_srgb(small.convert("RGB"), profile), mask=small.getchannel("A"))
    radius = max(min(small.size) / 18, 1)
    blurred = shown.filter(ImageFilter.GaussianBlur(radius)).point(lambda v: v * 0.5)
    return blurred.resize(picture.size, Image.Resampling.BICUBIC)
