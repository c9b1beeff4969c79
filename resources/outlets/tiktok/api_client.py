"""The service: TikTok asked for one account, with its grant renewed, and each new token kept at once."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from factory.errors import NoAccess, TransientError
from factory.ports import Accounts, Grant
from resources.machine.credentials import hidden
from resources.outlets.json_http import Answered, JsonDoor
from resources.outlets.tiktok.client_keys import client_keys
from resources.outlets.tiktok.errors import code_of, refusal_in

ENDED = "invalid_grant"
"""What TikTok says of a consent that is over. Nothing else disconnects an account."""
OUR_APP = frozenset({"invalid_client", "unauthorized_client"})
RACES = 3
RACE_SECONDS = 0.5
"""Another process may have renewed the grant a moment ago: its new token is looked for so often."""
DOOR = JsonDoor("TikTok")


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
        self._grants = accounts.grants
        self.grant = accounts.grants.grant("tiktok", account)
        self._keys = client_keys()
        self._pause = pause
        self._token = ""

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
            self._token = ""
            answer = self._send(doing, path, body, params)
        refused = refusal_in(doing, answer)
        if refused:
            raise refused
        return dict(answer.body["data"])

    def _send(
        self, doing: str, path: str, body: Mapping[str, Any], params: Mapping[str, str]
    ) -> Answered:
        self._token = self._token or self._renewed()
        headers = {"authorization": f"Bearer {self._token}"}
        url = f"{self._keys.address}{path}"
        return DOOR.send(doing, "POST", url, json=dict(body), params=params, headers=headers)

    def _renewed(self) -> str:
        """Return a new access token; a new refresh token is kept before anything is done with it.

        Raises:
            NoAccess: the consent is over; the account is disconnected.
            TransientError: TikTok could not say.
        """
        doing = f"renew the access of {self.grant.title}"
        answer = self._asked_to_renew(doing)
        for _ in range(RACES):
            if _error_in(answer) != ENDED or not self._renewed_elsewhere():
                break
            answer = self._asked_to_renew(doing)
        error = _error_in(answer)
        words = f"TikTok says {error or answer.status}: {hidden(answer.text)[:200]}"
        if error in OUR_APP:
            raise NoAccess(f"the app is refused: {words}; see TIKTOK_CLIENT")
        if error == ENDED:
            self._grants.used("tiktok", self.grant.account, refused=words)
            raise NoAccess(
                f"{self.grant.title} at TikTok is disconnected: {words}; "
                "`factory connect tiktok` connects it again"
            )
        token = answer.body.get("access_token")
        if answer.status != 200 or not token:
            raise TransientError(f"could not {doing}: {words}")
        self._keep(answer)
        return str(token)

    def _asked_to_renew(self, doing: str) -> Answered:
        asked = {
            "client_key": self._keys.key,
            "client_secret": self._keys.secret,
            "grant_type": "refresh_token",
            "refresh_token": self.grant.refresh_token,
        }
        return DOOR.send(doing, "POST", self._keys.token_address, data=asked)

    def _renewed_elsewhere(self) -> bool:
        """Whether the token that was just refused is no longer the one that is kept."""
        self._pause(RACE_SECONDS)
        kept: Grant = self._grants.grant("tiktok", self.grant.account)
        changed = kept.refresh_token != self.grant.refresh_token
        self.grant = kept
        return changed

    def _keep(self, answer: Answered) -> None:
        given = str(answer.body.get("refresh_token") or "")
        changed = given if given != self.grant.refresh_token else ""
        lasts = int(answer.body.get("refresh_expires_in") or 0)
        self._grants.used(
            "tiktok",
            self.grant.account,
            new_token=changed,
            expires_at=datetime.now(UTC) + timedelta(seconds=lasts) if lasts and given else None,
        )
        self.grant = replace(self.grant, refresh_token=given or self.grant.refresh_token)


def _error_in(answer: Answered) -> str:
    """Return what the token endpoint says went wrong; it has no envelope."""
    return str(answer.body.get("error", ""))
