"""What lies in a folder of the user's: the files that are used, and none that is passed over in silence."""

from collections.abc import Callable, Collection
from itertools import islice
from pathlib import Path
from typing import Final

from factory.documents.error_words import listed
from factory.errors import BadInput

MOST_FILES: Final = 20_000
"""Of one folder: to list and sort so many takes a quarter of a second, for each scene of a video."""


def usable(
    folder: Path,
    endings: Collection[str],
    known: Collection[str],
    order: Callable[[Path], object],
    kind: str,
    wanted: str,
) -> list[Path]:
    """Return the folder's files of these endings, in order.

    Args:
        folder: hidden files in it are left alone.
        endings: of those that are used.
        known: endings of the same kind of thing that cannot be used; a file with one is refused,
            unless a usable one of the same name lies beside it, as cameras leave them.
        order: what they are sorted by.
        kind: what messages call the folder: `picture folder`.
        wanted: what messages call what is missing: `a picture or clip`.

    Raises:
        BadInput: there is none, or one that nobody would use without a word.
    """
    names = list(
        islice((p for p in folder.iterdir() if not p.name.startswith(".")), MOST_FILES + 1)
    )
    if len(names) > MOST_FILES:
        raise BadInput(
            f"{kind} {folder} holds more than {MOST_FILES:,} files; wanted: so many at most, as each is "
            "looked at for every scene; divide it into several"
        )
    found = [path for path in names if path.suffix.lower() in endings]
    for path in found:
        _check_name(path, kind)
    stems = {path.stem for path in found}
    left = [p for p in names if p.suffix.lower() in known and p.stem not in stems]
    if left:
        raise BadInput(
            f"{kind} {folder} holds {listed(ascii(path.name) for path in sorted(left)[:8])}, which"
            f" cannot be read; wanted: {listed(sorted(e[1:] for e in endings))}; save it as one of"
            " those, or take it out of the folder"
        )
    if not found:
        raise BadInput(
            f"{kind} {folder} holds {len(names)} files, {wanted}; wanted: "
            f"{listed(sorted(ending[1:] for ending in endings))}"
        )
    return sorted(found, key=order)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _check_name(path: Path, kind: str) -> None:
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            f"{kind} {path.parent}: the name of {path.name!a} is no UTF-8; rename the file"
        ) from error
