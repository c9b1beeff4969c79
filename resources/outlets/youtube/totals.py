"""What YouTube has counted of videos so far: no day's delay, and no watch time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from factory.analytics.figures import Figures
from factory.ports import Accounts
from resources.outlets.reported_counts import counts_of
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.reports_api import youtube_tells

A_REQUEST: Final = 50
"""Of one unit each: developers.google.com/youtube/v3/docs/videos/list."""
NAMES: Final = {"viewCount": "views", "likeCount": "likes", "commentCount": "comments"}


class YouTubeTotals:
    """See `factory.ports.PlatformTotals`.

    Four requests an hour are 96 units a day, one in a hundred of what Google grants: videos that are to
    go out need the rest.
    """

    at_once = 4 * A_REQUEST

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        """See `factory.ports.PlatformTotals.totals`; likes that a channel hides are unknown."""
        with YouTubeService(self._accounts, account) as service:
            for first in range(0, len(posts), A_REQUEST):
                yield _told(service, posts[first : first + A_REQUEST])


def _told(service: YouTubeService, posts: Sequence[str]) -> Mapping[str, Figures]:
    """Return what one request tells of each post."""
    found = {post: Figures() for post in posts}
    service.count("list")
    with youtube_tells("statistics"):
        videos: Any = service.api().videos()
        # A client that cannot read an answer hands it on as text.
        answer: dict[str, Any] = dict(videos.list(part="statistics", id=",".join(posts)).execute())
        for one in answer.get("items", ()):
            told = {name: int(value) for name, value in one["statistics"].items() if name in NAMES}
            if one["id"] in found:
                found[one["id"]] = counts_of(told, NAMES)
    return found
