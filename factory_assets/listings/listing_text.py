"""Listing text: the words under which one video is published, and what a person sees of them."""

from factory.listing.listing import KEYWORDS, Listing
from factory.ports import VideoFiles
from factory.records import Provider
from factory.script.model_answers import ListingWords
from factory.script.script import Script
from factory_assets.scripts.writer import ScriptWriter
from factory_assets.stage.dagster_metadata import Metadata, picture


def listing_words(
    script: Script, writer: ScriptWriter | None
) -> tuple[ListingWords | None, Provider]:
    """Return what a writer says of the video, and who that is; without one, its own words do."""
    if writer is None:
        return None, KEYWORDS
    words = writer.listing(script.title, " ".join(scene.text for scene in script.scenes))
    return words, writer.answered_by[0]


def described(listing: Listing, store: VideoFiles) -> Metadata:
    """Return what a person should know of a listing at a glance."""
    return {
        "preview": picture("thumbnail", store.url(listing.video_id, listing.thumbnail.name)),
        "title": listing.title,
        "provider": listing.provider.described,
        "description": listing.description,
        "tags": ", ".join(listing.tags),
        "chapters": len(listing.chapters),
    }
