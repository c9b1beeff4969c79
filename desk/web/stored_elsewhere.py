"""Files of videos that lie in a bucket and not on this machine: fetched, or opened where they lie."""

from contextlib import suppress
from pathlib import Path

from starlette.exceptions import HTTPException

from factory.errors import FactoryError, PermanentError
from wiring.factory import Factory


def link_of(factory: Factory, name: str) -> str | None:
    """Return the address that opens `VIDEO/NAME` for a while; None where it lies on this machine.

    Raises:
        HTTPException: 404 for a name that no file can have.
    """
    video_id, _, rest = name.partition("/")
    try:
        return factory.store.link(video_id, rest)
    except PermanentError as error:
        raise HTTPException(404) from error


def folder_of(factory: Factory, name: str) -> tuple[Path, str]:
    """Return the folder that holds the file `VIDEO/NAME` on this machine, and its name there.

    Raises:
        HTTPException: 404 for what no video can be called.
    """
    video_id, _, rest = name.partition("/")
    try:
        return factory.store.folder(video_id), rest
    except PermanentError as error:
        raise HTTPException(404) from error


def here(factory: Factory, name: str) -> None:
    """Have a file on this machine, if it is anywhere: whoever looks for it then says if it is not."""
    video_id, _, rest = name.partition("/")
    with suppress(FactoryError):
        factory.store.local(video_id, rest)
