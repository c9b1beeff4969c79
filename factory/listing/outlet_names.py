"""Outlet names: what people call a place where videos go."""

from typing import Final

from factory.listing.platform_limits import PLATFORMS

OUTBOX: Final = "outbox"
"""The outlet on this machine: it shows nothing to anybody by itself, and what lies there alone is out nowhere."""


def outlet_name(outlet: str) -> str:
    """Return what people call an outlet: `YouTube` for `youtube`."""
    if outlet == OUTBOX:
        return "the outbox"
    platform = PLATFORMS.get(outlet)
    return platform.name if platform else outlet.capitalize()
