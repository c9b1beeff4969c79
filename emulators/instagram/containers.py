"""Containers of Reels, and the media that they become."""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from emulators.request_log import fault_of

MOST_CAPTION, MOST_HASHTAGS, MOST_BYTES = 2200, 30, 300 << 20
POSTS_A_DAY = 100
FIRST = 1_500_000_000
"""There were no Reels before, by the Unix clock."""


def media_id_of(created: int, mark: int | None = None) -> str:
    """Return a post's ID, which says when it went out, so that its counts outlive the sandbox.

    Args:
        created: by the Unix clock.
        mark: below 100,000; by chance where there is none.
    """
    return f"18{created:010d}{secrets.randbelow(10**5) if mark is None else mark:05d}"


def created_of(media: str) -> int | None:
    """Return when a post went out; None where it never did."""
    if len(media) != 17 or not media.isdecimal() or not media.startswith("18"):
        return None
    created = int(media[2:12])
    return created if FIRST <= created <= time.time() else None


@dataclass
class Container:
    """One Reel on its way."""

    id: str
    asked: dict[str, str]
    held: bytearray = field(default_factory=bytearray)
    size: int = 0
    """0: nobody has said yet."""
    sha256: str = ""
    polls: int = 0
    """Looks until it is processed."""
    error: str = ""
    expired: bool = False
    media: str = ""
    """What it has become."""
    is_ai_generated: bool | None = None
    published: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of its file is there."""
        return bool(self.sha256)

    def looked_at(self) -> str:
        """Return its state; every look brings it nearer to being processed."""
        if self.media:
            return "PUBLISHED"
        if self.expired:
            return "EXPIRED"
        if not self.whole:
            return "IN_PROGRESS"
        if self.polls > 0:
            self.polls -= 1
            return "IN_PROGRESS"
        return "ERROR" if self.error else "FINISHED"

    def take(self, offset: int, size: int, data: bytes) -> str:
        """Take bytes of the file; return what is wrong with them."""
        if self.whole:
            return ""
        if offset != len(self.held) or not 0 < size <= MOST_BYTES or self.size not in (0, size):
            return "OffsetInvalidError"
        self.size = size
        self.held += data
        if len(self.held) > size:
            return "PartialRequestError"
        if len(self.held) == size:
            self.sha256 = hashlib.sha256(self.held).hexdigest()
            self.held = bytearray()
        return ""

    @property
    def told(self) -> dict[str, Any]:
        """The media it has become, as Instagram tells of it."""
        return {
            "id": self.media,
            "caption": self.asked.get("caption", ""),
            "permalink": f"https://www.instagram.com/reel/C{self.media[-10:]}/",
            "timestamp": self.published,
            "is_ai_generated": self.is_ai_generated,
        }


class Containers:
    """Every container, newest first."""

    def __init__(self) -> None:
        self.all: dict[str, Container] = {}

    def begin(self, request: Request, asked: dict[str, str]) -> Container | str:
        """Return a new container, or what is wrong with it."""
        caption = asked.get("caption", "")
        if asked.get("media_type") != "REELS" or asked.get("upload_type") != "resumable":
            return "only resumable Reels are emulated"
        if len(caption) > MOST_CAPTION or caption.count("#") > MOST_HASHTAGS:
            return "the caption is too long"
        container = Container(f"1789{secrets.randbelow(10**13):013}", asked)
        slow, failing = fault_of(request, "slow_processing"), fault_of(request, "processing_failed")
        container.polls = int(slow.options.get("polls", 2)) if slow else 0
        container.error = "Error: the video has a frame rate of 15" if failing else ""
        self.all = {container.id: container, **self.all}
        return container

    def publish(self, request: Request, container: Container) -> None:
        """Make it a post."""
        container.media = media_id_of(int(time.time()))
        flagged = container.asked.get("is_ai_generated") == "true"
        container.is_ai_generated = None if fault_of(request, "flag_dropped") else flagged
        container.published = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")

    def post(self, media: str) -> Container | None:
        """Return the post with this ID, if there is one."""
        return next((one for one in self.published if one.media == media), None)

    @property
    def published(self) -> list[Container]:
        """Those that are posts, newest first."""
        return [one for one in self.all.values() if one.media]
