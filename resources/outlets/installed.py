"""Outlets as they are asked for: each is opened once, when a video first goes there."""

from collections.abc import Mapping, Sequence

from factory.errors import BadInput
from factory.ports import (
    Accounts,
    Appointments,
    FollowUp,
    FollowUps,
    Outlet,
    PlatformFigures,
    PlatformTotals,
    PostChanger,
    Publication,
    Takedown,
    Verification,
)
from resources.machine.environment_variables import Settings
from resources.outlets.outlet_description import OutletDescription
from resources.provider_register import OUTLETS


class InstalledOutlets:
    """See `factory.ports.Outlets`.

    Args:
        settings: folders, addresses and keys.
        accounts: grants and quotas of those that publish for somebody.
    """

    def __init__(self, settings: Settings, accounts: Accounts) -> None:
        self._settings = settings
        self._accounts = accounts
        self._opened: dict[str, Outlet] = {}

    def outlet(self, name: str) -> Outlet:
        """See `factory.ports.Outlets.outlet`."""
        if name not in self._opened:
            self._opened[name] = _described(name).open(self._settings, self._accounts)
        return self._opened[name]

    def follow_ups(self, name: str) -> FollowUps:
        """See `factory.ports.Outlets.follow_ups`."""
        opened = _described(name).follow_ups
        own = opened(self._settings, self._accounts) if opened else NoFollowUps()
        if not (self._settings.sheets_log and _described(name).logged):
            return own
        from resources.production_log.follow_ups import LoggedFollowUps

        return LoggedFollowUps(self._settings, name, own)

    def appointments(self, name: str) -> Appointments | None:
        """See `factory.ports.Outlets.appointments`."""
        opened = _described(name).appointments
        return opened(self._accounts) if opened else None

    def verification(self, name: str) -> Verification | None:
        """See `factory.ports.Verifications.verification`."""
        opened = _described(name).verification
        return opened(self._accounts) if opened else None

    def figures(self, name: str) -> PlatformFigures | None:
        """See `factory.ports.Outlets.figures`."""
        opened = _described(name).figures
        return opened(self._accounts) if opened else None

    def totals(self, name: str) -> PlatformTotals | None:
        """See `factory.ports.OutletTotals.totals`."""
        opened = _described(name).totals
        return opened(self._accounts) if opened else None

    def by_hand(self, name: str) -> str:
        """Return how a person takes a post of one down there; empty where nobody has to."""
        return _described(name).by_hand

    def changer(self, name: str) -> PostChanger | None:
        """See `factory.ports.PostChangers.changer`."""
        opened = _described(name).changer
        return opened(self._accounts) if opened else None

    def takedown(self, name: str) -> Takedown | None:
        """Return how posts of one are taken down; None where that is done by hand."""
        opened = _described(name).takedown
        return opened(self._settings, self._accounts) if opened else None


class NoFollowUps:
    """See `factory.ports.FollowUps`: of an outlet where a post is whole once it is shown."""

    def follow_ups(self, publication: Publication, post: Mapping[str, str]) -> Sequence[FollowUp]:
        """See `factory.ports.FollowUps.follow_ups`."""
        return ()


def _described(name: str) -> OutletDescription:
    known = {one.name: one for one in OUTLETS}
    if name not in known:
        raise BadInput(f"outlet {name!r} is unknown; there are: {', '.join(known)}")
    return known[name]
