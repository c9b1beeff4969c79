"""The listing as a person pastes it into a platform's form."""

from factory.listing.listing import Listing


def listing_text(listing: Listing) -> str:
    """Return the listing as a person pastes it, field by field."""
    answers = {None: "unanswered", True: "yes", False: "no"}
    return "\n".join(
        (
            "TITLE",
            listing.title,
            "",
            "DESCRIPTION",
            listing.description,
            "",
            "TAGS",
            ", ".join(listing.tags),
            "",
            f"LANGUAGE: {listing.language}",
            f"MADE FOR KIDS: {answers[listing.made_for_kids]}",
            f"ALTERED OR SYNTHETIC CONTENT: {answers[listing.synthetic_media]}",
            "",
        )
    )
