"""The user's own pictures and clips: by the name that is asked for, by words of a name, or in turn.

Pictures are fitted to the frame they are wanted for; clips are kept as they are, and conformed when
the video is rendered, so that they are encoded once.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.errors import BadInput
from factory.pictures.visuals import PictureDetail
from factory.ports import Seeding
from factory.records import Provider
from factory.text.picture_lines import CLIP_ENDINGS, PICTURE_ENDINGS
from factory.units_of_work import Notes
from resources.images import decoding
from resources.images.framing import framed
from resources.user_files.allowed_folders import inside, unmoved
from resources.user_files.licences import LICENCES, Licence, licence_of
from resources.user_files.listing import usable
from resources.video import probe
from resources.video.clip_judgement import check_clip

ENDINGS = PICTURE_ENDINGS | CLIP_ENDINGS
UNREADABLE = frozenset(
    {".jxl", ".jp2", ".svg", ".eps", ".psd", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf"}
)
"""What a person takes for a picture and nothing here can open."""
NO_SUBJECTS = frozenset(
    {"img", "dsc", "pxl", "image", "picture", "photo", "clip", "video", "screenshot", "scene"}
    | {"jpg", "png", "edit", "final", "copy", "the", "and"}
)
"""Words in names of files that cameras and habits put there."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of a folder, and under which licence it stands."""

    path: Path
    licence: str
    attribution: str


class FolderIllustrator:
    """Takes pictures from a folder; remembers which file each recipe meant."""

    seeding: Seeding = "scene"
    provider = Provider(role="pictures", name="folder", version="1", synthetic=False)

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`.

        The folder's own path stays out of the recipe, so that moving it redoes nothing; the
        illustrator must therefore be the one that is asked to draw.
        """
        folder = _folder(pictures)
        files = listed(folder)
        path = chosen(files, prompt) or files[index % len(files)]
        if pictures.by_brief:
            inside(path, folder)
            inside(folder / LICENCES, folder)
        whole = Licence(pictures.licence, pictures.attribution)
        row = licence_of(path, whole, "picture", "pictures.licence")
        digest = _digest(path)
        self._paths[digest] = path
        return {
            "file": path.name,
            "sha256": digest,
            "licence": row.licence,
            "attribution": row.attribution,
            **_of_clip(path, pictures),
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
    ) -> PictureDetail:
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
        fitted = framed(decoding.opened(path), width, height)
        fitted.save(target, "PNG", compress_level=1)
        luma = np.asarray(fitted.convert("L"))
        return PictureDetail(
            width=width,
            height=height,
            blank=bool(luma.std() < 1.0),
            attribution=recipe["attribution"],
            licence=recipe["licence"],
            file=recipe["file"],
        )


def _of_clip(path: Path, pictures: Pictures) -> Mapping[str, Any]:
    """Return what belongs into the recipe of a clip alone."""
    if not is_clip(path):
        return {}
    accept = {"accept": list(pictures.accept)} if pictures.accept else {}
    return {"suffix": path.suffix.lower(), **accept}


def _clip(path: Path, recipe: Mapping[str, Any], target: Path) -> PictureDetail:
    facts = probe.probe(path)
    check_clip(path, facts, recipe.get("accept", ()))
    shutil.copyfile(path, target)
    return PictureDetail(
        width=facts.width,
        height=facts.height,
        blank=False,
        attribution=recipe["attribution"],
        licence=recipe["licence"],
        file=recipe["file"],
        clip=facts,
    )


def is_clip(path: Path) -> bool:
    """Tell whether a file is a clip by its ending; a GIF is one when it moves."""
    if path.suffix.lower() != ".gif":
        return path.suffix.lower() in CLIP_ENDINGS
    try:
        with Image.open(path, formats=["GIF"]) as picture:
            return bool(getattr(picture, "is_animated", False))
    except Exception:  # noqa: BLE001 - what its reader trips over is said when it is drawn
        return False


def listed(folder: Path) -> list[Path]:
    """Return the folder's pictures and clips as a person counts them: 2 before 10, case aside.

    Raises:
        BadInput: there is none, or one that cannot be read.
    """
    return usable(
        folder,
        ENDINGS,
        UNREADABLE,
        lambda path: (_natural(path.name), path.name),
        "picture folder",
        "none a picture or clip",
    )


def chosen(files: Sequence[Path], words: str) -> Path | None:
    """Return the file that the words name, or whose name has most of the words; None for neither.

    Args:
        files: in natural order; the first of several that fit alike is taken.
        words: the name of a file, or what a scene shows: `storm, sea, lighthouse`.
    """
    for path in files:
        if path.name.casefold() == words.strip().casefold():
            return path
    wanted = _telling(words)
    scores = [len(_telling(path.stem) & wanted) for path in files]
    best = max(scores, default=0)
    return files[scores.index(best)] if best else None


def _telling(words: str) -> set[str]:
    """Return the words that can tell one file from others, without an English plural."""
    found = re.findall(r"[^\W\d_]{3,}", words.casefold())
    return {word.removesuffix("s") for word in found} - NO_SUBJECTS


def own_files(pictures: Pictures) -> list[OwnFile]:
    """Return the files of a channel's folder with their licences; none where it has no folder.

    Raises:
        BadInput: the folder or its table of licences cannot be used.
    """
    if not pictures.folder:
        return []
    whole = Licence(pictures.licence, pictures.attribution)
    return [
        OwnFile(path, row.licence, row.attribution)
        for path in listed(_folder(pictures))
        for row in [licence_of(path, whole, "picture", "pictures.licence")]
    ]


def check_given(path: Path, *, handed_in: bool) -> None:
    """See that a single file can be shown, opening it as nothing but what its bytes say it is.

    Raises:
        BadInput: it is no picture or clip, or cannot be read whole.
    """
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(
            f"{path.name!r} does not end as a picture or clip does; wanted one of: "
            f"{', '.join(sorted(ENDINGS))}"
        )
    if is_clip(path):
        check_clip(path, probe.probe(path))
    elif handed_in:
        with decoding.handed_in(path):
            pass
    else:
        decoding.opened(path)


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
    return unmoved(folder) if pictures.by_brief else folder


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
