"""Sessions: who is known by a token or by the cookie that a token was exchanged for."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping

from wiring.services import ROLES, Role

DAYS = 30
NONCE_BYTES = 32


class Sessions:
    """Tokens and signed cookies; nothing is kept, so a door that starts again knows its guests.

    A cookie is `role.expiry.nonce.signature`, signed with the token of its role: it ends with that
    token, when `factory up` starts anew.

    Args:
        tokens: the token of each role.
        instance: tells the cookies of two factories on one host from each other; browsers send
            cookies to every port.
    """

    def __init__(self, tokens: Mapping[Role, str], instance: str) -> None:
        self._tokens = dict(tokens)
        self._instance = instance

    def of_token(self, token: str) -> Role | None:
        """Return whose token it is; every token is compared, in constant time."""
        given = token.encode("utf-8", "surrogateescape")
        matching: list[Role] = [
            role for role in ROLES if hmac.compare_digest(self._tokens[role].encode(), given)
        ]
        return matching[0] if matching else None

    def of_cookies(self, header: str, *, secure: bool) -> Role | None:
        """Return who shows a valid cookie among those of a `Cookie` header."""
        name = self._name(secure)
        # By hand, as `SimpleCookie` stops at the first cookie of another program that it dislikes.
        for pair in header.split(";"):
            key, _, value = pair.strip(" \t").partition("=")
            if key == name and (role := self._of_value(value.strip('"'))):
                return role
        return None

    def cookie(self, role: Role, *, secure: bool) -> str:
        """Return a `Set-Cookie` for a new session."""
        expiry = str(int(time.time()) + DAYS * 86_400)
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        value = f"{role}.{expiry}.{nonce}.{self._signature(role, expiry, nonce)}"
        ending = "; Secure" if secure else ""
        return (
            f"{self._name(secure)}={value}; Path=/; Max-Age={DAYS * 86_400}; HttpOnly; "
            f"SameSite=Strict{ending}"
        )

    def _of_value(self, value: str) -> Role | None:
        role, expiry, nonce, signature = ([*value.split("."), *[""] * 4])[:4]
        for known in ROLES:
            if role == known:
                wanted = self._signature(known, expiry, nonce)
                genuine = hmac.compare_digest(wanted.encode(), signature.encode())
                return known if genuine and int(expiry) > time.time() else None
        return None

    def _name(self, secure: bool) -> str:
        return f"{'__Host-' if secure else ''}factory-{self._instance}"

    def _signature(self, role: Role, expiry: str, nonce: str) -> str:
        said = f"{self._instance}.{role}.{expiry}.{nonce}".encode()
        return hmac.new(self._tokens[role].encode(), said, hashlib.sha256).hexdigest()
