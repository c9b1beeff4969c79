"""Whether TikTok still honours a consent, and which public posts still stand there."""

from collections.abc import Sequence

from factory.errors import NoAccess, TransientError
from factory.ports import Accounts
from resources.outlets.tiktok.access_token import DOOR
from resources.outlets.tiktok.api_client import TikTokService
from resources.outlets.tiktok.oauth_client import client_keys
from resources.outlets.tiktok.public_videos import public_ids, public_videos


class TikTokVerification:
    """See `factory.ports.Verification`.

    TikTok tells of public posts alone: one without a public number counts as there, as nothing is
    kept of it that would have to go.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def account(self, account: str) -> None:
        """See `factory.ports.Verification.account`; a new access token notes it."""
        asked = "/v2/post/publish/creator_info/query/"
        TikTokService(self._accounts, account).ask("ask for the account", asked, {})

    def there(self, account: str, post_ids: Sequence[str]) -> frozenset[str]:
        """See `factory.ports.Verification.there`."""
        service = TikTokService(self._accounts, account)
        public = public_ids(post_ids)
        unseen = set(post_ids) - set(public)
        return frozenset(unseen | set(public_videos(service, public, ())))

    def revoke(self, account: str) -> None:
        """See `factory.ports.Verification.revoke`: TikTok's OAuth, v2."""
        try:
            grant = self._accounts.grants.grant("tiktok", account)
        except NoAccess:
            return
        keys = client_keys()
        told = {"client_key": keys.key, "client_secret": keys.secret, "token": grant.refresh_token}
        address = keys.token_address.removesuffix("token/") + "revoke/"
        answer = DOOR.send("give the consent back", "POST", address, data=told)
        if answer.status != 200:
            raise TransientError(f"TikTok answered {answer.status} to giving a consent back")
