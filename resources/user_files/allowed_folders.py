"""How far the files that a brief names may lie: in no folder but those it was given."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from factory.documents.error_words import listed, shown
from factory.errors import BadInput

SYSTEM = tuple(Path(name) for name in ("/proc", "/sys", "/dev"))
"""Folders of the kernel: names in them mean another thing for each process that asks."""


def admitted(named: str, roots: Sequence[Path], wanted: str) -> str:
    """Return the folder with every link in it followed, if that lies below one of the roots.

    Args:
        named: an absolute path, as a brief names it.
        roots: folders that a brief may name, and all below them that is not hidden.
        wanted: how a person allows another one.

    Raises:
        BadInput: it lies elsewhere or is not there.
    """
    path = Path(named)
    if any(part.startswith("~") for part in path.parts):
        raise BadInput(f"{shown(named, 120)} holds a `~`, which stands for nothing here; {wanted}")
    real = path.resolve()
    if any(real.is_relative_to(s) or path.is_relative_to(s) for s in SYSTEM) or not any(
        _below(real, root.resolve()) for root in roots
    ):
        places = listed(str(root) for root in dict.fromkeys(roots))
        raise BadInput(
            f"{shown(named, 120)} is not a folder that a brief may name (links are followed, hidden"
            f" folders are not allowed); {wanted}. A brief may name folders in: {places}"
        )
    if not real.is_dir():
        found = "is a file" if real.exists() else "does not exist"
        raise BadInput(f"{shown(named, 120)} {found}; wanted: a folder")
    for entry in real.iterdir():
        inside(entry, real)
    return str(real)


def unmoved(folder: Path) -> Path:
    """Return a folder that was admitted; raise BadInput when a link has come into its path since."""
    if folder.resolve() != folder:
        raise BadInput(
            f"{folder} is reached through a link by now, which it was not when the brief was"
            " accepted; put the folder back, or hand the brief in again"
        )
    return folder


def inside(path: Path, folder: Path) -> Path:
    """Return a file of a folder; raise BadInput when it is a link to somewhere else."""
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            f"{shown(path.name)} in {folder} is a link to a file elsewhere, and a brief named the"
            " folder; wanted: the file itself"
        )
    return path


def check_held(folder: Path, name: str) -> None:
    """See that a folder holds a file of this name, capitals aside.

    Raises:
        BadInput: it does not; the message has the names that are most like it.
    """
    names = [path.name for path in folder.iterdir() if path.is_file()]
    if name.casefold() in map(str.casefold, names):
        return
    alike = get_close_matches(name, names, n=3, cutoff=0.5) or sorted(names)[:3]
    there = f"; it has {listed(map(shown, alike))}" if alike else "; it is empty"
    raise BadInput(f"no file {shown(name)} lies in {shown(str(folder), 120)}{there}")


def _below(path: Path, root: Path) -> bool:
    if not path.is_relative_to(root):
        return False
    return not any(part.startswith(".") for part in path.relative_to(root).parts)
