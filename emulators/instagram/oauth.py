"""Facebook Login: everybody consents at once; user tokens become long-lived ones, and those a Page's."""

import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from emulators.instagram.answers import refusal
from emulators.request_log import fault_of

SEAL = b"emulated"
ACCOUNT = "17841400000000000"
PAGE_TOKEN = "EAAP." + hmac.new(SEAL, ACCOUNT.encode(), "sha256").hexdigest()
"""A Page's token has no end: what was connected in one sandbox stays connected in the next."""
LONG_SECONDS = 60 * 86_400


@dataclass
class Consents:
    """Codes and users' tokens that were given out."""

    codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    short: set[str] = field(default_factory=set[str])
    long: set[str] = field(default_factory=set[str])

    async def page(self, request: Request) -> Response:
        """Consent, and lead back with a code."""
        asked = dict(request.query_params)
        missing = [n for n in ("client_id", "redirect_uri", "state", "scope") if not asked.get(n)]
        if missing:
            return refusal(100, words=f"missing: {missing}")
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def token(self, request: Request) -> Response:
        """Give a short-lived token for a code, or a long-lived one for a short-lived one."""
        asked = request.query_params
        if asked.get("grant_type") == "fb_exchange_token":
            if asked.get("fb_exchange_token") not in self.short:
                return refusal(190, words="Invalid OAuth access token")
            token = f"EAAL{secrets.token_urlsafe(24)}"
            self.long.add(token)
            return _given(token, LONG_SECONDS)
        begun = self.codes.pop(asked.get("code", ""), None)
        same = ("client_id", "redirect_uri")
        if begun is None or any(begun[name] != asked.get(name) for name in same):
            return refusal(100, 36009, "This authorization code has been used")
        token = f"EAAS{secrets.token_urlsafe(24)}"
        self.short.add(token)
        return _given(token, 3600)

    async def pages(self, request: Request) -> Response:
        """List the Pages of whoever asks, each with its own token and its Instagram account."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.long:
            return refusal(190, words="Invalid OAuth access token")
        account: dict[str, Any] = {"id": ACCOUNT, "username": "sandbox"}
        page = {"id": "1001", "name": "Sandbox", "access_token": PAGE_TOKEN}
        if not fault_of(request, "no_account"):
            page |= {"instagram_business_account": account}
        return JSONResponse({"data": [page]})


def holds(request: Request, kind: str = "Bearer") -> bool:
    """Whether a request bears the Page's token; uploads want `OAuth` before it."""
    return request.headers.get("authorization", "") == f"{kind} {PAGE_TOKEN}"


def _given(token: str, seconds: int) -> Response:
    told = {"access_token": token, "token_type": "bearer", "expires_in": seconds}
    return JSONResponse(told)
