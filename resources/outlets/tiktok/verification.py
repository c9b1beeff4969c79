"""Whether TikTok still honours a consent, and which public posts still stand there."""

from collections.abc import Sequence

import httpx2

from factory.errors import NoAccess, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.tiktok.client_keys import client_keys
from resources.outlets.tiktok.service import TikTokService

AT_ONCE = 20
"""IDs in one question, at most: developers.tiktok.com/doc/tiktok-api-v2-video-query."""


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
        public = [one for one in post_ids if one.isdigit()]
        found = set(post_ids) - set(public)
        for first in range(0, len(public), AT_ONCE):
            filters = {"video_ids": public[first : first + AT_ONCE]}
            told = service.ask(
                "look for posts", "/v2/video/query/", {"filters": filters}, fields="id"
            )
            found |= {str(one.get("id")) for one in told.get("videos") or ()}
        return frozenset(found)

    def revoke(self, account: str) -> None:
        """See `factory.ports.Verification.revoke`: TikTok's OAuth, v2."""
        try:
            grant = self._accounts.grants.grant("tiktok", account)
        except NoAccess:
            return
        keys = client_keys()
        told = {"client_key": keys.key, "client_secret": keys.secret, "token": grant.refresh_token}
        address = keys.token_address.removesuffix("token/") + "revoke/"
        try:
            with httpx2.Client(timeout=30.0) as http:
                answer = http.post(address, data=told)
        except httpx2.TransportError as error:
            raise TransientError(f"no answer from TikTok: {hidden(error)[:200]}") from None
        if answer.status_code != 200:
            raise TransientError(f"TikTok answered {answer.status_code} to giving a consent back")
