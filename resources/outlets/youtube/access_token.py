"""The access token of a YouTube account: renewed by its refresh token, which is kept whatever an answer says."""

from typing import Any

from google.auth.exceptions import RefreshError
from google.auth.transport import Request
from google.oauth2.credentials import Credentials

from factory.errors import NoAccess, TransientError
from factory.ports import Accounts, Grant
from resources.machine.credentials import hidden
from resources.outlets.youtube.oauth_client import OAuthClient

ENDED = "invalid_grant"
"""What Google says of a consent that is over: RFC 6749, 5.2. Nothing else disconnects an account."""
OUR_CLIENT = frozenset({"invalid_client", "unauthorized_client", "deleted_client"})
"""Said of the OAuth client, not of the consent."""


class RenewedCredentials(Credentials):
    """Access tokens from a refresh token; Google's client asks for a new one shortly before one ends."""

    def __init__(self, client: OAuthClient, grant: Grant, accounts: Accounts) -> None:
        super().__init__(
            token=None,
            refresh_token=grant.refresh_token,
            token_uri=client.token_address,
            client_id=client.client_id,
            client_secret=client.client_secret,
        )
        self._grant = grant
        self._accounts = accounts

    def refresh(self, request: Request) -> None:
        """Renew the access token.

        Raises:
            NoAccess: the consent is over; the account is disconnected.
            TransientError: Google could not say.
        """
        kept, who = self._refresh_token, (self._grant.outlet, self._grant.account)
        try:
            super().refresh(request)
        except RefreshError as error:
            reason, words = _said_in(error)
            if reason in OUR_CLIENT:
                raise NoAccess(
                    f"the OAuth client is refused: {words}; see YOUTUBE_OAUTH_CLIENT"
                ) from None
            if reason == ENDED:
                self._accounts.grants.used(*who, refused=words)
                raise NoAccess(
                    f"{self._grant.title} at YouTube is disconnected: {words}; "
                    "`factory connect youtube` connects it again"
                ) from None
            raise TransientError(
                f"could not renew the access of {self._grant.title}: {words}"
            ) from None
        given = self._refresh_token
        self._refresh_token = given or kept
        self._accounts.grants.used(*who, new_token=given if given and given != kept else "")


def _said_in(error: RefreshError) -> tuple[str, str]:
    """Return Google's own word, and what to tell a person."""
    said: Any = error.args[1] if len(error.args) > 1 else {}
    reason = str(said.get("error", "")) if isinstance(said, dict) else ""
    return reason, f"Google says {reason or 'nothing'}: {hidden(error)[:200]}"
