"""What TikTok has counted of videos so far; it tells nothing of single days.

Protocol: developers.tiktok.com/doc/tiktok-api-v2-video-query, which wants the scope `video.list`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from factory.analytics.figures import Figures
from factory.errors import NoAccess, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.tiktok.service import TikTokService
from resources.outlets.told_counts import counts_of

A_REQUEST: Final = 20
NAMES: Final = {
    "view_count": "views",
    "like_count": "likes",
    "comment_count": "comments",
    "share_count": "shares",
}
SCOPE: Final = "video.list"


class TikTokTotals:
    """See `factory.ports.PlatformTotals`.

    TikTok takes 600 such requests a minute; 50 an hour are 1,000 posts, and leave those who post alone.
    """

    at_once = 50 * A_REQUEST

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def totals(self, account: str, posts: Sequence[str]) -> Mapping[str, Figures]:
        """See `factory.ports.PlatformTotals.totals`.

        What only its creator sees has no number there, and is left out; so is what was deleted.
        """
        service = TikTokService(self._accounts, account)
        if SCOPE not in service.grant.scopes:
            raise NoAccess(
                f"{service.grant.title} at TikTok lets the factory post, and not look at what is out "
                f"({SCOPE}); `factory connect tiktok` asks for both"
            )
        public = [post for post in posts if post.isdecimal()]
        found: dict[str, Figures] = {}
        for first in range(0, len(public), A_REQUEST):
            some = public[first : first + A_REQUEST]
            told = service.ask(
                "ask what TikTok has counted",
                "/v2/video/query/",
                {"filters": {"video_ids": some}},
                fields=",".join(("id", *NAMES)),
            )
            found |= _counts(told.get("videos") or (), some)
        return found


def _counts(videos: Any, asked: Sequence[str]) -> Mapping[str, Figures]:
    """Return what was told of the posts that were asked for.

    Raises:
        TransientError: it cannot be meant.
    """
    try:
        return {str(one["id"]): counts_of(one, NAMES) for one in videos if str(one["id"]) in asked}
    except (ValueError, TypeError, KeyError) as error:
        raise TransientError(
            f"could not ask what TikTok has counted: its answer cannot be meant: {hidden(error)[:300]}"
        ) from None
