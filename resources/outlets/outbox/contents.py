"""Contents of a video's folder: what shall lie in it, how it is filled, and what is wrong there."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from factory.errors import PermanentError
from factory.listing.listing import Listing
from factory.ports import Publication
from factory.release.delivered_names import DELIVERABLE, LISTING_TEXT, delivered_name
from resources.machine.atomic_files import copy_hashed, sha256_of
from resources.outlets.outbox.listing_text import listing_text

LISTING: Final = "listing.json"
OURS: Final = frozenset({*map(delivered_name, DELIVERABLE), LISTING_TEXT})
LITTER: Final = frozenset({"Thumbs.db", "desktop.ini"})
"""What file managers leave; names that begin with a dot are as harmless."""


def fill(folder: Path, publication: Publication) -> None:
    """Copy what is published into a new folder, and hash the copies again from the disk.

    So what stands there is what was released, whatever happened to the files meanwhile.

    Raises:
        PermanentError: a file is not what was released.
    """
    folder.mkdir()
    for name, source in publication.paths.items():
        copy = folder / delivered_name(name)
        copy_hashed(source, copy)
        found, wanted = sha256_of(copy), publication.sha256[name]
        if found != wanted:
            raise PermanentError(
                f"{name}: the copy hashes to {found[:12]}, released was {wanted[:12]}; the file "
                "was changed meanwhile: materialise releases again"
            )
    with (folder / LISTING_TEXT).open("x", encoding="utf-8") as writer:
        writer.write(_pasted(publication))
        writer.flush()
        os.fsync(writer.fileno())
    flush(folder)


def faults(folder: Path, publication: Publication) -> list[str]:
    """Say in which ways a folder is not what was published; nothing when it is."""
    if folder.is_symlink() or not folder.is_dir():
        return [f"{folder} is not there"]
    wanted = {delivered_name(name): sha256 for name, sha256 in publication.sha256.items()}
    found = [
        f"{name} is {fault}"
        for name, sha256 in wanted.items()
        if (fault := _fault(folder / name, sha256))
    ]
    text = folder / LISTING_TEXT
    if not text.is_file() or text.read_bytes() != _pasted(publication).encode():
        found.append(f"{LISTING_TEXT} is missing or changed")
    allowed = {*wanted, LISTING_TEXT}
    strange = sorted(path.name for path in _entries(folder) if path.name not in allowed)
    return found + [f"{name} was never released" for name in strange]


def strangers(folder: Path) -> list[Path]:
    """Return what lies in a folder that no release ever puts there, litter apart."""
    return sorted(path for path in _entries(folder) if path.name not in OURS)


def remove(path: Path) -> None:
    """Remove a file, a link (never what it points to) or a folder; nothing there is fine."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    elif path.exists():
        shutil.rmtree(path)


def flush(folder: Path) -> None:
    """Flush a folder's entries to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entries(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name[0] != "." and path.name not in LITTER)


def _fault(path: Path, sha256: str) -> str:
    if path.is_symlink() or not path.is_file():
        return "missing"
    return "" if sha256_of(path) == sha256 else "changed"


def _pasted(publication: Publication) -> str:
    return listing_text(Listing.from_json(publication.paths[LISTING].read_bytes()))
