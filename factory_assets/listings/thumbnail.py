"""Thumbnail: the picture under which one video is published."""

from functools import partial

from factory.brief.brief import AcceptedBrief
from factory.pictures.visuals import Visuals
from factory.ports import Journal, Thumbnails, VideoFiles
from factory.presets.thumbnail_layouts import layouts
from factory.records import FileRef
from factory_assets.stage.stills import drawn_once

THUMBNAIL = "thumbnail.jpg"


def keep_thumbnail(
    accepted: AcceptedBrief,
    title: str,
    pictures: Visuals,
    thumbnails: Thumbnails,
    store: VideoFiles,
    journal: Journal,
) -> FileRef:
    """Keep the first picture with the title in legible type, in the shape of the frame."""
    size, look = accepted.profile.picture.thumbnail_size, accepted.channel.thumbnail
    language, first = accepted.brief.language, pictures.assets[0].poster
    source = store.local(pictures.video_id, first.name)
    drawn = drawn_once(
        journal,
        pictures.video_id,
        "listings",
        THUMBNAIL,
        thumbnails.provider,
        {
            "picture": first.sha256,
            "title": title,
            "language": language,
            "look": look.model_dump(mode="json"),
            "layout": layouts()[look.layout].model_dump(mode="json"),
            "size": size,
        },
        partial(thumbnails.thumbnail, source, title, language, look, *size),
    )
    return store.keep(pictures.video_id, THUMBNAIL, drawn.path)
