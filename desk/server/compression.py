"""Packing: answers with many words go out compressed to whoever takes that."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

LEAST_PACKED_BYTES = 1400
"""What fits into one packet of a network is there no sooner for being smaller."""
PACKING = 4
"""Of 9: beyond it zlib takes twice the time for a tenth less."""


def packed(app: ASGIApp) -> ASGIApp:
    """Return the app with its answers packed; pictures, sound, video and events go as they are."""
    return GZipMiddleware(app, minimum_size=LEAST_PACKED_BYTES, compresslevel=PACKING)
