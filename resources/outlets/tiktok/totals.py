"""What TikTok has counted of videos so far; it tells nothing of single days.

It wants the scope `video.list`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from factory.analytics.figures import Figures
from factory.errors import NoAccess, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.reported_counts import counts_of
from resources.outlets.tiktok.api_client import TikTokService
from resources.outlets.tiktok.public_videos import A_REQUEST, public_ids, public_videos

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

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        """See `factory.ports.PlatformTotals.totals`.

        Of what only its creator sees, which has no number there, nothing is known; nor of what was deleted.
        """
        service = TikTokService(self._accounts, account)
        if SCOPE not in service.grant.scopes:
            raise NoAccess(
                f"{service.grant.title} at TikTok lets the factory post, and not look at what is out "
                f"({SCOPE}); `factory connect tiktok` asks for both"
            )
        public = public_ids(posts)
        yield {post: Figures() for post in posts if post not in public}
        for first in range(0, len(public), A_REQUEST):
            some = public[first : first + A_REQUEST]
            told = _counts(public_videos(service, some, tuple(NAMES)))
            yield {post: told.get(post, Figures()) for post in some}


def _counts(videos: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Figures]:
    """Return what was told of each.

    Raises:
        TransientError: it cannot be meant.
    """
    try:
        return {post: counts_of(told, NAMES) for post, told in videos.items()}
    except (ValueError, TypeError) as error:
        raise TransientError(
            f"could not ask what TikTok has counted: its answer cannot be meant: {hidden(error)[:300]}"
        ) from None
