"""Files of the outbox: what lies ready to be uploaded by hand, handed to a browser one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.about_video import outbox_folder, outbox_post
from desk.web.video_files import file_response
from factory.errors import FactoryError, PermanentError
from factory.ids import VIDEO_ID
from factory.interchange.post_facts import PostFacts
from factory.interchange.video_facts import CataloguedVideo
from factory.listing.listing import Listing
from factory.listing.listing_edits import as_typed
from wiring.factory import Factory

NAMES: Final[Mapping[str, str]] = {
    "video.mp4": "The video",
    "video-for-tiktok.mp4": "The cut for TikTok",
    "thumbnail.jpg": "Thumbnail",
    "captions.srt": "Captions (SRT)",
    "captions.vtt": "Captions (WebVTT)",
    "listing.txt": "Listing (text)",
    "listing.json": "Listing (JSON)",
    "dossier.html": "Dossier",
    "dossier.json": "Dossier (JSON)",
}
"""What is released, by its name in the folder, in the order in which somebody wants it."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A field of a platform's form, and the words for it."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """A video's folder in the outbox."""

    at: datetime | None
    of_earlier: bool
    """It is not the version that there is now, or that is being made."""
    elsewhere: Sequence[PostFacts]
    """Posts that stand on platforms."""
    folder: Path
    files: Sequence[tuple[str, str]]
    """Names of those that lie there, and what each is."""
    fields: Sequence[Pasted]


def outbox_of(video: CataloguedVideo) -> Outbox | None:
    """Return what lies in the outbox of a video; None while nothing does."""
    post, folder = outbox_post(video), outbox_folder(video)
    if post is None or folder is None:
        return None
    files = [(name, words) for name, words in NAMES.items() if (folder / name).is_file()]
    earlier = post.master_sha256 != video.master_sha256
    elsewhere = [one for one in video.posts if one.on_platform]
    fields = _fields(folder / "listing.json")
    return Outbox(post.published_at, earlier, elsewhere, folder, files, fields)


def _fields(path: Path) -> Sequence[Pasted]:
    try:
        listing = Listing.from_json(path.read_bytes())
    except (OSError, FactoryError):
        return ()
    said = (
        ("title", "Title", listing.title),
        ("description", "Description", listing.description),
        ("tags", "Tags", as_typed(listing.tags)),
    )
    return [Pasted(*one) for one in said if one[2]]


def outbox_file(factory: Factory, request: Request) -> Response:
    """Hand out one file of a video's folder."""
    video_id, name = request.path_params["video_id"], request.path_params["name"]
    try:
        folder = (
            outbox_folder(factory.catalogue.reports.show(video_id))
            if VIDEO_ID.fullmatch(video_id)
            else None
        )
    except PermanentError:
        folder = None
    if folder is None or name not in NAMES:
        raise HTTPException(404)
    return file_response(folder, name)
