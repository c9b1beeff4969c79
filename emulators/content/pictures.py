"""Pictures of the asked size: a landscape for the words of the prompt, marked EMULATED in a corner.

The same prompt gets the same picture.
"""

import hashlib
import io
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Pixels = NDArray[np.float32]


@dataclass(frozen=True)
class Hour:
    """The colours of one light."""

    words: str
    """A pattern; a prompt that holds it is in this light."""
    zenith: Colour
    horizon: Colour
    near: Colour
    disc: Colour


HOURS = (
    Hour("evening|golden|dusk", (74, 72, 118), (246, 186, 120), (46, 36, 48), (255, 226, 170)),
    Hour(
        "dawn|first light|morning", (92, 128, 176), (244, 206, 196), (40, 54, 70), (255, 240, 220)
    ),
    Hour("rain|mist|fog", (112, 124, 136), (190, 198, 200), (50, 60, 62), (226, 230, 228)),
    Hour("night|stars|lamp|lantern", (12, 18, 44), (58, 74, 112), (8, 12, 24), (240, 236, 214)),
    Hour("winter|snow|ice|frost", (136, 168, 204), (230, 236, 242), (70, 84, 104), (255, 252, 240)),
    Hour("storm|cloud", (58, 64, 82), (176, 164, 150), (32, 36, 40), (236, 222, 196)),
    Hour("summer|noon|sun", (66, 136, 206), (206, 230, 236), (40, 74, 50), (255, 250, 224)),
)
WATER = r"water|river|canal|harbour|tide|boat|sea|wave|shore|lake|lock|ferry|quay"
TREES = r"tree|pine|forest|willow|wood|ivy"
HOUSES = r"house|town|city|market|village|roof|door|street|inn|mill|quay"
STARS = r"night|stars"
RIDGES = 4
WATERLINE = 0.72
"""Where water begins, as a share of the height."""


def picture(prompt: str, width: int, height: int, form: str = "PNG") -> bytes:
    """Return a landscape as a file.

    Args:
        prompt: anything; each its own picture.
        width: in pixels.
        height: in pixels.
        form: PNG, JPEG or WEBP.
    """
    image = landscape(prompt, width, height)
    place = (round(width * 0.22), round(height * 0.82))  # within what crop and camera leave
    image.paste(mark(height), place, mark(height))
    target = io.BytesIO()
    image.save(target, form, **({"compress_level": 1} if form == "PNG" else {"quality": 88}))
    return target.getvalue()


def mark(height: int) -> Image.Image:
    """Return the word EMULATED for a picture of that height, in white on nothing."""
    font = ImageFont.load_default(max(8, height / 45))
    left, top, right, bottom = font.getbbox("EMULATED")
    image = Image.new("RGBA", (round(right - left), round(bottom - top)))
    ImageDraw.Draw(image).text((-left, -top), "EMULATED", fill=(255, 255, 255, 200), font=font)
    return image


def landscape(prompt: str, width: int, height: int) -> Image.Image:
    """Return sky and hills, and what the prompt names of water, trees, houses and stars."""
    dice = np.random.default_rng(list(hashlib.sha256(prompt.encode()).digest()[:8]))
    hour = _hour(prompt.lower(), dice)

    def named(pattern: str) -> bool:
        return re.search(pattern, prompt.lower()) is not None

    sky = _blend(hour.zenith, hour.horizon, np.linspace(0, 1, height)[:, None] ** 0.8)
    image = _image(np.repeat(sky[:, None], width, axis=1)[:, :, 0])
    if named(STARS):
        _stars(image, dice)
    image = _with_disc(image, hour, dice)
    for number in range(RIDGES):
        depth = number / (RIDGES - 1)
        line = _ridge(dice, width, height, 0.42 + 0.11 * number, 0.1 - 0.015 * number)
        colour = tuple(int(c) for c in _blend(hour.horizon, hour.near, 0.25 + 0.7 * depth))
        pen = ImageDraw.Draw(image)
        pen.polygon([(0, height), *enumerate(line), (width, height)], fill=colour)
        if number == 2 and named(HOUSES):
            _houses(pen, line, height, hour, dice)
        if number >= 2 and named(TREES):
            _trees(pen, line, height, colour, dice)
    if named(WATER):
        image = _with_water(image, hour, dice)
        if named("boat|ferry"):
            _boat(ImageDraw.Draw(image), width, height, dice)
    return _grained(image, dice)


def black(width: int, height: int, form: str = "JPEG") -> bytes:
    """Return what a safety checker leaves of a picture."""
    target = io.BytesIO()
    Image.new("RGB", (width, height)).save(target, form)
    return target.getvalue()


def _hour(prompt: str, dice: np.random.Generator) -> Hour:
    """Return the light whose words come first in the prompt, else any."""
    found = {hour: re.search(hour.words, prompt) for hour in HOURS}
    places = {hour: match.start() for hour, match in found.items() if match}
    return min(places, key=lambda hour: places[hour]) if places else dice.choice(np.array(HOURS))


def _blend(first: Colour, second: Colour, share: float | NDArray[np.float64]) -> Pixels:
    share = np.asarray(share)[..., None]
    return (np.array(first) * (1 - share) + np.array(second) * share).astype(np.float32)


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _ridge(
    dice: np.random.Generator, width: int, height: int, base: float, swing: float
) -> list[float]:
    """Return the height of a ridge's edge at every column, rougher where it is farther away."""
    across = np.linspace(0, 2 * np.pi, width)
    line = np.full(width, base)
    for octave in range(7):
        turns = dice.uniform(0.4, 0.9) * 2**octave
        line += swing * 0.55**octave * np.sin(turns * across + dice.uniform(0, 6.28))
    return list(line * height)


def _stars(image: Image.Image, dice: np.random.Generator) -> None:
    pen, (width, height) = ImageDraw.Draw(image), image.size
    for _ in range(160):
        x, y, light = (
            dice.uniform(0, width),
            dice.uniform(0, height * 0.5),
            int(dice.integers(120, 255)),
        )
        size = max(1.0, height / 900) * dice.uniform(0.5, 1.5)
        pen.ellipse((x, y, x + size, y + size), fill=(light, light, light))


def _with_disc(image: Image.Image, hour: Hour, dice: np.random.Generator) -> Image.Image:
    """Add sun or moon with a glow, drawn small and enlarged, as blurring is slow."""
    width, height = image.size
    glow = Image.new("L", (max(1, width // 8), max(1, height // 8)))
    x, y = dice.uniform(0.15, 0.85) * glow.width, dice.uniform(0.15, 0.4) * glow.height
    size = min(glow.size) / 16
    pen = ImageDraw.Draw(glow)
    pen.ellipse((x - 3 * size, y - 3 * size, x + 3 * size, y + 3 * size), fill=110)
    glow = glow.filter(ImageFilter.GaussianBlur(size * 1.6)).resize(image.size)
    disc = ImageDraw.Draw(glow)
    x, y, size = x * 8, y * 8, size * 6
    disc.ellipse((x - size, y - size, x + size, y + size), fill=235)
    return Image.composite(Image.new("RGB", image.size, hour.disc), image, glow)


def _trees(
    pen: ImageDraw.ImageDraw,
    line: list[float],
    height: int,
    colour: tuple[int, ...],
    dice: np.random.Generator,
) -> None:
    for x in dice.uniform(0, len(line), 46):
        tall = height * dice.uniform(0.03, 0.085)
        foot = line[int(x)] + height * 0.01
        for level in range(3):
            top, wide = foot - tall * (1 - 0.22 * level), tall * (0.12 + 0.07 * level)
            pen.polygon(
                [(x, top), (x - wide, top + tall * 0.5), (x + wide, top + tall * 0.5)], colour
            )


def _houses(
    pen: ImageDraw.ImageDraw,
    line: list[float],
    height: int,
    hour: Hour,
    dice: np.random.Generator,
) -> None:
    """Stand a row of gabled houses on a ridge, some windows lit."""
    x = dice.uniform(0.1, 0.4) * len(line)
    for _ in range(int(dice.integers(4, 9))):
        wide, tall = height * dice.uniform(0.035, 0.06), height * dice.uniform(0.05, 0.1)
        if x + wide >= len(line):
            break
        wall = tuple(int(c) for c in _blend(hour.near, hour.horizon, dice.uniform(0.1, 0.35)))
        foot = max(line[int(x)], line[int(x + wide)]) + height * 0.01
        top = foot - tall
        pen.polygon(
            [
                (x, foot),
                (x, top),
                (x + wide / 2, top - wide * 0.6),
                (x + wide, top),
                (x + wide, foot),
            ],
            wall,
        )
        for row in range(2):
            left, high = x + wide * 0.25, top + tall * (0.15 + 0.4 * row)
            lit = hour.disc if dice.random() < 0.6 else hour.near
            pen.rectangle((left, high, left + wide * 0.16, high + tall * 0.16), lit)
            pen.rectangle((left + wide * 0.34, high, left + wide * 0.5, high + tall * 0.16), lit)
        x += wide * dice.uniform(1.0, 1.25)


def _with_water(image: Image.Image, hour: Hour, dice: np.random.Generator) -> Image.Image:
    """Lay water over the foot of the picture: what stands above it, mirrored, darker, rippled."""
    pixels = np.asarray(image, np.float32)
    height, width = pixels.shape[:2]
    line = round(height * WATERLINE)
    rows = np.arange(height - line)
    mirrored = pixels[np.clip(line - 1 - (rows * 1.6).astype(int), 0, line - 1)]
    swing = np.sin(rows**0.6 * 4 + dice.uniform(0, 6)) * (2 + rows * 0.05)
    columns = np.clip(np.arange(width)[None, :] + swing[:, None].astype(int), 0, width - 1)
    rippled = mirrored[rows[:, None], columns] * 0.78 + np.array(hour.zenith) * 0.14
    return _image(np.concatenate([pixels[:line], rippled.astype(np.float32)]))


def _boat(pen: ImageDraw.ImageDraw, width: int, height: int, dice: np.random.Generator) -> None:
    x, y = dice.uniform(0.2, 0.7) * width, height * dice.uniform(0.78, 0.86)
    size = height * 0.07
    pen.polygon(
        [
            (x, y),
            (x + 2 * size, y),
            (x + 1.7 * size, y + 0.45 * size),
            (x + 0.3 * size, y + 0.45 * size),
        ],
        (38, 70, 104),
    )
    pen.line([(x + size, y), (x + size, y - 1.8 * size)], (40, 34, 30), max(1, round(size / 14)))


def _grained(image: Image.Image, dice: np.random.Generator) -> Image.Image:
    """Add a little noise, so that gradients show no steps."""
    height, width = image.height, image.width
    noise = dice.normal(0, 2.5, (height, width, 1)).astype(np.float32)
    return _image(np.asarray(image, np.float32) + noise)
