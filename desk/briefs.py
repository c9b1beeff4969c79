"""Reading a brief file that a person named on the command line."""

from pathlib import Path

from factory.errors import BadInput


def read_brief(path: Path) -> bytes:
    """Return the file's bytes; raise BadInput saying what stands there instead."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name one brief in it")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"could not read the brief {path}: {error.strerror}") from error
