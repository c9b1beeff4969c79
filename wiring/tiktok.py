"""TikTok as the desk asks it before somebody posts there."""

from factory.ports import Accounts
from factory.release.tiktok_composer import Creator


def tiktok_creator(accounts: Accounts, account: str) -> Creator:
    """Return whose account it is, and what they may choose now.

    Raises:
        NoAccess: nobody connected it, or TikTok has ended that.
        TransientError: TikTok did not say.
    """
    from resources.outlets.tiktok.api_client import TikTokService
    from resources.outlets.tiktok.direct_post import creator_of

    return creator_of(TikTokService(accounts, account))
