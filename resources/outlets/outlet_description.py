"""What describes an outlet: one frozen record in its folder, read by all who must know of it.

A description imports no client: they are opened when a video first goes there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factory.ports import (
        Accounts,
        Appointments,
        FollowUps,
        Outlet,
        PlatformFigures,
        PlatformTotals,
        PostChanger,
        Takedown,
        Verification,
    )
    from resources.machine.environment_variables import Settings
    from resources.outlets.consent import Consent


@dataclass(frozen=True, slots=True)
class OutletDescription:
    """Where posts go, under which key, and what it takes."""

    name: str
    """As channels name it; its asset is `uploads/<name>`, its pool `<name>`."""
    title: str
    """As people do."""
    does: str
    """The asset's description, and a cell of docs/outlets.md: what a person finds there."""
    open: "Callable[[Settings, Accounts], Outlet]"
    """Imports the client and returns it."""
    follow_ups: "Callable[[Settings, Accounts], FollowUps] | None" = None
    """Imports and returns what it does to its posts after they are out, where it does anything."""
    appointments: "Callable[[Accounts], Appointments] | None" = None
    """Imports and returns how it is told to show a post at a time, where it does that by itself."""
    verification: "Callable[[Accounts], Verification] | None" = None
    """Imports and returns how consents and posts are looked at again, where somebody consents."""
    figures: "Callable[[Accounts], PlatformFigures] | None" = None
    """Imports and returns whom it is asked by what viewers did, where it tells that."""
    totals: "Callable[[Accounts], PlatformTotals] | None" = None
    """Imports and returns whom it is asked by what it has counted so far, where it counts."""
    logged: bool = True
    """Whether its posts stand in the production log: they have an address on the web."""
    changer: "Callable[[Accounts], PostChanger] | None" = None
    """Imports and returns who gives what is out another title, thumbnail or visibility."""
    takedown: "Callable[[Settings, Accounts], Takedown] | None" = None
    """Imports and returns how a post is hidden, where that can be done from here."""
    by_hand: str = ""
    """How a person takes a post down there, where that cannot be done from here."""
    consent: "Callable[[str], Consent] | None" = None
    """Imports and returns a new consent, where accounts are connected; it is told an address of
    this machine that the browser can be led back to."""
    channel_lines: tuple[str, ...] = ()
    """What a channel file says of it at first, below `account`."""
    grant_ends: str = ""
    """When a consent ends by itself, where the platform does not say; for `factory doctor`."""
    limits: str = ""
    """What it takes at most; for docs/outlets.md."""
    terms: str = ""
    """Under which licence or terms it takes a video; for docs/outlets.md."""
    key_variable: str = ""
    """Empty: it wants no key, and the next three are empty too."""
    key_page: str = ""
    """Where a person makes a key."""
    address_variable: str = ""
    usual_address: str = ""
    """Where it is asked unless the variable names another address."""
