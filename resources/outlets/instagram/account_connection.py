"""Consent: a Page's owner lets this factory publish on the Instagram account behind it."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from factory.errors import NoAccess, PermanentError
from factory.ports import Grant
from resources.outlets.consent import code_in, followed
from resources.outlets.instagram.graph_api import DOOR, SCOPES, TAKES_DOWN, App, app, refusal_in

REDIRECT = "https://www.facebook.com/connect/login_success.html"
"""Meta leads no browser to this machine but by https; on this page of theirs the address is copied:
developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow."""


class InstagramConsent:
    """One consent being asked for; see `resources.outlets.consent.Consent`."""

    def __init__(self) -> None:
        self._app: App = app()
        self._state = secrets.token_urlsafe(24)

    @property
    def redirect(self) -> str:
        """See `resources.outlets.consent.Consent`."""
        return REDIRECT

    @property
    def page(self) -> str:
        """Meta's page where a person consents."""
        asked = {
            "client_id": self._app.id,
            "redirect_uri": REDIRECT,
            "response_type": "code",
            "scope": ",".join((*SCOPES, TAKES_DOWN)),
            "state": self._state,
        }
        return f"{self._app.consent_page}?{urlencode(asked)}"

    def follow(self) -> str | None:
        """See `resources.outlets.consent.Consent.follow`."""
        return followed(self.page, self._app.address)

    def grant(self, answer: str, by: str) -> Grant:
        """See `resources.outlets.consent.Consent.grant`; kept is the Page's token, which has no end."""
        code = code_in(answer, self._state, REDIRECT, "Instagram")
        short = self._token(redirect_uri=REDIRECT, code=code)
        long = self._token(grant_type="fb_exchange_token", fb_exchange_token=short)
        page = self._page(long)
        account = page["instagram_business_account"]
        return Grant(
            outlet="instagram",
            account=str(account["id"]),
            title=str(account.get("username") or page.get("name") or account["id"]),
            scopes=SCOPES,
            connected_by=by,
            connected_at=datetime.now(UTC),
            refresh_token=str(page["access_token"]),
            client=self._app.id,
        )

    def _token(self, **asked: str) -> str:
        doing = "connect Instagram"
        params = {"client_id": self._app.id, "client_secret": self._app.secret, **asked}
        answer = DOOR.send(doing, "GET", self._app.url("oauth/access_token"), params=params)
        refused = refusal_in(doing, answer)
        if refused:
            raise NoAccess(str(refused))
        if not answer.body.get("access_token"):
            raise NoAccess("Instagram was not connected: Meta gave no token")
        return str(answer.body["access_token"])

    def _page(self, token: str) -> Mapping[str, Any]:
        """Return the first Page that has an Instagram account behind it."""
        doing = "ask for the account's Pages"
        answer = DOOR.send(
            doing,
            "GET",
            self._app.url("me/accounts"),
            params={"fields": "name,access_token,instagram_business_account{id,username}"},
            headers={"authorization": f"Bearer {token}"},
        )
        refused = refusal_in(doing, answer)
        if refused:
            raise refused
        pages: Any = answer.body.get("data") or ()
        found = [page for page in pages if page.get("instagram_business_account")]
        if not found:
            raise PermanentError(
                "no Page of the account has a professional Instagram account behind it; link one in "
                "the Page's settings, tick it on Meta's page, and connect again"
            )
        return found[0]
