"""Reels that still stand at Instagram, told apart from those that it does not show us."""

from collections.abc import Iterable

from factory.errors import NoAccess
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.graph_api import UnknownObject


def reels_there(service: InstagramService, reels: Iterable[str]) -> frozenset[str]:
    """Return those that are still there.

    Meta says the same of what is deleted and of what it does not let us see. A Reel counts as gone
    only where the account itself is told of.

    Raises:
        NoAccess: nothing of the account is told any more.
    """
    asked = frozenset(reels)
    there = frozenset(one for one in asked if _is_told(service, "look for a Reel", one))
    if there != asked and not _is_told(service, "ask for the account", service.grant.account):
        raise NoAccess(
            f"Instagram tells nothing of {service.grant.title} any more, so nobody knows which of its "
            "Reels are gone; `factory connect instagram` connects the account anew"
        )
    return there


def _is_told(service: InstagramService, doing: str, key: str) -> bool:
    try:
        service.get(doing, key, "id")
    except UnknownObject:
        return False
    return True
