"""Readiness: whether everybody who may work for a video can be asked, before anything is made."""

from factory.brief.brief import AcceptedBrief, translations
from factory.errors import PermanentError
from factory.ports import Access


def check_keys_of_all(original: AcceptedBrief, access: Access) -> None:
    """See that no key is missing for a brief and its translations; raises as `check_keys`."""
    for accepted in (original, *translations(original)):
        check_keys(accepted, access)


def check_keys(accepted: AcceptedBrief, access: Access) -> None:
    """See that no key is missing.

    Raises:
        PermanentError: names the channel, and for each missing key the roles that want it.
    """
    wanted_by: dict[str, dict[str, None]] = {}
    for choice in accepted.choices:
        for words in access.missing(choice):
            wanted_by.setdefault(words, {})[type(choice).__name__.lower()] = None
    if not wanted_by:
        return
    told = "; ".join(f"for its {' and '.join(roles)}, {said}" for said, roles in wanted_by.items())
    roles = (accepted.channel.words, accepted.voice, accepted.pictures)
    second = (
        "; a fallback does not stand in for a missing key" if any(r.fallback for r in roles) else ""
    )
    raise PermanentError(f"channel {accepted.channel.name} is not ready: {told}{second}")
