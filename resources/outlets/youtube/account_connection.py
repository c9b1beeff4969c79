"""Consent: an account lets this factory publish on one of its channels (OAuth 2, PKCE, RFC 8252)."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp

from factory.documents.foreign_json import parsed_json
from factory.errors import NoAccess, PermanentError, TransientError
from factory.ports import Grant
from resources.machine.credentials import hidden
from resources.outlets.consent import code_in, end_after, followed
from resources.outlets.youtube.api_client import api_at
from resources.outlets.youtube.errors import youtube_says
from resources.outlets.youtube.limited_http import LimitedHttp
from resources.outlets.youtube.oauth_client import SCOPES, oauth_client
from resources.vendors.transport.guarded import Limits, guarded_client


class YouTubeConsent:
    """One consent being asked for; see `resources.outlets.consent.Consent`.

    Args:
        redirect: where the browser is led back to, on this machine.
    """

    def __init__(self, redirect: str) -> None:
        self._client = oauth_client()
        self._redirect = redirect
        self._state = secrets.token_urlsafe(24)
        self._verifier = secrets.token_urlsafe(64)

    @property
    def redirect(self) -> str:
        """See `resources.outlets.consent.Consent`."""
        return self._redirect

    @property
    def page(self) -> str:
        """Google's page where a person consents; offline access, and asked anew each time."""
        digest = hashlib.sha256(self._verifier.encode()).digest()
        asked = {
            "client_id": self._client.client_id,
            "redirect_uri": self._redirect,
            "response_type": "code",
            "scope": " ".join(SCOPES),
            "access_type": "offline",
            "prompt": "consent select_account",
            "state": self._state,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{self._client.consent_page}?{urlencode(asked)}"

    def follow(self) -> str | None:
        """Return the address that an emulated page leads back to; None where a person must consent."""
        return followed(self.page, self._client.address)

    def grant(self, answer: str, by: str) -> Grant:
        """Return what the address says that the browser was led back to.

        Raises:
            BadInput: it is no answer to this question.
            NoAccess: the person said no, or Google does.
        """
        code = code_in(answer, self._state, self._redirect, "YouTube")
        told = self._tokens(code)
        granted = tuple(sorted(str(told.get("scope", "")).split()))
        missing = [scope for scope in SCOPES if scope not in granted]
        if missing:
            raise NoAccess(
                f"YouTube was not connected: {', '.join(missing)} was not granted; tick every box "
                "on Google's page"
            )
        channel = self._channel(told["access_token"])
        return Grant(
            outlet="youtube",
            account=channel["id"],
            title=channel["snippet"]["title"],
            scopes=granted,
            connected_by=by,
            connected_at=datetime.now(UTC),
            refresh_token=str(told.get("refresh_token") or ""),
            client=self._client.client_id,
            expires_at=end_after(told.get("refresh_token_expires_in")),
        )

    def _tokens(self, code: str) -> Mapping[str, Any]:
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect,
            "client_id": self._client.client_id,
            "client_secret": self._client.client_secret,
            "code_verifier": self._verifier,
        }
        try:
            with guarded_client(Limits(30.0)) as http:
                answer = http.post(self._client.token_address, data=asked)
        except httpx2.TransportError as error:
            raise TransientError(f"no answer from Google: {hidden(error)[:200]}") from None
        if answer.status_code != 200:
            raise NoAccess(
                f"YouTube was not connected: Google answered {answer.status_code}: "
                f"{hidden(answer.text)[:300]}"
            )
        return parsed_json(answer.content)

    def _channel(self, token: str) -> Mapping[str, Any]:
        opened = closing(AuthorizedHttp(Credentials(token=token), http=LimitedHttp()))
        with opened as http, youtube_says("ask for the account's channel"):
            api = api_at(self._client.address, http)
            found = api.channels().list(part="snippet", mine=True).execute().get("items", ())
        if not found:
            raise PermanentError("the account has no YouTube channel; make one at youtube.com")
        return found[0]
