"""A knock: what the guard looks at of a request, read so that it can mean one thing only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qs

from starlette.types import Scope

from desk.server.refusal import Refused

ONCE = (
    "host",
    "origin",
    "authorization",
    "content-type",
    "content-length",
    "sec-fetch-site",
    "sec-fetch-mode",
    "sec-fetch-dest",
)
"""Given twice, one reader would believe the first and another the last."""


@dataclass(frozen=True, slots=True)
class Knock:
    """One request or one websocket before anybody has answered it."""

    websocket: bool
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def from_scope(cls, scope: Scope) -> Self:
        """Read it.

        Raises:
            Refused: a header that decides something is there twice, or the path is no plain one.
        """
        pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
        headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in pairs)
        names = [name for name, _ in headers]
        for name in ONCE:
            if names.count(name) > 1:
                raise Refused(400, f"The header {name} is there twice.")
        path: str = scope["path"]
        if any(part in (".", "..") for part in path.split("/")) or not _plain(path):
            raise Refused(400, "The path holds `..`, `\\` or control characters.")
        websocket = scope["type"] == "websocket"
        return cls(
            websocket=websocket,
            method="GET" if websocket else scope["method"],
            path=path,
            query=scope.get("query_string", b"").decode("latin-1"),
            headers=headers,
        )

    def header(self, name: str) -> str | None:
        """Return a header's value, if it is there."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def cookies(self) -> str:
        """Every cookie; HTTP/2 and some proxies send them one by one."""
        return "; ".join(value for key, value in self.headers if key == "cookie")

    @property
    def only_looks(self) -> bool:
        """Whether it can change nothing by its method."""
        return not self.websocket and self.method in ("GET", "HEAD")

    @property
    def opens_page(self) -> bool:
        """Whether a browser goes to a page of its own with it: a link, not a picture or a frame."""
        return (
            self.only_looks
            and self.header("sec-fetch-mode") == "navigate"
            and self.header("sec-fetch-dest") == "document"
        )

    @property
    def was_led_here(self) -> bool:
        """Whether a link on another site's page leads here."""
        return self.opens_page and self.header("sec-fetch-site") in ("cross-site", "same-site")

    @property
    def token(self) -> str | None:
        """The token in the link that `factory up` prints."""
        if self.path != "/" or not self.only_looks:
            return None
        return next(iter(parse_qs(self.query).get("token", ())), None)


def _plain(path: str) -> bool:
    return not any(c == "\\" or ord(c) < 32 or c == "\x7f" for c in path)
