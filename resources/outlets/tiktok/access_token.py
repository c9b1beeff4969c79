"""The access token of a TikTok account: renewed by its refresh token, of which each new one is kept at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from factory.errors import NoAccess, TransientError
from factory.ports import Grant, Grants
from resources.machine.credentials import hidden
from resources.outlets.json_http import Answered, JsonDoor
from resources.outlets.tiktok.oauth_client import ClientKeys

ENDED = "invalid_grant"
"""What TikTok says of a consent that is over. Nothing else disconnects an account."""
OUR_APP = frozenset({"invalid_client", "unauthorized_client"})
RACES = 3
RACE_SECONDS = 0.5
"""Another process may have renewed the grant a moment ago: its new token is looked for so often."""
DOOR = JsonDoor("TikTok")


class AccessToken:
    """The token by which TikTok is asked for one account; renewed when it is first asked for.

    Args:
        grants: where the account's refresh token is kept.
        account: the account's `open_id`.
        keys: of the app that the account gave its consent to.
        pause: waits for so many seconds.
    """

    def __init__(
        self, grants: Grants, account: str, keys: ClientKeys, pause: Callable[[float], None]
    ) -> None:
        self._grants = grants
        self.grant = grants.grant("tiktok", account)
        self._keys = keys
        self._pause = pause
        self._token = ""

    def current(self) -> str:
        """Return the token; it is renewed where there is none.

        Raises:
            NoAccess: the consent is over; the account is disconnected.
            TransientError: TikTok could not say.
        """
        self._token = self._token or self._renewed()
        return self._token

    def forget(self) -> None:
        """Have the token renewed the next time: TikTok took it no more."""
        self._token = ""

    def _renewed(self) -> str:
        """Return a new access token; a new refresh token is kept before anything is done with it."""
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
