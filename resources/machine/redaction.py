"""Redaction: secrets masked wherever a text is shown or logged: with which word, from what length on, in which patterns."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

REDACTED: Final = "***"
"""Stands in a text where a secret, a key or a password stood."""
LEAST_SECRET_CHARS: Final = 6
"""Anything shorter is part of ordinary words, and no key."""
PASSWORD: Final = re.compile(r"//[^/?#\s@'\"]*@")
"""User and password in an address: `https://user:password@host`."""


def maskable(secrets: Iterable[str]) -> Sequence[str]:
    """Return what is masked of secrets, the longest first: each whole, and each line of a long one."""
    lines = {line for secret in secrets for line in (secret, *secret.split("\n"))}
    return sorted(
        (one for one in lines if len(one) >= LEAST_SECRET_CHARS), key=lambda s: (-len(s), s)
    )


def redacted(text: str, masked: Sequence[str]) -> str:
    """Return a text without what `maskable` returned, and without passwords in addresses."""
    text = PASSWORD.sub(f"//{REDACTED}@", text)
    for secret in masked:
        text = text.replace(secret, REDACTED)
    return text
