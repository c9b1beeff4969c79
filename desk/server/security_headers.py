"""The headers that tell a browser what a page may do (CSP and its like); they are on every answer."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

from desk.web.video_files import FILES

PAGES = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'{media}; media-src 'self'{media}; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Our pages hold no script and no style of their own: both come as files from here, and pictures and
videos from the bucket that files lie in, where there is one."""

DAGSTER = (
    "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Dagster's page hands a nonce to its own scripts and writes styles into the page; see
docs/security.md."""

DAGSTER_WORKERS = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""A worker obeys the policy of its own script, not its page's: Dagster's load more scripts and ask
GraphQL."""

DAGSTER_SCRIPTS = "/dagster/_next/static/"

NONCE = re.compile(r"'nonce-([A-Za-z0-9]+)'")

# `same-origin`, as `no-referrer` makes browsers hide the origin of our own forms from us as well.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def with_security_headers(scope: Scope, send: Send, media: str = "") -> Send:
    """Return a `send` that puts them on the answer to this request; `media` as in `policy`."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(ALWAYS)
            del headers["Feature-Policy"]  # Dagster's, and an older word for what we say
            given = headers.get("content-security-policy", "")
            headers["Content-Security-Policy"] = policy(scope["path"], given, media)
            # What has a hash may be kept, and is asked for again; a page is not kept at all.
            headers.setdefault(
                "Cache-Control", "private, no-cache" if "etag" in headers else "no-store"
            )
        await send(message)

    return guarded


def policy(path: str, given: str, media: str = "") -> str:
    """Return the policy for what lies at a path.

    Args:
        path: where it lies.
        given: what the page itself asked for.
        media: another origin that our pages show files of; empty where all lie here.
    """
    if path.startswith("/dagster/") or path == "/dagster":
        if path.startswith(DAGSTER_SCRIPTS) and path.endswith(".js"):
            return DAGSTER_WORKERS
        nonce = NONCE.search(given)
        return DAGSTER.format(nonce=nonce[1]) if nonce else FILES
    return given or PAGES.format(media=f" {media}" if media else "")
