"""Changes of a listing: what is another than it was when somebody looked at it."""

from typing import Any, cast

from factory.brief.planned_changes import LaterChange
from factory.listing.destination import Destination
from factory.listing.listing import Listing

NOT_SAID = "not said"


def changes_between(before: Listing, now: Listing) -> tuple[str, ...]:
    """Return what differs, in words: of the title and of where it goes both, of the rest its name."""
    said: list[str] = []
    if before.title != now.title:
        said.append(f"the title from {before.title!r} to {now.title!r}")
    if before.description != now.description:
        said.append("the description")
    if before.tags != now.tags:
        said.append("the tags")
    if before.thumbnail.sha256 != now.thumbnail.sha256:
        said.append("the thumbnail")
    old, new = _where(before), _where(now)
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            said.append(f"{key} from {old.get(key, NOT_SAID)} to {new.get(key, NOT_SAID)}")
    return tuple(said)


def _where(listing: Listing) -> dict[str, str]:
    """Return where and how a video goes out, each setting by its name, such as `youtube.visibility`."""
    answers = {"made_for_kids": listing.made_for_kids, "synthetic_media": listing.synthetic_media}
    return _flat("", answers | _destination(listing.destination))


def _destination(destination: Destination | None) -> dict[str, Any]:
    if destination is None:
        return {}
    later = [f"{one.what} {one.to} {_moment(one)}" for one in destination.later]
    return destination.model_dump(exclude={"later"}) | {"later": tuple(later) or None}


def _moment(change: LaterChange) -> str:
    return f"at {change.at}" if change.at else f"after {change.after_seconds} s"


def _flat(above: str, settings: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in settings.items():
        if isinstance(value, dict):
            flat |= _flat(f"{above}{key}.", cast(dict[str, Any], value))
        elif isinstance(value, tuple):
            flat[f"{above}{key}"] = ", ".join(cast(tuple[str, ...], value))
        elif value is not None:
            flat[f"{above}{key}"] = str(value)
    return flat
