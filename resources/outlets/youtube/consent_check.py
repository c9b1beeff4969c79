"""Whether Google still honours a consent, and which videos still stand at YouTube."""

from collections.abc import Sequence
from typing import Any

import httpx2

from factory.errors import NoAccess, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import youtube_says

AT_ONCE = 50
"""IDs in one question, at most: developers.google.com/youtube/v3/docs/videos/list."""
ANSWER_SECONDS = 30.0
"""Timeout: after so long without an answer a consent is given back another time."""


class YouTubeVerification:
    """See `factory.ports.Verification`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def account(self, account: str) -> None:
        """See `factory.ports.Verification.account`; a new access token notes it."""
        with YouTubeService(self._accounts, account) as service:
            service.count("list")
            with youtube_says("ask for the account's channel"):
                service.api().channels().list(part="id", mine=True).execute()

    def there(self, account: str, post_ids: Sequence[str]) -> frozenset[str]:
        """See `factory.ports.Verification.there`."""
        found: set[str] = set()
        with YouTubeService(self._accounts, account) as service:
            for first in range(0, len(post_ids), AT_ONCE):
                service.count("list")
                asked = ",".join(post_ids[first : first + AT_ONCE])
                with youtube_says("look for videos"):
                    answer: Any = service.api().videos().list(part="id", id=asked).execute()
                found |= {str(one["id"]) for one in answer.get("items", ())}
        return frozenset(found)

    def revoke(self, account: str) -> None:
        """See `factory.ports.Verification.revoke`: RFC 7009, at Google's own address."""
        try:
            service = YouTubeService(self._accounts, account)
        except NoAccess:
            return
        with service:
            address = service.client.token_address.removesuffix("/token") + "/revoke"
            try:
                with httpx2.Client(timeout=ANSWER_SECONDS) as http:
                    answer = http.post(address, data={"token": service.grant.refresh_token})
            except httpx2.TransportError as error:
                raise TransientError(f"no answer from Google: {hidden(error)[:200]}") from None
        if answer.status_code >= 500:
            raise TransientError(f"Google answered {answer.status_code} to giving a consent back")
