"""Edits of a listing: how much room a person has for each field, and what may stand in it."""

from collections.abc import Sequence

from factory.documents.error_words import listed, shown
from factory.errors import BadInput
from factory.listing.listing import Listing, opening_of
from factory.listing.platform_limits import YOUTUBE, utf8_bytes, youtube_tag_length
from factory.listing.tags import NOT_IN_TAGS
from factory.records import Payload
from factory.text.hidden_characters import hidden_in, one_line
from factory.text.title_and_tag_limits import MOST_TAG_CHARS, MOST_TITLE_CHARS


class ListingRoom(Payload):
    """How long each field may be, in the units in which platforms count."""

    title_characters: int = MOST_TITLE_CHARS
    description_bytes: int
    """Of the opening: what the factory adds needs the rest."""
    added_bytes: int
    """Chapters, credits, disclosure, footer and hashtags."""
    tag_characters: int = YOUTUBE.most_tag_characters or 0

    @classmethod
    def beside(cls, listing: Listing) -> "ListingRoom":
        """Return the room that there is beside what the factory adds to this listing."""
        added = utf8_bytes(listing.description) - utf8_bytes(opening_of(listing))
        return cls(description_bytes=YOUTUBE.description.most - added, added_bytes=added)


def edited_title(text: str) -> str:
    """Return a title as it can be listed.

    Raises:
        BadInput: it is empty, too long, or holds what no platform takes.
    """
    title = one_line(text)
    if not title:
        raise BadInput("title: nothing is left of it; take the edit back to have the video's own")
    if len(title) > MOST_TITLE_CHARS:
        raise BadInput(
            f"title: {len(title)} characters; wanted: {MOST_TITLE_CHARS} at most, as YouTube takes "
            f"no more; leave out {len(title) - MOST_TITLE_CHARS}"
        )
    _check_signs("title", title)
    return title


def edited_description(text: str, room: ListingRoom) -> str:
    """Return the opening of a description as it can be listed.

    Raises:
        BadInput: it is empty, too long, or holds what no platform takes.
    """
    opening = text.replace("\r\n", "\n").strip()
    if not opening:
        raise BadInput(
            "description: nothing is left of it; take the edit back to have the factory's"
        )
    found = utf8_bytes(opening)
    if found > room.description_bytes:
        raise BadInput(
            f"description: {found:,} bytes ({len(opening):,} characters); wanted: "
            f"{room.description_bytes:,} bytes at most, as chapters, credits and disclosures need "
            f"{room.added_bytes:,} of the {YOUTUBE.description.most:,} that YouTube takes; leave out "
            f"{found - room.description_bytes:,} bytes"
        )
    _check_signs("description", opening)
    return opening


def edited_tags(text: str) -> tuple[str, ...]:
    """Return tags that were typed with commas between them, each once.

    Raises:
        BadInput: one is too long, or all together are.
    """
    tags = tuple(
        dict.fromkeys(
            tag
            for part in text.split(",")
            for tag in [one_line(part.translate(NOT_IN_TAGS))]
            if tag
        )
    )
    long = [tag for tag in tags if len(tag) > MOST_TAG_CHARS]
    if long:
        raise BadInput(
            f"tags: {listed(shown(tag) for tag in long)} too long; wanted: {MOST_TAG_CHARS} "
            "characters at most in each"
        )
    found, most = youtube_tag_length(tags), YOUTUBE.most_tag_characters or 0
    if found > most:
        raise BadInput(
            f"tags: {found} characters as YouTube counts them; wanted: {most} at most; leave out "
            f"{found - most}"
        )
    _check_signs("tags", " ".join(tags))
    return tags


def as_typed(tags: Sequence[str]) -> str:
    """Return tags as a person types them."""
    return ", ".join(tags)


def _check_signs(field: str, text: str) -> None:
    where = hidden_in(text)
    if where:
        raise BadInput(f"{field}: found {where}; wanted text without it")
    refused = sorted({c for c in text if c in YOUTUBE.forbidden_characters})
    if refused:
        raise BadInput(f"{field}: found {listed(refused)}, which YouTube refuses; leave it out")
