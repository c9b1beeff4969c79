"""Visitors: who is known by a key, a token, or the cookie that a sign-in or a link left behind."""

import hmac
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Literal

from factory.people.visitor import LOOKER, OF_LINKS, OWNER, Visitor
from wiring.desk_imports import ROLES, Role
from wiring.factory import Factory

DAYS = 30
"""How long a browser keeps the cookie of who came in; the session behind it may end sooner."""
MOST_COOKIES = 4
"""Of one name that are looked at; a browser shows one, or two after a change of path."""

OF_KEYS: Mapping[Role, Visitor] = {"operator": OF_LINKS[OWNER], "look": OF_LINKS[LOOKER]}
"""Whose the keys of the door are."""

Kind = Literal["session", "guest"]


class Visitors:
    """Finds out who asks, and lets in by the door's links.

    Args:
        keys: the key of each link that `factory up` prints.
        instance: tells the cookies of two factories on one host from each other; browsers send
            cookies to every port.
        factory: whose people, sessions, tokens and guest links are known.
    """

    def __init__(self, keys: Mapping[Role, str], instance: str, factory: Factory) -> None:
        self._keys = dict(keys)
        self._instance = instance
        self._factory = factory

    @property
    def _of_keys(self) -> dict[str, Visitor]:
        return {self._keys[role]: OF_KEYS[role] for role in ROLES}

    def of_link(self, token: str) -> Visitor | None:
        """Return whose link of `factory up` holds a token; each is compared, in constant time."""
        given = token.encode("utf-8", "surrogateescape")
        matching = [
            visitor
            for key, visitor in self._of_keys.items()
            if hmac.compare_digest(key.encode(), given)
        ]
        return matching[0] if matching else None

    def of_token(self, token: str) -> Visitor | None:
        """Return who shows a token in the header `Authorization`."""
        return self.of_link(token) or self._factory.people.api_tokens.visitor(token)

    def of_cookies(self, header: str, *, secure: bool, seen: bool = True) -> Visitor | None:
        """Return who shows a session's secret among the cookies of a `Cookie` header.

        Args:
            header: the browser's cookies.
            secure: whether it came by HTTPS.
            seen: whether this counts as a visit.
        """
        for kind in ("session", "guest"):
            for secret in self.secrets(header, kind, secure=secure):
                if visitor := self._factory.people.sessions.visitor(
                    secret, self._of_keys, seen=seen
                ):
                    return visitor
        return None

    def tenant_of(self, video_id: str) -> str | None:
        """Return whose a video is."""
        return self._factory.people.tenant_of(video_id)

    def kept_to_tenant(self, visitor: Visitor | None) -> AbstractContextManager[None]:
        """Keep all that is asked of the database, until the block ends, to whose a visitor is.

        A guest is kept to whose the video is; the owner, and whoever belongs to no tenant, to none.
        """
        return self._factory.kept_to(visitor.tenant if visitor else None)

    def come_in(
        self,
        header: str,
        *,
        secure: bool,
        person: int | None = None,
        link: str | None = None,
        guest_link: int | None = None,
    ) -> str:
        """Begin a session in place of the one that the browser had; return its `Set-Cookie`.

        Args:
            header: the browser's cookies.
            secure: whether it came by HTTPS.
            person: who signed in.
            link: the token of a link of `factory up`.
            guest_link: the number of a link to one video.
        """
        kind: Kind = "guest" if guest_link is not None else "session"
        secret = self._factory.people.sessions.begin(
            person=person,
            key=link,
            guest_link=guest_link,
            instead_of=next(self.secrets(header, kind, secure=secure), None),
        )
        return self._cookie(kind, secret, DAYS * 86_400, secure=secure)

    def go_out(self, header: str, *, secure: bool) -> list[str]:
        """End the sessions that the browser shows; return the `Set-Cookie`s that it forgets them by."""
        kinds: tuple[Kind, ...] = ("session", "guest")
        for kind in kinds:
            for secret in self.secrets(header, kind, secure=secure):
                self._factory.people.sessions.end(secret)
        return [self._cookie(kind, "", 0, secure=secure) for kind in kinds]

    def secrets(self, header: str, kind: Kind, *, secure: bool) -> Iterator[str]:
        """Yield what a `Cookie` header says under our name, the first few."""
        name = self._name(kind, secure)
        left = MOST_COOKIES
        # By hand, as `SimpleCookie` stops at the first cookie of another program that it dislikes.
        for pair in header.split(";"):
            key, _, value = pair.strip(" \t").partition("=")
            if key == name and value and left:
                left -= 1
                yield value.strip('"')

    def _cookie(self, kind: Kind, value: str, seconds: int, *, secure: bool) -> str:
        ending = "; Secure" if secure else ""
        return (
            f"{self._name(kind, secure)}={value}; Path=/; Max-Age={seconds}; HttpOnly; "
            f"SameSite=Strict{ending}"
        )

    def _name(self, kind: Kind, secure: bool) -> str:
        guest = "-guest" if kind == "guest" else ""
        return f"{'__Host-' if secure else ''}factory-{self._instance}{guest}"
