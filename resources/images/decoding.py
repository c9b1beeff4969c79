"""Opens a given picture, whatever its kind, as upright 8-bit sRGB; refuses what is broken."""

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageFilter, ImageOps, UnidentifiedImageError

from factory.errors import BadInput

MAX_MEGAPIXELS = 200
_KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")


def opened(path: Path) -> Image.Image:
    """Return the picture upright, in sRGB, without transparency.

    Raises:
        BadInput: it is empty, broken, too large or no picture; the message names the file.
    """
    size = path.stat().st_size
    if size == 0:
        raise BadInput(f"picture {path.name!r} is empty (0 bytes); wanted: a picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_KINDS) as picture:
                _refuse_giants(path, picture)
                picture.load()
                return _plain(picture)
    except Image.DecompressionBombError as error:
        raise BadInput(_too_large(path, "far more")) from error
    except UnidentifiedImageError as error:
        raise BadInput(
            f"picture {path.name!r} is {_nature(path)}; wanted: {', '.join(_KINDS)}"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, ImageCms.PyCMSError) as error:
        raise BadInput(
            f"picture {path.name!r} ({size:,} bytes) cannot be decoded: {error}; wanted: a whole picture"
        ) from error


def _refuse_giants(path: Path, picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
        raise BadInput(_too_large(path, f"{picture.width} x {picture.height}"))


def _too_large(path: Path, found: str) -> str:
    return (
        f"picture {path.name!r} has {found} pixels; at most {MAX_MEGAPIXELS} million are accepted"
    )


def _nature(path: Path) -> str:
    """Say what a file that is no picture seems to be, by its first bytes."""
    with path.open("rb") as file:
        head = file.read(256)
    known = {
        b"PK\x03\x04": "a ZIP archive",
        b"%PDF": "a PDF",
        b"\x1f\x8b": "gzip data",
        b"MZ": "a program",
    }
    for mark, name in known.items():
        if head.startswith(mark):
            return name
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<svg" in text:
        return "an SVG drawing"
    return (
        "markup text"
        if text.startswith((b"<?xml", b"<!doctype", b"<html"))
        else "no picture it knows"
    )


def _plain(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in _DEEP:
        return _from_deep(upright)
    if upright.mode in ("P", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode in ("LA", "La", "RGBa"):
        upright = upright.convert("RGBA")
    alpha = upright.getchannel("A") if upright.mode == "RGBA" else None
    colours = _in_srgb(upright.convert("RGB") if alpha else upright, profile)
    return _over_itself(colours, alpha) if alpha else colours


def _from_deep(picture: Image.Image) -> Image.Image:
    """Return 16-bit or floating grey as RGB: 16 bits by their range, others by their own extent."""
    values = np.asarray(picture, np.float64)
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = (
        (0.0, 65535.0) if picture.mode != "F" else (float(values.min()), float(values.max()))
    )
    scaled = (values - low) / max(high - low, 1e-9) * 255
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8)).convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB by way of the embedded profile; one that does not fit is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture.convert("RGB")
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _over_itself(colours: Image.Image, alpha: Image.Image) -> Image.Image:
    """Lay a transparent picture over a dark blurred copy of what is opaque in it."""
    shown = Image.composite(colours, Image.new("RGB", colours.size, (24, 26, 32)), alpha)
    radius = max(min(colours.size) / 18, 1)
    backdrop = shown.filter(ImageFilter.GaussianBlur(radius)).point(lambda v: v * 0.5)
    return Image.composite(colours, backdrop, alpha)
