"""Thumbnail: the picture under which one video is published."""

from factory.brief.brief import AcceptedBrief
from factory.pictures.visuals import Visuals
from factory.ports import Disk, Thumbnails, VideoFiles
from factory.records import FileRef

THUMBNAIL = "thumbnail.jpg"


def keep_thumbnail(
    accepted: AcceptedBrief,
    title: str,
    pictures: Visuals,
    thumbnails: Thumbnails,
    store: VideoFiles,
    disk: Disk,
) -> FileRef:
    """Keep the first picture with the title in legible type, in the shape of the frame."""
    size, look = accepted.profile.picture.thumbnail_size, accepted.channel.thumbnail
    source = store.local(pictures.video_id, pictures.assets[0].poster.name)
    with disk.scratch() as scratch:
        target = scratch / THUMBNAIL
        thumbnails.thumbnail(source, title, accepted.brief.language, look, *size, target)
        return store.keep(pictures.video_id, THUMBNAIL, target)
