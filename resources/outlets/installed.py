"""Outlets as they are asked for: each is opened once, when a video first goes there."""

from factory.errors import BadInput
from factory.ports import Outlet
from resources.machine.settings import Settings
from resources.providers import OUTLETS


class InstalledOutlets:
    """See `factory.ports.Outlets`.

    Args:
        settings: folders, addresses and keys.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opened: dict[str, Outlet] = {}

    def outlet(self, name: str) -> Outlet:
        """See `factory.ports.Outlets.outlet`."""
        if name not in self._opened:
            known = {one.name: one for one in OUTLETS}
            if name not in known:
                raise BadInput(f"outlet {name!r} is unknown; there are: {', '.join(known)}")
            self._opened[name] = known[name].open(self._settings)
        return self._opened[name]
