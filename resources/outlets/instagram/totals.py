"""What Instagram has counted of Reels so far; it tells nothing of single days.

Protocol: developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from factory.analytics.figures import Figures
from factory.errors import FactoryError, NoAccess, PermanentError, Postponed, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.graph_api import UnknownObject
from resources.outlets.reported_counts import counts_of

NAMES: Final = {
    "views": "views",
    "reach": "reach",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "saved": "saves",
    "total_interactions": "interactions",
}
SCOPE: Final = "instagram_manage_insights"


class UnclearCounts(TransientError):
    """What Instagram answers of one post cannot be meant."""


class InstagramTotals:
    """See `factory.ports.PlatformTotals`.

    Each post is a request of its own. Meta allows an app 200 an hour for each account that uses it, at
    least; 100 leave as many for what is to go out.
    """

    at_once = 100

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        """See `factory.ports.PlatformTotals.totals`.

        One post that Instagram refuses, or of which its answer cannot be meant, costs no other its
        reading; its error is raised when all others were asked.
        """
        service = InstagramService(self._accounts, account)
        if SCOPE not in service.grant.scopes:
            raise NoAccess(
                f"{service.grant.title} at Instagram lets the factory post, and not read its insights "
                f"({SCOPE}); `factory connect instagram` asks for both"
            )
        refused: FactoryError | None = None
        for post in posts:
            counts = Figures()
            try:
                counts = _counts(service.insights(post, ",".join(NAMES)))
            except UnknownObject:
                pass
            except (NoAccess, Postponed):
                raise
            except (PermanentError, UnclearCounts) as error:
                refused = refused or error
            yield {post: counts}
        if refused:
            raise refused


def _counts(told: Mapping[str, Any]) -> Figures:
    """Return what an answer says; a metric that it leaves out is unknown.

    Raises:
        UnclearCounts: it cannot be meant.
    """
    try:
        values = {one["name"]: one["values"][0]["value"] for one in told["data"]}
        return counts_of(values, NAMES)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise UnclearCounts(
            f"could not ask for insights: Instagram's answer cannot be meant: {hidden(error)[:300]}"
        ) from None
