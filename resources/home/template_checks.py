"""Files of a template, looked into before anything is spent: each is what its key wants."""

import math
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from factory.channel.branding import STILLS
from factory.documents.error_words import shown
from factory.errors import BadInput
from resources.user_files.kinds import nature_of

if TYPE_CHECKING:
    from PIL import Image

WANTED = {
    "watermark": "a PNG, 32 to 4096 pixels wide and high, transparent where the picture shows",
    "ai_label": "a PNG, 32 to 8192 pixels wide and high, filled and opaque like the official icons with words, 1 to "
    "6.5 times as wide as high",
    "grade": "a table of colours in three dimensions, a text file that ends in .cube",
    "intro": "a video (.mp4, .mov, .webm, .mkv) of 60 s at most, or a still (.png, .jpg)",
}
WANTED["outro"] = WANTED["intro"]
VIDEOS = (".mp4", ".mov", ".m4v", ".webm", ".mkv")
SMALLEST_PX, LARGEST_PX = 32, 4096
LARGEST_LABEL_PX = 8192
"""The EU's own files are about 7500 pixels wide."""
NARROWEST_LABEL, WIDEST_LABEL = 1.0, 6.5
LEAST_FILLED = 0.6
"""Of the label's own box: one of transparent letters, or half transparent, is not seen on every picture."""
LEAST_SPREAD = 0.35
"""Between the darkest and the lightest tenth of what is opaque: letters on their ground."""
TALLEST = 2.0
"""A mark more than twice as high as wide would reach far into the picture."""
LONGEST_SECONDS = 60
TABLE_SIDES = range(2, 66)
"""ffmpeg reads up to 65 steps a side (libavfilter, lut3d.h, MAX_LEVEL is larger, but the memory
and the files grow with the third power); common tables have 17, 33 or 65."""
MOST_TABLE_BYTES = 20_000_000
"""65 steps a side are 274,625 lines; with 12 digits a number that is 13 MB."""
MOST_TABLE_LINES = 300_000


def examine(key: str, path: Path) -> float | None:
    """Look into a file that stands under a key; return how long a video lasts, how wide a label is for its height.

    Raises:
        BadInput: it is not what the key wants; the message says what was found.
    """
    if key == "watermark":
        _examine_mark(path)
    elif key == "ai_label":
        return _label_ratio(path)
    elif key == "grade":
        _examine_table(path)
    elif path.suffix.lower() in STILLS:
        _size_of(key, path, "PNG", "JPEG")
    else:
        return _video_seconds(key, path)
    return None


def _refused(key: str, path: Path, found: str) -> BadInput:
    return BadInput(f"{key}.file: {shown(path.name)} {found}; wanted: {WANTED[key]}")


def _size_of(key: str, path: Path, *kinds: str) -> tuple[int, int]:
    """Return the size of a whole picture; its pixels are decoded only when they are few enough."""
    # A tenth of a second, which channels without such files do not pay.
    from PIL import Image, UnidentifiedImageError

    from resources.images.decoding import turn_of

    try:
        with Image.open(path, formats=kinds) as image:
            size = image.size
            largest = LARGEST_LABEL_PX if key == "ai_label" else LARGEST_PX
            if not all(SMALLEST_PX <= side <= largest for side in size):
                raise _refused(key, path, f"has {size[0]}x{size[1]} pixels")
            with turn_of(image):
                image.load()
    except UnidentifiedImageError as error:
        raise _refused(key, path, f"is {nature_of(path)}") from error
    except BadInput:
        raise
    except Exception as error:  # whatever its decoder trips over
        raise _refused(key, path, f"is no picture that can be read ({error})") from error
    return size


def _examine_mark(path: Path) -> None:
    width, height = _size_of("watermark", path, "PNG")
    if height > TALLEST * width:
        raise _refused("watermark", path, f"is {height / width:.1f} times as high as wide")


def _label_ratio(path: Path) -> float:
    """Return how wide a label is for its height, once it is seen that it can be read on any picture."""
    # As above.
    from PIL import Image

    from resources.images.decoding import turn_of

    _size_of("ai_label", path, "PNG")
    with Image.open(path, formats=["PNG"]) as image, turn_of(image):
        return _ratio_of(path, image.convert("RGBA"))


def _ratio_of(path: Path, drawn: "Image.Image") -> float:
    box = drawn.getchannel("A").point([0] * 128 + [255] * 128).getbbox()
    if box is None:
        raise _refused("ai_label", path, "is transparent all over")
    label = drawn.crop(box)
    opaque = label.getchannel("A").point([0] * 230 + [255] * 26)
    filled = opaque.histogram()[255] / (label.width * label.height)
    if filled < LEAST_FILLED:
        raise _refused("ai_label", path, f"is opaque on {filled:.0%} of its box")
    histogram = label.convert("L").histogram(opaque)
    spread = (_share_below(histogram, 0.9) - _share_below(histogram, 0.1)) / 255
    if spread < LEAST_SPREAD:
        raise _refused("ai_label", path, "has no letters that stand out from their ground")
    ratio = label.width / label.height
    if not NARROWEST_LABEL <= ratio <= WIDEST_LABEL:
        raise _refused("ai_label", path, f"is {ratio:.1f} times as wide as high")
    return round(ratio, 4)


def _share_below(histogram: list[int], share: float) -> int:
    """Return the level below which that share of pixels lies."""
    wanted, passed = share * sum(histogram), 0
    for level, count in enumerate(histogram):
        passed += count
        if passed >= wanted:
            return level
    return 255


def _examine_table(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_TABLE_BYTES:
        raise _refused("grade", path, f"has {size:,} bytes, more than {MOST_TABLE_BYTES:,}")
    try:
        with path.open(encoding="utf-8-sig") as file:
            lines = list(islice(file, MOST_TABLE_LINES + 1))
    except (OSError, UnicodeDecodeError) as error:
        raise _refused("grade", path, f"cannot be read as text ({error})") from error
    if len(lines) > MOST_TABLE_LINES:
        raise _refused("grade", path, f"has more than {MOST_TABLE_LINES:,} lines")
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    sizes = [line[1:] for line in words if line[0] == "LUT_3D_SIZE"]
    if path.suffix.lower() != ".cube" or len(sizes) != 1:
        raise _refused("grade", path, "has no line such as LUT_3D_SIZE 33")
    if (
        len(sizes[0]) != 1
        or not re.fullmatch(r"\d{1,3}", sizes[0][0], re.ASCII)
        or int(sizes[0][0]) not in TABLE_SIDES
    ):
        raise _refused("grade", path, f"has {' '.join(sizes[0])[:20]} steps a side, not 2 to 65")
    rows = [line for line in words if not line[0][0].isalpha()]
    count = int(sizes[0][0]) ** 3
    if len(rows) != count:
        raise _refused("grade", path, f"has {len(rows)} colours where its size says {count}")
    for number, row in enumerate(rows, 1):
        if len(row) != 3 or not all(_is_number(value) for value in row):
            raise _refused("grade", path, f"has {shown(' '.join(row), 40)} as its colour {number}")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _video_seconds(key: str, path: Path) -> float:
    if path.suffix.lower() not in VIDEOS:
        raise _refused(key, path, f"ends in {shown(path.suffix)}")
    # The same.
    from resources.video.probe import probe

    try:
        seconds = probe(path, path.name).seconds
    except BadInput as error:
        raise _refused(key, path, f"is no video that can be used ({error})") from error
    if seconds > LONGEST_SECONDS:
        raise _refused(key, path, f"lasts {seconds:.1f} s")
    return round(seconds, 3)
