"""What YouTube is told about a video, and the mark by which it is found there again."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import PermanentError
from factory.listing.listing import Listing
from factory.listing.platform_limits import YOUTUBE, youtube_tag_length
from factory.ports import Publication
from factory.workflow.made_post_changes import stands

PAID_PART: Final = "paidProductPlacementDetails"
DISCLOSURES = ("containsSyntheticMedia", "selfDeclaredMadeForKids")
"""What must arrive as it was sent."""


def choices_of(publication: Publication) -> YouTubeChoices:
    """Return what the video's channel says of YouTube.

    Raises:
        PermanentError: nothing.
    """
    channel = publication.channel
    if channel is None or channel.youtube is None:
        raise PermanentError(
            f"{publication.video_id}: its channel file says nothing under `youtube`; say the "
            "account and the visibility there, then make the video again from its brief"
        )
    return channel.youtube


def visibility_of(publication: Publication) -> str:
    """Return who may see it: as the channel says, or as it was changed since."""
    return stands(choices_of(publication).visibility, "visibility", publication.made)


def listing_of(publication: Publication) -> Listing:
    """Return the listing that was released."""
    return Listing.from_json(publication.paths["listing.json"].read_bytes())


def marker(publication: Publication) -> str:
    """Return the tag that tells this master of this video from everything else on a channel."""
    identity = f"{publication.video_id}\0{publication.master_sha256}".encode()
    return f"vf-{hashlib.sha256(identity).hexdigest()[:16]}"


def snippet(publication: Publication) -> dict[str, Any]:
    """Return title, description, tags and languages; the mark comes first, the last tags give way."""
    listing, choices = listing_of(publication), choices_of(publication)
    tags: list[str] = [marker(publication)]
    for tag in listing.tags:
        if youtube_tag_length([*tags, tag]) <= (YOUTUBE.most_tag_characters or 0):
            tags.append(tag)
    return {
        "title": stands(listing.title, "title", publication.made),
        "description": listing.description,
        "tags": tags,
        "categoryId": str(choices.category),
        "defaultLanguage": listing.language,
        "defaultAudioLanguage": listing.language,
    }


def status(publication: Publication, visibility: str) -> dict[str, Any]:
    """Return visibility, licence and disclosures; an absent visibility would mean public."""
    listing, choices = listing_of(publication), choices_of(publication)
    if listing.made_for_kids is None or listing.synthetic_media is None:
        raise PermanentError(f"{publication.video_id}: its listing leaves a disclosure unanswered")
    return {
        "privacyStatus": visibility,
        "license": choices.licence,
        "embeddable": choices.embeddable,
        "selfDeclaredMadeForKids": listing.made_for_kids,
        "containsSyntheticMedia": listing.synthetic_media,
    }


def paid_promotion(publication: Publication) -> dict[str, Any]:
    """Return the part that tells of paid promotion; nothing where there is none, as is YouTube's default."""
    if not publication.paid_promotion:
        return {}
    return {PAID_PART: {"hasPaidProductPlacement": True}}


def undisclosed(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Sequence[str]:
    """Say which disclosures did not arrive as they were sent."""
    return [
        f"{name} was sent as {wanted[name]} and stands there as {found.get(name)}"
        for name in DISCLOSURES
        if found.get(name) is not wanted[name]
    ]
