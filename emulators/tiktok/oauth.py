"""TikTok's Login Kit for desktops: everybody consents at once; refresh tokens change with each use."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from emulators.request_log import fault_of

LIFETIME_SECONDS = 86_400
REFRESH_SECONDS = 365 * 86_400
SEAL = b"emulated"
OPEN_ID = "-000sandboxsandboxsandboxsandbox"


@dataclass
class Consents:
    """Codes and access tokens that were given out; refresh tokens certify themselves.

    So that what was connected in one sandbox stays connected in the next. A refresh token is good
    until its successor is used.
    """

    codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    access_tokens: set[str] = field(default_factory=set[str])
    used: dict[str, int] = field(default_factory=dict[str, int])
    """The newest generation of a family of refresh tokens that was used."""

    async def page(self, request: Request) -> Response:
        """Consent, and lead back with a code."""
        asked = dict(request.query_params)
        needed = ("client_key", "redirect_uri", "scope", "state", "code_challenge")
        missing = [name for name in needed if not asked.get(name)]
        if missing or asked.get("response_type") != "code":
            return JSONResponse({"error": "invalid_request", "missing": missing}, 400)
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        given = {"code": code, "scopes": asked["scope"], "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(given)}", 302)

    async def token(self, request: Request) -> Response:
        """Give tokens for a code, or new ones for a refresh token."""
        form = dict(parse_qsl((await request.body()).decode()))
        if fault_of(request, "revoked"):
            return _refused("invalid_grant", "Refresh token is invalid or expired.")
        if form.get("grant_type") == "authorization_code":
            asked = self.codes.pop(form.get("code", ""), None)
            # Desktop apps send the digest in hexadecimal, against RFC 7636.
            challenge = hashlib.sha256(form.get("code_verifier", "").encode()).hexdigest()
            same = ("client_key", "redirect_uri")
            if asked is None or any(asked[name] != form.get(name) for name in same):
                return _refused("invalid_grant", "Authorization code is invalid or expired.")
            if asked["code_challenge"] != challenge:
                return _refused("invalid_request", "Code verifier or code challenge is invalid.")
            return self._given(request, secrets.token_hex(6), 1, asked["scope"])
        family, generation, scope = _opened(form.get("refresh_token", ""))
        if not family or generation < self.used.get(family, 0):
            return _refused("invalid_grant", "Refresh token is invalid or expired.")
        self.used[family] = generation
        return self._given(request, family, generation + 1, scope)

    async def revoke(self, request: Request) -> Response:
        """Take a consent back."""
        form = dict(parse_qsl((await request.body()).decode()))
        family, generation, _ = _opened(form.get("token", ""))
        if not family:
            return _refused("invalid_request", "Token is invalid.")
        self.used[family] = generation + 1
        return JSONResponse({})

    def holds(self, request: Request) -> bool:
        """Whether a request bears an access token that is still good."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if fault_of(request, "expired"):
            self.access_tokens.discard(token)
        return token in self.access_tokens

    def _given(self, request: Request, family: str, generation: int, scope: str) -> Response:
        token = f"act.{secrets.token_urlsafe(24)}"
        self.access_tokens.add(token)
        kept = fault_of(request, "empty_token", "no_refresh_token")
        told: dict[str, Any] = {
            "access_token": token,
            "expires_in": LIFETIME_SECONDS,
            "open_id": OPEN_ID,
            "refresh_token": "" if kept else _sealed(family, generation, scope),
            "refresh_expires_in": REFRESH_SECONDS,
            "scope": scope,
            "token_type": "Bearer",
        }
        return JSONResponse(told)


def _refused(error: str, words: str) -> Response:
    told = {"error": error, "error_description": words, "log_id": secrets.token_hex(8)}
    return JSONResponse(told, 400)


def _sealed(family: str, generation: int, scope: str) -> str:
    told = base64.urlsafe_b64encode(f"{family}|{generation}|{scope}".encode()).decode()
    return f"rft.{told}.{hmac.new(SEAL, told.encode(), 'sha256').hexdigest()}"


def _opened(token: str) -> tuple[str, int, str]:
    told = token.removeprefix("rft.").partition(".")[0]
    try:
        family, generation, scope = base64.urlsafe_b64decode(told).decode().split("|")
    except ValueError:
        return "", 0, ""
    if not hmac.compare_digest(_sealed(family, int(generation), scope), token):
        return "", 0, ""
    return family, int(generation), scope
