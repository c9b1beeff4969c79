"""How a video stands at YouTube: looked at, brought to what was released, and read back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from googleapiclient.http import MediaFileUpload

from factory.errors import PermanentError, TransientError
from factory.ports import LivePost, Publication
from resources.machine.credentials import address_of, hidden, is_emulated
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import youtube_says
from resources.outlets.youtube.metadata import paid_promotion, snippet, undisclosed
from resources.outlets.youtube.outlet_description import YOUTUBE

WRITABLE = (
    "license",
    "embeddable",
    "publicStatsViewable",
    "selfDeclaredMadeForKids",
    "containsSyntheticMedia",
)
"""What of a status is sent back as it stands; what is left out would be reset."""
TOLD: Final[Mapping[str, set[str]]] = {
    "snippet": {"title"},
    "status": {"privacyStatus", "uploadStatus"},
}
"""What its owner is told of every video, by part; whoever asks for a part relies on it."""


def post_of(post_id: str) -> dict[str, str]:
    """Return what is kept of a post: its ID, and the page where a person sees it."""
    address = address_of(YOUTUBE)
    page = f"{address}/watch?v=" if is_emulated(address) else "https://youtu.be/"
    return {"post_id": post_id, "url": f"{page}{post_id}"}


def video_there(service: YouTubeService, post_id: str, parts: str) -> Any:
    """Return these parts of a video, as its owner sees it; None when it is gone.

    Raises:
        TransientError: the answer cannot be meant: it is no JSON, which Google's client hands on as
            text, or lacks what every video has.
    """
    service.count("list")
    with youtube_says("look at the video"):
        answer = service.api().videos().list(part=parts, id=post_id).execute()
    if lacking := _lacking(answer, parts.split(",")):
        raise TransientError(
            f"could not look at the video {post_id}: YouTube's answer lacks {lacking}"
        )
    return next(iter(answer.get("items", ())), None)


def _lacking(answer: Any, parts: Sequence[str]) -> str:
    """Say what an answer lacks of what every video has; empty where it can be meant."""
    try:
        return ", ".join(
            f"{part}.{name}"
            for video in answer.get("items", ())
            for part in parts
            for name in sorted(TOLD.get(part, set()) - set(video.get(part, ())))
        )
    except (AttributeError, TypeError):
        return f"any list of videos: {hidden(answer)[:200]}"


def live_video(service: YouTubeService, post: LivePost, part: str) -> Any:
    """Return this part of a video that is out; raise PermanentError when it is gone."""
    video = video_there(service, post.post_id, part)
    if video is None:
        raise PermanentError(f"{post.video_id}: the video {post.post_id} is gone from YouTube")
    return video[part]


def set_thumbnail(service: YouTubeService, post_id: str, picture: Path) -> None:
    """Give a video a thumbnail: a JPEG or PNG file."""
    kind = "image/png" if picture.suffix == ".png" else "image/jpeg"
    media = MediaFileUpload(str(picture), mimetype=kind)
    with youtube_says("set the thumbnail"):
        service.count("thumbnail")
        service.api().thumbnails().set(videoId=post_id, media_body=media).execute()


def let_be_seen(
    service: YouTubeService, post_id: str, found: Mapping[str, Any], visibility: str, doing: str
) -> None:
    """Give a video another visibility, with no time at which it is shown; all else of its status stays.

    Args:
        service: of the account that owns it.
        post_id: which video.
        found: its `status` as it is.
        visibility: `private`, `unlisted` or `public`.
        doing: for messages.
    """
    kept = {name: found[name] for name in WRITABLE if name in found}
    service.count("update")
    body = {"id": post_id, "status": {**kept, "privacyStatus": visibility}}
    with youtube_says(doing):
        service.api().videos().update(part="status", body=body).execute()


def make_it_stand(
    service: YouTubeService, publication: Publication, post_id: str, wanted: Mapping[str, Any]
) -> None:
    """Give a video the released listing and this status, and read both back; asks once if all fits.

    Args:
        service: of the account that owns it.
        publication: what was released.
        post_id: which video.
        wanted: its `status`, with the visibility, and `publishAt` where it is to be shown later.

    Raises:
        PermanentError: it is gone, or stands there otherwise afterwards.
    """
    paid = paid_promotion(publication)
    parts: dict[str, Mapping[str, Any]] = {
        "snippet": snippet(publication),
        "status": wanted,
        **paid,
    }
    video = video_there(service, post_id, ",".join(parts))
    if video is None:
        raise PermanentError(
            f"{publication.video_id}: the video {post_id} is gone from YouTube, so nothing was shown"
        )
    stale = [part for part in parts if not _holds(parts[part], video.get(part, {}))]
    if stale:
        service.count("update")
        with youtube_says(f"show {publication.video_id}"):
            body = {"id": post_id, **{part: parts[part] for part in stale}}
            service.api().videos().update(part=",".join(stale), body=body).execute()
        video = video_there(service, post_id, ",".join(parts)) or video
    found = video["status"]
    faults = list(undisclosed(wanted, found))
    faults += [
        f"its {name} is {found.get(name)} there, wanted {wanted[name]}"
        for name in ("privacyStatus", "publishAt")
        if name in wanted and found.get(name) != wanted[name]
    ]
    if any(not _holds(told, video.get(part, {})) for part, told in paid.items()):
        faults.append("its paid promotion was declared and does not stand there")
    if faults:
        raise PermanentError(
            f"{publication.video_id} stands at {post_of(post_id)['url']} otherwise than it was to: "
            f"{'; '.join(faults)}"
        )


def _holds(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return all(found.get(name) == value for name, value in wanted.items())
