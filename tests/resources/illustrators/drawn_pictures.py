"""Pictures drawn for tests, and what the illustrator makes of a folder of them."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from resources.illustrators.picture_folder import FolderIllustrator

RED, BLUE, GREEN = (220, 30, 30), (30, 30, 220), (30, 200, 30)


def halves(
    size: tuple[int, int], top: tuple[int, int, int], bottom: tuple[int, int, int]
) -> Image.Image:
    picture = Image.new("RGB", size, top)
    picture.paste(bottom, (0, size[1] // 2, size[0], size[1]))
    return picture


def drawn(folder: Path, size: tuple[int, int] = (90, 160), index: int = 0) -> Image.Image:
    """Draw the folder's picture and return what was written."""
    illustrator = FolderIllustrator()
    recipe = illustrator.recipe(
        Pictures(provider="folder", folder=str(folder), licence="own"), "", "", index
    )
    target = folder.parent / "drawn.png"
    detail = illustrator.draw(recipe, 1, *size, target)
    with Image.open(target) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
        assert (detail.width, detail.height) == size
        return picture.copy()


def near(pixel: object, wanted: tuple[int, int, int], within: int = 14) -> bool:
    return bool(np.abs(np.asarray(pixel, int) - wanted).max() <= within)


def refusal(folder: Path, **given: str) -> str:
    """Return what is said when the folder's first picture cannot be used."""
    keys = {"provider": "folder", "folder": str(folder), "licence": "own", **given}
    pictures = Pictures.model_validate(keys)
    illustrator = FolderIllustrator()
    with pytest.raises(BadInput) as raised:
        illustrator.draw(
            illustrator.recipe(pictures, "", "", 0), 1, 90, 160, folder.parent / "no.png"
        )
    assert not (folder.parent / "no.png").exists()
    return str(raised.value)


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )
