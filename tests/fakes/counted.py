"""What a platform has counted of posts, all requests together."""

from collections.abc import Mapping, Sequence

from factory.analytics.figures import Figures
from factory.ports import PlatformTotals


def counted(totals: PlatformTotals, account: str, posts: Sequence[str]) -> Mapping[str, Figures]:
    """Return the posts of which something is known; every post that was asked for was answered for."""
    found: dict[str, Figures] = {}
    for told in totals.totals(account, posts):
        found |= told
    assert set(found) == set(posts)
    return {post: figures for post, figures in found.items() if figures.known()}
