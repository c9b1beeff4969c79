"""Words as a platform takes them: plain, and no longer than it allows."""

import re

from factory.listing.platform_limits import utf8_bytes
from factory.text.hidden_characters import one_line, without_hidden

LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›"})
"""Characters that YouTube refuses, and what is written in their place."""


def plain(text: str) -> str:
    """Return one line that every platform takes: no control characters, no angle brackets."""
    return one_line(without_hidden(text).translate(LOOK_ALIKES))


def shortened(text: str, most_chars: int) -> str:
    """Return the text, cut after a word and ended by an ellipsis where it is too long."""
    if len(text) <= most_chars:
        return text
    head = text[: most_chars - 1]
    whole = head.rsplit(" ", 1)[0] if " " in head[most_chars // 2 :] else head
    return whole.rstrip(" ,;:-–—") + "…"


def shortened_bytes(text: str, most_bytes: int) -> str:
    """Return the text, cut after a word so that its UTF-8 has at most `most_bytes`."""
    if utf8_bytes(text) <= most_bytes:
        return text
    head = text.encode()[: max(0, most_bytes - len("…".encode()))].decode(errors="ignore")
    return shortened(head + " ", len(head)) if head else ""


def plain_lines(text: str) -> str:
    """Return the text made plain line by line, with at most one empty line in a row."""
    lines = "\n".join(plain(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
