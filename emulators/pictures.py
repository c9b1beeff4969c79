"""Pictures of the asked size, the same for the same prompt, with the word EMULATED in a corner."""

import hashlib
import io

import numpy as np
from PIL import Image, ImageDraw


def picture(prompt: str, width: int, height: int, form: str = "PNG") -> bytes:
    """Return hills under a sky, in colours that the prompt decides.

    Args:
        prompt: anything; each its own picture.
        width: in pixels.
        height: in pixels.
        form: PNG, JPEG or WEBP.
    """
    image = landscape(prompt, width, height)
    target = io.BytesIO()
    image.save(target, form, **({"compress_level": 1} if form == "PNG" else {"quality": 88}))
    return target.getvalue()


def landscape(prompt: str, width: int, height: int) -> Image.Image:
    """Return the picture itself."""
    seed = np.random.default_rng(list(hashlib.sha256(prompt.encode()).digest()[:8]))
    sky, ground = seed.integers(40, 230, 3), seed.integers(10, 120, 3)
    rows = np.linspace(0, 1, height)[:, None, None]
    pixels = np.repeat(sky * (1 - rows * 0.6) + ground * rows * 0.6, width, axis=1)
    columns = np.linspace(0, 2 * np.pi, width)
    for hill in range(3):
        waves = np.sin(columns * seed.uniform(0.5, 2.5) + seed.uniform(0, 6)) * 0.08
        edge = ((0.5 + hill * 0.14 + waves) * height).astype(int)
        below = np.arange(height)[:, None] >= edge[None, :]
        pixels[below] = ground * (1 - 0.25 * hill) + sky * 0.1
    pixels += seed.normal(0, 3, (height, width, 1))
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    size = max(height // 14, 6)
    x, y = (int(seed.uniform(0.15, 0.85) * width), int(seed.uniform(0.12, 0.35) * height))
    pen.ellipse((x - size, y - size, x + size, y + size), fill=(250, 236, 190))
    pen.text((width * 0.02, height * 0.96), "EMULATED", fill=(255, 255, 255))
    return image


def black(width: int, height: int, form: str = "JPEG") -> bytes:
    """Return what a safety checker leaves of a picture."""
    target = io.BytesIO()
    Image.new("RGB", (width, height)).save(target, form)
    return target.getvalue()
