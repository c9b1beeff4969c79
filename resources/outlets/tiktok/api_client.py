"""The API's client: TikTok asked for one account, by the access token of its consent."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from factory.ports import Accounts, Grant
from resources.outlets.json_http import Answered
from resources.outlets.tiktok.access_token import DOOR, AccessToken
from resources.outlets.tiktok.errors import code_of, refusal_in
from resources.outlets.tiktok.oauth_client import client_keys


class TikTokService:
    """TikTok, asked for one account.

    Args:
        accounts: grants.
        account: the account's `open_id`.
        pause: waits for so many seconds.
    """

    def __init__(
        self, accounts: Accounts, account: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._keys = client_keys()
        self._token = AccessToken(accounts.grants, account, self._keys, pause)

    @property
    def grant(self) -> Grant:
        """The account's consent, as it was renewed last."""
        return self._token.grant

    def ask(self, doing: str, path: str, body: Mapping[str, Any], **params: str) -> dict[str, Any]:
        """Return what TikTok tells.

        Args:
            doing: for messages, after `could not`.
            path: of the endpoint, with its slashes.
            body: sent as JSON.
            params: of the query.

        Raises:
            PublishingWaits: a limit is reached.
            NoAccess: the consent is over, or allows too little.
            PermanentError: TikTok does not take it.
            TransientError: no answer, or a fault of theirs.
        """
        answer = self._send(doing, path, body, params)
        if code_of(answer) == "access_token_invalid":
            self._token.forget()
            answer = self._send(doing, path, body, params)
        refused = refusal_in(doing, answer)
        if refused:
            raise refused
        return dict(answer.body["data"])

    def _send(
        self, doing: str, path: str, body: Mapping[str, Any], params: Mapping[str, str]
    ) -> Answered:
        headers = {"authorization": f"Bearer {self._token.current()}"}
        url = f"{self._keys.address}{path}"
        return DOOR.send(doing, "POST", url, json=dict(body), params=params, headers=headers)
