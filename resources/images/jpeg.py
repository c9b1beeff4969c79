"""JPEG files that stay below a size."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from factory.errors import PermanentError

QUALITIES = (92, 86, 80, 72, 62, 50, 35, 20)


def write_jpeg(image: Image.Image, target: Path, most_bytes: int) -> int:
    """Write with the best quality that stays below `most_bytes`; return the size.

    Raises:
        PermanentError: even the lowest quality is larger.
    """
    for quality in QUALITIES:
        encoded = BytesIO()
        image.save(encoded, "JPEG", quality=quality, optimize=True, progressive=True)
        if encoded.tell() < most_bytes:
            break
    else:
        raise PermanentError(
            f"could not write {target.name}: {image.width}x{image.height} pixels do not fit "
            f"into {most_bytes:,} bytes"
        )
    target.write_bytes(encoded.getvalue())
    return encoded.tell()
