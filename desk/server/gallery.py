"""The gallery: the finished videos, newest first, as a page shows them."""

from dataclasses import dataclass
from urllib.parse import quote

from factory.errors import PermanentError
from factory.interchange.views import VideoSummary
from factory.presets.formats import formats
from wiring.factory import Factory

PAGE = 24


@dataclass(frozen=True, slots=True)
class FinishedVideo:
    """One video that can be looked at; the addresses are those of its files here."""

    video_id: str
    title: str
    channel: str
    status: str
    shape: str
    made: str
    video: str
    poster: str | None
    captions: str | None


@dataclass(frozen=True, slots=True)
class Gallery:
    """One page of finished videos, and where the next page begins."""

    videos: tuple[FinishedVideo, ...]
    older: str | None


def gallery(factory: Factory, before: str | None, size: int = PAGE) -> Gallery:
    """Return a page of finished videos, those made before `before`."""
    found: list[FinishedVideo] = []
    while len(found) < size:
        rows = factory.catalogue.reports.list_videos(size, before)
        for row in rows:
            if len(found) < size:
                before = row.video_id
                found += _finished(factory, row)
        if len(rows) < size:
            return Gallery(tuple(found), None)
    return Gallery(tuple(found), before)


def _finished(factory: Factory, row: VideoSummary) -> list[FinishedVideo]:
    video = _address(factory, row.video_id, "master.mp4")
    if video is None:
        return []
    picture = formats()[row.format].picture if row.format in formats() else None
    return [
        FinishedVideo(
            video_id=row.video_id,
            title=row.title,
            channel=row.channel,
            status=row.status.replace("_", " "),
            shape="tall" if picture and picture.height > picture.width else "wide",
            made=f"{row.created_at:%d %B %Y}",
            video=video,
            poster=_address(factory, row.video_id, "poster.jpg"),
            captions=_address(factory, row.video_id, "captions.vtt"),
        )
    ]


def _address(factory: Factory, video_id: str, name: str) -> str | None:
    try:
        factory.store.local(video_id, name)
    except PermanentError:
        return None
    return f"/media/{video_id}/{quote(name)}"
