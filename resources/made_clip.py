"""A clip that a vendor made or found: what its file really holds."""

from pathlib import Path

from factory.clips import ClipFacts
from factory.errors import BadInput, PermanentError
from resources.footage import probe


def probed(path: Path, vendor: str) -> ClipFacts:
    """Return what a vendor's video holds.

    Raises:
        PermanentError: it cannot be used; the call is charged.
    """
    try:
        return probe(path, f"of {vendor}")
    except BadInput as error:
        raise PermanentError(str(error), charged=True) from error
