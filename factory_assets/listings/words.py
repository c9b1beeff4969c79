"""The words and the thumbnail under which one video is published."""

from factory.channel.branding import Thumbnail
from factory.listing.listing import KEYWORDS, Listing
from factory.pictures.visuals import Visuals
from factory.ports import Disk, Thumbnails, VideoFiles
from factory.presets.formats import Picture
from factory.records import FileRef, Provider
from factory.script.model_answers import ListingWords
from factory.script.script import Script
from factory_assets.scripts.writer import ScriptWriter
from factory_assets.stage.metadata import Metadata, picture

WIDE, UPRIGHT = (1280, 720), (1080, 1920)
"""Width and height of a thumbnail."""
THUMBNAIL = "thumbnail.jpg"


def listing_words(
    script: Script, writer: ScriptWriter | None
) -> tuple[ListingWords | None, Provider]:
    """Return what a writer says of the video, and who that is; without one, its own words do."""
    if writer is None:
        return None, KEYWORDS
    words = writer.listing(script.title, " ".join(scene.text for scene in script.scenes))
    return words, writer.answered_by[0]


def keep_thumbnail(
    pictures: Visuals,
    title: str,
    look: Thumbnail,
    frame: Picture,
    thumbnails: Thumbnails,
    store: VideoFiles,
    disk: Disk,
) -> FileRef:
    """Keep the first picture with the title in legible type, in the shape of the frame."""
    size = UPRIGHT if frame.height > frame.width else WIDE
    source = store.local(pictures.video_id, pictures.assets[0].poster.name)
    with disk.scratch() as scratch:
        thumbnails.thumbnail(source, title, look, *size, scratch / THUMBNAIL)
        return store.keep(pictures.video_id, THUMBNAIL, scratch / THUMBNAIL)


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
