"""Google's consent page and token endpoint: everybody consents at once; codes are bound by PKCE."""

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

LIFETIME_SECONDS = 3600
SEAL = b"emulated"


@dataclass
class Consents:
    """Codes and access tokens that were given out; refresh tokens certify themselves.

    So that what was connected in one sandbox stays connected in the next.
    """

    codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    access_tokens: dict[str, str] = field(default_factory=dict[str, str])
    """With the scopes that each is good for."""
    revoked: set[str] = field(default_factory=set[str])

    async def page(self, request: Request) -> Response:
        """Consent, and lead back with a code."""
        asked = dict(request.query_params)
        needed = ("client_id", "redirect_uri", "scope", "state", "code_challenge")
        missing = [name for name in needed if not asked.get(name)]
        if missing or asked.get("response_type") != "code":
            return JSONResponse({"error": "invalid_request", "missing": missing}, 400)
        code = f"4/{secrets.token_urlsafe(12)}"
        self.codes[code] = asked
        back = urlencode({"state": asked["state"], "code": code, "scope": asked["scope"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def token(self, request: Request) -> Response:
        """Give tokens for a code, or an access token for a refresh token."""
        form = dict(parse_qsl((await request.body()).decode()))
        if fault_of(request, "revoked"):
            words = "Token has been expired or revoked."
            return JSONResponse({"error": "invalid_grant", "error_description": words}, 400)
        if form.get("grant_type") == "authorization_code":
            return self._for_code(request, form)
        scopes = _scopes_of(form.get("refresh_token", ""))
        if scopes is None or form.get("refresh_token", "") in self.revoked:
            return JSONResponse({"error": "invalid_grant", "error_description": "Bad Request"}, 400)
        told = self._access(scopes)
        if fault_of(request, "empty_token"):
            told["refresh_token"] = ""
        return JSONResponse(told)

    async def revoke(self, request: Request) -> Response:
        """Take a consent back until it is given anew."""
        token = dict(parse_qsl((await request.body()).decode())).get("token", "")
        if _scopes_of(token) is None or token in self.revoked:
            return JSONResponse({"error": "invalid_token"}, 400)
        self.revoked.add(token)
        return JSONResponse({})

    def holds(self, request: Request) -> bool:
        """Whether a request bears an access token that is still good."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if fault_of(request, "expired"):
            self.access_tokens.pop(token, None)
        return token in self.access_tokens

    def allows(self, request: Request, scope: str) -> bool:
        """Whether its access token is good for a scope, named by the end of its address."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return any(one.endswith(scope) for one in self.access_tokens.get(token, "").split())

    def _for_code(self, request: Request, form: dict[str, str]) -> Response:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        same = ("client_id", "redirect_uri")
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or any(asked[name] != form.get(name) for name in same)
        ):
            return JSONResponse({"error": "invalid_grant", "error_description": "Bad Request"}, 400)
        told = self._access(asked["scope"])
        if not fault_of(request, "no_refresh_token"):
            told["refresh_token"] = _refresh_token(asked["scope"])
            self.revoked.discard(told["refresh_token"])
        if fault_of(request, "testing"):
            told["refresh_token_expires_in"] = 604_799
        return JSONResponse(told)

    def _access(self, scopes: str) -> dict[str, Any]:
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self.access_tokens[token] = scopes
        return {
            "access_token": token,
            "expires_in": LIFETIME_SECONDS,
            "scope": scopes,
            "token_type": "Bearer",
        }


def _refresh_token(scopes: str) -> str:
    told = base64.urlsafe_b64encode(scopes.encode()).decode()
    return f"1//{told}.{hmac.new(SEAL, told.encode(), 'sha256').hexdigest()}"


def _scopes_of(token: str) -> str | None:
    told = token.removeprefix("1//").partition(".")[0]
    scopes = base64.urlsafe_b64decode(told + "==").decode(errors="replace")
    return scopes if hmac.compare_digest(_refresh_token(scopes), token) else None
