"""Taking a video down from YouTube: it is made private, and read back."""

from collections.abc import Mapping
from typing import Any

from factory.channel.channel import Channel
from factory.errors import PermanentError
from factory.ports import Accounts
from factory.ports.takedown import GONE
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.video_state import let_be_seen, video_there


class YouTubeTakedown:
    """See `factory.ports.Takedown`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def take_down(self, video_id: str, channel: Channel, post: Mapping[str, str]) -> str:
        """See `factory.ports.Takedown.take_down`."""
        if channel.youtube is None:
            raise PermanentError(
                f"{video_id}: the channel {channel.name} names no YouTube account any more; wanted "
                "`youtube: {account: ...}` in its file, or make it private by hand"
            )
        with YouTubeService(self._accounts, channel.youtube.account) as service:
            video = video_there(service, post["post_id"], "status")
            if video is None:
                return GONE
            found: Mapping[str, Any] = video["status"]
            if found["privacyStatus"] == "private" and not found.get("publishAt"):
                return "was private already"
            let_be_seen(service, post["post_id"], found, "private", f"make {video_id} private")
            after = video_there(service, post["post_id"], "status")
        if after and (seen := after["status"]["privacyStatus"]) != "private":
            raise PermanentError(f"{video_id} is still {seen} at {post.get('url', 'YouTube')}")
        return "private"
