"""Consent: a TikTok account lets this factory post for it (Login Kit for desktops, OAuth 2, PKCE)."""

import hashlib
import secrets
from datetime import UTC, datetime
from urllib.parse import urlencode

from factory.errors import NoAccess
from factory.ports import Grant
from resources.machine.credentials import hidden
from resources.outlets.consent import code_in, end_after, followed
from resources.outlets.json_http import JsonDoor
from resources.outlets.tiktok.errors import refusal_in
from resources.outlets.tiktok.oauth_client import SCOPES, client_keys

DOOR = JsonDoor("TikTok")


class TikTokConsent:
    """One consent being asked for; see `resources.outlets.consent.Consent`.

    Args:
        redirect: where the browser is led back to, on this machine.
    """

    def __init__(self, redirect: str) -> None:
        self._keys = client_keys()
        self._redirect = redirect
        self._state = secrets.token_urlsafe(24)
        self._verifier = secrets.token_urlsafe(64)

    @property
    def redirect(self) -> str:
        """See `resources.outlets.consent.Consent`."""
        return self._redirect

    @property
    def page(self) -> str:
        """TikTok's page where a person consents.

        The digest of a desktop app's verifier is hexadecimal, against RFC 7636:
        developers.tiktok.com/doc/login-kit-desktop.
        """
        asked = {
            "client_key": self._keys.key,
            "redirect_uri": self._redirect,
            "response_type": "code",
            "scope": ",".join(SCOPES),
            "state": self._state,
            "code_challenge": hashlib.sha256(self._verifier.encode()).hexdigest(),
            "code_challenge_method": "S256",
        }
        return f"{self._keys.consent_page}?{urlencode(asked)}"

    def follow(self) -> str | None:
        """See `resources.outlets.consent.Consent.follow`."""
        return followed(self.page, self._keys.address)

    def grant(self, answer: str, by: str) -> Grant:
        """See `resources.outlets.consent.Consent.grant`."""
        code = code_in(answer, self._state, self._redirect, "TikTok")
        asked = {
            "client_key": self._keys.key,
            "client_secret": self._keys.secret,
            "code": code,
            "grant_type": "authorization_code",
            "redirect_uri": self._redirect,
            "code_verifier": self._verifier,
        }
        told = DOOR.send("connect", "POST", self._keys.token_address, data=asked)
        if told.status != 200 or not told.body.get("access_token"):
            raise NoAccess(
                f"TikTok was not connected: it answered {told.status}: {hidden(told.text)[:300]}"
            )
        scopes = tuple(sorted(str(told.body.get("scope", "")).split(",")))
        if "video.upload" not in scopes and "video.publish" not in scopes:
            raise NoAccess(
                "TikTok was not connected: neither video.publish nor video.upload was granted; "
                "leave the switches on TikTok's page on"
            )
        return Grant(
            outlet="tiktok",
            account=str(told.body["open_id"]),
            title=self._name(str(told.body["access_token"])),
            scopes=scopes,
            connected_by=by,
            connected_at=datetime.now(UTC),
            refresh_token=str(told.body.get("refresh_token") or ""),
            client=self._keys.key,
            expires_at=end_after(told.body.get("refresh_expires_in")),
        )

    def _name(self, token: str) -> str:
        """Return the account's name, for people."""
        answer = DOOR.send(
            "ask whose account it is",
            "GET",
            f"{self._keys.address}/v2/user/info/",
            params={"fields": "open_id,display_name"},
            headers={"authorization": f"Bearer {token}"},
        )
        refused = refusal_in("ask whose account it is", answer)
        if refused:
            raise refused
        return str(answer.body["data"]["user"]["display_name"])
