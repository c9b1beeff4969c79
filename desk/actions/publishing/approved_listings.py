"""Approved listings: kept as they were seen, so that what changed since the approval can be said."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress

from desk.actions.manifests import Manifests
from factory.errors import FactoryError
from factory.interchange.video_facts import CataloguedVideo
from factory.listing.listing import Listing
from factory.listing.listing_difference import changes_between
from factory.reviews.decision import Review
from factory.rules.evidence import LISTING_NAME
from wiring.factory import Factory


def keep_approved(factory: Factory, decided: Sequence[Review]) -> None:
    """Keep the listings that were approved, beside those that may come in their place."""
    for review in decided:
        if review.decision != "approved" or not review.listing_sha256:
            continue
        # The decision stands; without this file only what changed since cannot be said.
        with suppress(FactoryError, OSError), factory.media_places.held(review.video_id):
            data = factory.store.local(review.video_id, LISTING_NAME).read_bytes()
            if hashlib.sha256(data).hexdigest() == review.listing_sha256:
                factory.store.write(review.video_id, _name(review.listing_sha256), data)


def changed_since(video: CataloguedVideo, kept: Manifests) -> str:
    """Say what of a listing changed since its newest approval; empty where that is not known."""
    approved = [one for one in video.reviews if one.decision == "approved" and one.listing_sha256]
    newest = max(approved, key=lambda one: one.decided_at, default=None)
    if newest is None or newest.listing_sha256 == video.listing_sha256:
        return ""
    before = kept.read(Listing, _name(newest.listing_sha256))
    now = kept.read(Listing, LISTING_NAME)
    return ", ".join(changes_between(before, now)) if before and now else ""


def _name(sha256: str) -> str:
    return f"approved/listing-{sha256[:12]}.json"
