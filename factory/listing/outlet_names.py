"""Outlet names: what people call a place where videos go."""

from typing import Final

from factory.listing.platform_limits import PLATFORMS

OUTBOX: Final = "the outbox"


def outlet_name(outlet: str) -> str:
    """Return what people call an outlet: `YouTube` for `youtube`."""
    if outlet == "outbox":
        return OUTBOX
    platform = PLATFORMS.get(outlet)
    return platform.name if platform else outlet.capitalize()
