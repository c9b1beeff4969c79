"""Changes of a listing: what is another than it was when somebody looked at it."""

from factory.listing.listing import Listing


def changes_between(before: Listing, now: Listing) -> tuple[str, ...]:
    """Return what differs, in words: of the title both, of the rest its name."""
    said: list[str] = []
    if before.title != now.title:
        said.append(f"the title from {before.title!r} to {now.title!r}")
    if before.description != now.description:
        said.append("the description")
    if before.tags != now.tags:
        said.append("the tags")
    if before.thumbnail.sha256 != now.thumbnail.sha256:
        said.append("the thumbnail")
    return tuple(said)
