"""Cleaning by hand: what would be removed by the policy, and removing it."""

from collections.abc import Iterator
from typing import Final

from factory.errors import BadInput
from factory.ports import Cleaner, Removable, StorageNeed
from factory.records import Payload
from sensors.unneeded_files import SETTING, clean
from wiring.factory import Factory, open_factory
from wiring.storage_cleanup import cleaners, storage_need

USUAL_DAYS: Final = 30.0
"""Where the setting is 0 and nobody says another."""
MOST_DAYS: Final = 3650.0


class CleanedKind(Payload):
    """One kind of file or row."""

    kind: str
    about: str
    count: int
    bytes: int
    waiting: int
    """How many stay until the videos that are being made are done."""


class Cleaning(Payload):
    """What is due, or was removed."""

    after_days: float
    removed: bool
    kinds: tuple[CleanedKind, ...]
    bytes: int


def clean_now(after_days: float | None, *, remove: bool) -> Cleaning:
    """Say what nobody needs any more, kind by kind; remove it if that is asked for.

    Args:
        after_days: since when nobody needs it; None: by the setting, or 30.
        remove: otherwise nothing is changed.

    Raises:
        BadInput: no such number of days.
    """
    if after_days is not None and not 0 < after_days <= MOST_DAYS:
        raise BadInput(
            f"{after_days:g} days: wanted more than 0 and at most {MOST_DAYS:g}, such as 30"
        )
    with open_factory() as factory:
        days = after_days or factory.catalogue.settings.number(SETTING) or USUAL_DAYS
        found = _removed(factory, days) if remove else _due(factory, days)
        kinds = tuple(_kind(cleaner, removable) for cleaner, removable in found)
    return Cleaning(
        after_days=days, removed=remove, kinds=kinds, bytes=sum(one.bytes for one in kinds)
    )


def month_of_storage() -> tuple[StorageNeed, float, int]:
    """Return what a month of videos takes, and what of it goes.

    Returns:
        The need; after how many days files are cleaned by themselves, 0 for never; where they are not, the
        bytes that `clean_now` would remove now.
    """
    with open_factory() as factory:
        days = factory.catalogue.settings.number(SETTING)
        due = 0 if days else sum(found.bytes for _, found in _due(factory, USUAL_DAYS))
        return storage_need(factory), days, due


def _due(factory: Factory, days: float) -> Iterator[tuple[Cleaner, Removable]]:
    for cleaner in cleaners(factory):
        yield cleaner, cleaner.due(days)


def _removed(factory: Factory, days: float) -> Iterator[tuple[Cleaner, Removable]]:
    return clean(cleaners(factory), days)


def _kind(cleaner: Cleaner, found: Removable) -> CleanedKind:
    return CleanedKind(
        kind=cleaner.kind,
        about=cleaner.about,
        count=found.count,
        bytes=found.bytes,
        waiting=found.waiting,
    )
