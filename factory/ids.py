"""Video IDs: readable, safe in every path, URL and partition key."""

import base64
import hashlib
import re
import unicodedata
from datetime import date

from factory.errors import BadInput

VIDEO_ID = re.compile(r"[a-z0-9][a-z0-9-]{2,62}")
MAX_LENGTH = 63  # one DNS label, so that an ID can name a Kubernetes job or a host
KEPT_CHARS = 40
"""So many letters of an ID begin every ID that is derived from it."""
PREVIEWS, IDEAS = "preview-", "ideas-"
RESERVED = (PREVIEWS, IDEAS)
"""Files of previews and charges for ideas are kept under names that begin so: no video's may."""


def check_video_id(value: str) -> str:
    """Return the value if it is a video ID; raise BadInput saying what one looks like."""
    if not VIDEO_ID.fullmatch(value):
        raise BadInput(
            f"video ID {value[:80]!r}: wanted 3 to 63 of a-z, 0-9 and '-', not starting with '-'"
        )
    return value


def free_video_id(value: str) -> str:
    """Return the value if a brief may name its video so.

    Raises:
        BadInput: it is no video ID, or begins as names that are no video's.
    """
    if check_video_id(value).startswith(RESERVED):
        raise BadInput(
            f"video ID {value!r}: wanted one that does not begin with {' or '.join(RESERVED)}, "
            "where the factory keeps what belongs to no video; give it another `id`"
        )
    return value


def derived_id(video_id: str, part: str) -> str:
    """Return the ID of what is made of a video: `ID-part`.

    Of an ID that is too long for it the end, which tells it apart from its like, becomes a hash.

    Args:
        video_id: of the video.
        part: what is made, at most 17 letters of an ID: `s001-s004`, `de`.
    """
    room = MAX_LENGTH - len(part) - 1
    if len(video_id) <= room:
        return check_video_id(f"{video_id}-{part}")
    tail = _tail(video_id)
    return check_video_id(f"{video_id[: room - len(tail) - 1]}-{tail}-{part}")


def _tail(identity: str) -> str:
    """Return four letters that tell two identities apart."""
    return base64.b32encode(hashlib.sha256(identity.encode()).digest()).decode().lower()[:4]


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
    tail = _tail("\0".join((channel, language, title)))
    head = f"{slug(channel, 16) or 'channel'}-{day:%Y%m%d}"
    if head.startswith(RESERVED):
        head = f"channel-{head}"
    room = MAX_LENGTH - len(head) - len(tail) - 2
    middle = slug(title, min(32, room))
    return check_video_id("-".join(part for part in (head, middle, tail) if part))
