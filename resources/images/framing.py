"""A picture fitted to the shape of a frame."""

from PIL import Image, ImageFilter

CROP_LIMIT = 0.45
"""At most this part of a picture is cut away; beyond, it is fitted whole over a blurred copy."""


def framed(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture filling exactly width x height.

    It is cropped to cover the frame while that loses little; otherwise it stands whole before a
    blurred and darkened copy of itself.
    """
    cover = max(width / picture.width, height / picture.height)
    lost = 1 - (width * height) / (picture.width * picture.height * cover**2)
    if lost <= CROP_LIMIT:
        return _covering(picture, width, height)
    backdrop = _covering(picture, max(width // 8, 1), max(height // 8, 1))
    backdrop = backdrop.filter(ImageFilter.GaussianBlur(max(min(width, height) / 8 / 18, 0.5)))
    backdrop = backdrop.resize((width, height), Image.Resampling.BICUBIC).point(lambda v: v * 0.55)
    fit = min(width / picture.width, height / picture.height)
    size = (max(round(picture.width * fit), 1), max(round(picture.height * fit), 1))
    whole = picture.resize(size, Image.Resampling.LANCZOS)
    backdrop.paste(whole, ((width - size[0]) // 2, (height - size[1]) // 2))
    return backdrop


def _covering(picture: Image.Image, width: int, height: int) -> Image.Image:
    scale = max(width / picture.width, height / picture.height)
    across, down = width / scale, height / scale
    # One of the two is 0, and may come out a hair below it.
    left = max(0.0, (picture.width - across) / 2)
    top = max(0.0, (picture.height - down) / 2)
    box = (left, top, min(left + across, picture.width), min(top + down, picture.height))
    return picture.resize((width, height), Image.Resampling.LANCZOS, box=box)
