"""The user's own pictures and clips: a folder in natural order.

Pictures are fitted to the frame they are wanted for; clips are kept as they are, and conformed when
the video is rendered, so that they are encoded once.
"""

import csv
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from factory.errors import BadInput
from factory.payload import Provider
from factory.ports import Seeding
from factory.roles import Pictures
from factory.work import Detail, Notes
from resources import footage
from resources.picture_decoding import opened

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"})
LICENCES = "licences.csv"
"""A table beside the pictures: file, licence, attribution."""

CROP_LIMIT = 0.45
"""At most this part of a picture is cut away; beyond, it is fitted whole over a blurred copy."""


@dataclass(frozen=True)
class Licence:
    """Who may use a picture and who is to be named."""

    licence: str
    attribution: str


class FolderIllustrator:
    """Takes pictures from a folder in turn; remembers which file each recipe meant."""

    seeding: Seeding = "scene"
    provider = Provider(role="pictures", name="folder", version="1", synthetic=False)

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`.

        The folder's own path stays out of the recipe, so that moving it redoes nothing; the
        illustrator must therefore be the one that is asked to draw.
        """
        folder = _folder(pictures)
        files = listed(folder)
        path = files[index % len(files)]
        row = _licence(pictures, folder, path)
        digest = _digest(path)
        self._paths[digest] = path
        return {
            "file": path.name,
            "sha256": digest,
            "licence": row.licence,
            "attribution": row.attribution,
            **({"suffix": path.suffix.lower()} if is_clip(path) else {}),
        }

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`: it is made on this machine."""
        return Decimal(0)

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> Detail:
        """See `factory.ports.Illustrator.draw`; the seed does not matter here."""
        path = self._paths.get(recipe["sha256"])
        if path is None:
            raise BadInput(
                f"picture {recipe['file']!r} was to be drawn, but its folder has not been read; "
                "ask for its recipe first"
            )
        if not path.is_file() or _digest(path) != recipe["sha256"]:
            raise BadInput(
                f"picture {path.name!r} has changed or gone since it was chosen; run again"
            )
        if "suffix" in recipe:
            return _clip(path, recipe, target)
        fitted = framed(opened(path), width, height)
        fitted.save(target, "PNG", compress_level=1)
        luma = np.asarray(fitted.convert("L"))
        return {
            "width": width,
            "height": height,
            "blank": bool(luma.std() < 1.0),
            "attribution": recipe["attribution"],
            "licence": recipe["licence"],
            "file": recipe["file"],
        }


def _clip(path: Path, recipe: Mapping[str, Any], target: Path) -> Detail:
    facts = footage.probe(path)
    shutil.copyfile(path, target)
    return {
        "width": facts.width,
        "height": facts.height,
        "blank": False,
        "attribution": recipe["attribution"],
        "licence": recipe["licence"],
        "file": recipe["file"],
        "clip": facts.model_dump(mode="json"),
    }


def is_clip(path: Path) -> bool:
    """Tell whether a file is a clip by its ending; a GIF is one when it moves."""
    if path.suffix.lower() != ".gif":
        return path.suffix.lower() in footage.ENDINGS
    try:
        with Image.open(path, formats=["GIF"]) as picture:
            return getattr(picture, "n_frames", 1) > 1
    except (OSError, SyntaxError, ValueError):
        return False  # what is wrong with it is said when it is opened as a picture


def listed(folder: Path) -> list[Path]:
    """Return the folder's pictures and clips as a person counts them: 2 before 10, case aside.

    Raises:
        BadInput: there is none.
    """
    names = [path for path in folder.iterdir() if not path.name.startswith(".")]
    pictures = [path for path in names if path.suffix.lower() in ENDINGS | footage.ENDINGS]
    if not pictures:
        wanted = ", ".join(sorted(ending[1:] for ending in ENDINGS | footage.ENDINGS))
        raise BadInput(
            f"picture folder {folder} holds {len(names)} files, none a picture or clip; wanted: {wanted}"
        )
    return sorted(pictures, key=lambda path: (_natural(path.name), path.name))


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
    left, top = (picture.width - across) / 2, (picture.height - down) / 2
    box = (left, top, min(left + across, picture.width), min(top + down, picture.height))
    return picture.resize((width, height), Image.Resampling.LANCZOS, box=box)


def _folder(pictures: Pictures) -> Path:
    if not pictures.folder:
        raise BadInput("pictures come from a folder, but none is named; give pictures.folder")
    folder = Path(pictures.folder)
    if not folder.exists():
        raise BadInput(
            f"picture folder {folder} does not exist; make it or correct pictures.folder"
        )
    if not folder.is_dir():
        raise BadInput(f"picture folder {folder} is a file; pictures.folder wants a folder")
    return folder


def _licence(pictures: Pictures, folder: Path, path: Path) -> Licence:
    """Return the row of `licences.csv` for this file, else what the channel says of them all."""
    rows = _licence_rows(folder)
    row = rows.get(path.name) or Licence(pictures.licence.strip(), pictures.attribution.strip())
    if not row.licence:
        raise BadInput(
            f"picture {path.name!r} in {folder} has no licence; give pictures.licence, "
            f"or a row in {LICENCES} (file,licence,attribution)"
        )
    return row


def _licence_rows(folder: Path) -> dict[str, Licence]:
    table = folder / LICENCES
    if not table.is_file():
        return {}
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"{table} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    reader = csv.DictReader(lines, skipinitialspace=True)
    found = [name.strip() for name in reader.fieldnames or []]
    if not {"file", "licence"} <= set(found):
        raise BadInput(f"{table} has the columns {found}; wanted: file, licence, attribution")
    reader.fieldnames = found
    return {
        (row["file"] or "").strip(): Licence(
            (row["licence"] or "").strip(), (row.get("attribution") or "").strip()
        )
        for row in reader
    }


def _digest(path: Path) -> str:
    if not path.is_file():
        raise BadInput(f"picture {path.name!r} in {path.parent} is not a file; remove or rename it")
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
