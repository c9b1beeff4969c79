"""Video IDs: readable, safe in every path, URL and partition key."""

import base64
import hashlib
import re
import unicodedata
from datetime import date

from factory.errors import BadInput

VIDEO_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,62}")
MAX_LENGTH = 63  # one DNS label, so that an ID can name a Kubernetes job or a host


def check_video_id(value: str) -> str:
    """Return the value if it is a video ID; raise BadInput saying what one looks like."""
    if not VIDEO_ID.fullmatch(value):
        raise BadInput(
            f"video ID {value[:80]!r}: wanted 3 to 63 of a-z, 0-9 and '-', not starting with '-'"
        )
    return value


def slug(text: str, longest: int = 32) -> str:
    """Return the text as lower-case ASCII words joined by '-'; empty if nothing survives."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    short = ""
    for word in words:
        longer = f"{short}-{word}" if short else word[:longest]
        if len(longer) > longest:
            break
        short = longer
    return short


def new_video_id(channel: str, title: str, language: str, day: date) -> str:
    """Return `channel-date-title-xxxx`; the last part tells apart what the slugs cannot.

    The same channel, title and language on the same day give the same ID.
    """
    identity = "\0".join((channel, language, title)).encode()
    tail = base64.b32encode(hashlib.sha256(identity).digest()).decode().lower()[:4]
    head = f"{slug(channel, 16) or 'channel'}-{day:%Y%m%d}"
    room = MAX_LENGTH - len(head) - len(tail) - 2
    middle = slug(title, min(32, room))
    return check_video_id("-".join(part for part in (head, middle, tail) if part))
