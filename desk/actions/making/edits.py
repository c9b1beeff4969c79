"""Edits by hand: a listing's fields and single pictures of a made video, and taking them back."""

from datetime import UTC, datetime

from desk.actions.making.corrections import EDITABLE
from desk.actions.making.launching import launch, running_dagster
from desk.actions.making.scenes import listing_of
from factory.brief.brief import AcceptedBrief
from factory.brief.edits import Edits, TagsEdit, TextEdit
from factory.errors import BadInput, PermanentError
from factory.graphics.glyph_coverage import check_letters
from factory.listing.listing import opening_of
from factory.listing.listing_edits import (
    ListingRoom,
    edited_description,
    edited_tags,
    edited_title,
)
from factory.records import Payload
from wiring.factory import Factory

FIELDS = ("title", "description", "tags")


class TypedListing(Payload):
    """The fields of a listing as a person typed them."""

    title: str
    description: str
    """Its opening."""
    tags: str
    """With commas between them."""


def edit_listing(factory: Factory, video_id: str, typed: TypedListing, by: str) -> bool:
    """Keep what was changed of a listing and make it anew; whether anything was changed.

    Raises:
        BadInput: a field is too long or holds what no platform takes; nothing is changed.
        PermanentError: there is no such video, it has no listing, or it may not be changed now.
    """
    accepted = editable(factory, video_id)
    listing = listing_of(factory, video_id)
    if listing is None:
        raise PermanentError(f"{video_id} has no listing yet; it comes after the pictures")
    room, now = ListingRoom.beside(listing), datetime.now(UTC)
    changes: dict[str, object] = {}
    if typed.title.strip() != listing.title:
        title = edited_title(typed.title)
        check_letters(_titled(accepted, title), factory.lettering)
        changes["title"] = TextEdit(text=title, by=by, at=now)
    if typed.description.replace("\r\n", "\n").strip() != opening_of(listing).strip():
        opening = edited_description(typed.description, room)
        changes["description"] = TextEdit(text=opening, by=by, at=now)
    tags = edited_tags(typed.tags)
    if tags != listing.tags:
        changes["tags"] = TagsEdit(tags=tags, by=by, at=now)
    if not changes:
        return False
    edits = accepted.by_hand.model_copy(update=changes)
    record(factory, accepted, edits, f"{', '.join(changes)} of the listing changed by {by}")
    return True


def take_back_field(factory: Factory, video_id: str, field: str, by: str) -> None:
    """Give a field of the listing back to the factory.

    Raises:
        BadInput: there is no such field, or nobody has changed it.
        PermanentError: there is no such video, or it may not be changed now.
    """
    accepted = editable(factory, video_id)
    if field not in FIELDS or getattr(accepted.by_hand, field) is None:
        raise BadInput(f"the {field[:20]} of {video_id} is the factory's own; nothing to take back")
    edits = accepted.by_hand.model_copy(update={field: None})
    record(factory, accepted, edits, f"{field} of the listing given back by {by}")


def editable(factory: Factory, video_id: str) -> AcceptedBrief:
    """Return the newest brief of a video that may be changed now.

    Raises:
        PermanentError: there is no such video, or it may not be changed now.
    """
    status = factory.catalogue.reports.show(video_id).status
    if status not in EDITABLE:
        raise PermanentError(
            f"{video_id} is {status.replace('_', ' ')}: it is changed by hand when it waits for a "
            "decision, or was rejected, has failed or was called off"
        )
    return factory.catalogue.briefs.newest(video_id)


def record(factory: Factory, accepted: AcceptedBrief, edits: Edits, reason: str) -> None:
    """Record the edits as a revision of the brief and make anew what they touch."""
    now = datetime.now(UTC)
    revised = accepted.model_copy(update={"edits": edits, "accepted_at": now})
    factory.catalogue.briefs.accept(revised)
    launch(factory, running_dagster(), accepted.video_id, "plan", reason)


def _titled(accepted: AcceptedBrief, title: str) -> AcceptedBrief:
    brief = accepted.brief.model_copy(update={"title": title})
    return accepted.model_copy(update={"brief": brief})
