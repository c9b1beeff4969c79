"""Changing what is out on YouTube: its title, its thumbnail, or who may see it."""

from pathlib import Path

from factory.brief.planned_changes import Changed
from factory.errors import PermanentError
from factory.ports import Accounts, ChangeOutcome, LivePost
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.titles import retitle
from resources.outlets.youtube.video_state import (
    let_be_seen,
    live_video,
    set_thumbnail,
    video_there,
)


class YouTubeChanger:
    """See `factory.ports.PostChanger`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def found(self, post: LivePost, what: Changed) -> str:
        """See `factory.ports.PostChanger.found`."""
        if what == "thumbnail":
            return ""
        with YouTubeService(self._accounts, post.account) as service:
            if what == "title":
                return str(live_video(service, post, "snippet").get("title", ""))
            return str(live_video(service, post, "status")["privacyStatus"])

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        """See `factory.ports.PostChanger.change`."""
        with YouTubeService(self._accounts, post.account) as service:
            if what == "title":
                return ChangeOutcome(before=retitle(service, post, to), said="its title is changed")
            if what == "visibility":
                return _seen_by(service, post, to)
            if file is None:
                raise PermanentError(f"{post.video_id}: the thumbnail {to} is not there")
            set_thumbnail(service, post.post_id, file)
            return ChangeOutcome(said="its thumbnail is changed")


def _seen_by(service: YouTubeService, post: LivePost, visibility: str) -> ChangeOutcome:
    """Change who may see it, and read that back."""
    status = live_video(service, post, "status")
    before = str(status["privacyStatus"])
    if before == visibility:
        return ChangeOutcome(before=before, said=f"it was {visibility} already")
    doing = f"make {post.video_id} {visibility}"
    let_be_seen(service, post.post_id, status, visibility, doing)
    after = video_there(service, post.post_id, "status")
    found = after["status"]["privacyStatus"] if after else "gone"
    if found != visibility:
        raise PermanentError(f"{post.video_id} is {found} at YouTube, wanted {visibility}")
    return ChangeOutcome(before=before, said=f"it was {before} and is {visibility}")
