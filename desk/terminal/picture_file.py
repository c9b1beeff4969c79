"""Pictures that a command names, as bytes on their way to an action."""

from pathlib import Path


def picture_bytes(path: Path) -> bytes:
    """Return what a file holds, and no more than shows that it is larger than a thumbnail may be.

    Raises:
        BadInput: it cannot be read.
    """
    from desk.actions.publishing.post_changes import LARGEST_THUMBNAIL
    from factory.errors import BadInput

    try:
        with path.open("rb") as file:
            return file.read(LARGEST_THUMBNAIL + 1)
    except OSError as error:
        raise BadInput(f"could not read the thumbnail {path.name}: {error.strerror}") from error
