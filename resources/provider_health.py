"""Which vendors the channels name, and whether each can be asked: for `factory doctor`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from factory.channel.channel import Channel
from factory.channel.provider_settings import Choice, Pictures, Voice
from factory.errors import FactoryError
from factory.money.price_book import PriceBook
from resources.machine.credentials import missing_key
from resources.opened_providers import OpenedProviders
from resources.provider_register import VENDORS

_Identity = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Health:
    """One vendor in one role."""

    role: str
    vendor: str
    ready: bool
    found: str
    channels: tuple[str, ...]


def vendor_health(channels: Iterable[Channel], prices: PriceBook) -> list[Health]:
    """Ask every vendor that a channel names something that costs nothing.

    Returns:
        One row for each vendor, role and model; then one for each key that no channel uses.
    """
    found: dict[_Identity, list[tuple[Choice, str]]] = defaultdict(list)
    for channel in channels:
        for choice in channel.choices:
            found[_identity(choice)].append((choice, channel.name))
    rows: list[Health] = []
    with OpenedProviders(prices) as providers:
        for identity, choices in found.items():
            health = _asked(providers, choices[0][0])
            if health:
                names = tuple(name for _, name in choices)
                rows.append(Health(*identity[:2], *health, names))
    used = {row.vendor for row in rows}
    return rows + [
        Health("key", vendor.name, True, "its key is set, but no channel names it", ())
        for vendor in VENDORS
        if vendor.name not in used and not missing_key(vendor)
    ]


def _identity(choice: Choice) -> _Identity:
    """Return what of a choice makes another question: role, vendor, voice, model, clips or stills."""
    role = type(choice).__name__.lower()
    if isinstance(choice, Voice):
        return role, choice.provider, choice.name, choice.model
    if isinstance(choice, Pictures):
        return role, choice.provider, str(choice.moving), choice.model
    return role, choice.provider, "", choice.model


def _asked(providers: OpenedProviders, choice: Choice) -> tuple[bool, str] | None:
    """Return whether a vendor can be asked, and what it said; None where nobody is asked."""
    try:
        vendor = providers.vendor(choice)
        if vendor is None:
            return None
        missing = vendor.missing()
        return (False, missing) if missing else (True, vendor.healthcheck())
    except FactoryError as error:
        return False, str(error)
