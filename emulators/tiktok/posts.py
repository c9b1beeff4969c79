"""Posts of one TikTok account: what was begun, its chunks, and what becomes of it."""

import hashlib
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from emulators.request_log import fault_of

SMALLEST_CHUNK, LARGEST_CHUNK, LARGEST_LAST = 5 << 20, 64 << 20, 128 << 20
MOST_CHUNKS, MOST_BYTES = 1000, 4 << 30
FIRST = 1_500_000_000
"""There was no TikTok before, by the Unix clock."""
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def post_id_of(created: int, mark: int | None = None) -> str:
    """Return a number that says in its upper bits, as TikTok's do, when the post became public.

    Args:
        created: by the Unix clock.
        mark: below 2**32; by chance where there is none.
    """
    return str(created << 32 | (secrets.randbits(32) if mark is None else mark))


def created_of(post_id: str) -> int | None:
    """Return when a post became public; None where it never did."""
    created = int(post_id) >> 32 if post_id.isdecimal() else 0
    return created if FIRST <= created <= time.time() else None


@dataclass
class Post:
    """One post, from its first order to its place in the account."""

    publish_id: str
    route: str
    """`direct` or `inbox`."""
    info: dict[str, Any]
    size: int
    chunk: int
    count: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    """What the address of its upload bears."""
    held: int = 0
    parts: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    status: str = "PROCESSING_UPLOAD"
    fail_reason: str = ""
    polls: int = 0
    """Looks until it is done with."""
    then_fails: str = ""
    post_id: str = ""
    created: int = 0
    """When it became public, by the Unix clock."""

    @property
    def last(self) -> bool:
        """Whether the next chunk is the last."""
        return self.parts + 1 == self.count

    @property
    def sha256(self) -> str:
        """Of what has arrived."""
        return self.digest.hexdigest()


class Posts:
    """Every post, newest first."""

    def __init__(self) -> None:
        self.all: dict[str, Post] = {}

    def begin(self, request: Request, route: str, body: dict[str, Any]) -> Post | str:
        """Return a new post, or what is wrong with it."""
        source = body.get("source_info", {})
        size = int(source.get("video_size", 0))
        chunk, count = int(source.get("chunk_size", 0)), int(source.get("total_chunk_count", 0))
        wrong = _wrong_chunks(size, chunk, count)
        if source.get("source") != "FILE_UPLOAD" or wrong:
            return wrong or "only FILE_UPLOAD is emulated"
        prefix = "v_inbox_file" if route == "inbox" else "v_pub_file"
        info = dict(body.get("post_info", {})) if route == "direct" else {}
        post = Post(f"{prefix}~v2-1.{secrets.randbelow(10**18)}", route, info, size, chunk, count)
        slow, failing = fault_of(request, "slow_processing"), fault_of(request, "processing_failed")
        post.polls = int(slow.options.get("polls", 2)) if slow else 0
        post.then_fails = (
            failing.options.get("reason", "frame_rate_check_failed") if failing else ""
        )
        self.all = {post.publish_id: post, **self.all}
        return post

    def take(self, key: str, told: str, data: bytes) -> int:
        """Take a chunk; return TikTok's status for it."""
        post = next((one for one in self.all.values() if one.key == key), None)
        if post is None:
            return 404
        found = RANGE.fullmatch(told)
        if found is None or int(found[3]) != post.size:
            return 416
        first, last = int(found[1]), int(found[2])
        wanted = post.size - post.held if post.last else post.chunk
        if post.parts == post.count or first != post.held or last - first + 1 != wanted:
            return 416
        if len(data) != wanted:
            return 400
        post.digest.update(data)
        post.held += wanted
        post.parts += 1
        if post.parts < post.count:
            return 206
        post.status = "PROCESSING_UPLOAD"
        return 201

    def looked_at(self, publish_id: str) -> Post | None:
        """Return a post; each look at a whole one brings it nearer to being out."""
        post = self.all.get(publish_id)
        if post is None or post.held < post.size:
            return post
        if post.polls > 0:
            post.polls -= 1
        elif post.then_fails:
            post.status, post.fail_reason = "FAILED", post.then_fails
        elif post.route == "inbox" and post.status != "PUBLISH_COMPLETE":
            post.status = "SEND_TO_USER_INBOX"
        elif post.status != "PUBLISH_COMPLETE":
            post.status = "PUBLISH_COMPLETE"
            if post.info.get("privacy_level") == "PUBLIC_TO_EVERYONE":
                post.created = int(time.time())
                post.post_id = post_id_of(post.created)
        return post


def _wrong_chunks(size: int, chunk: int, count: int) -> str:
    """Return what is wrong with how a file shall be cut; empty when nothing is."""
    if not 0 < size <= MOST_BYTES:
        return "video_size is out of bounds"
    if size < SMALLEST_CHUNK:
        return "" if (chunk, count) == (size, 1) else "a file below 5 MB is one chunk"
    if not SMALLEST_CHUNK <= chunk <= LARGEST_CHUNK:
        return "chunk_size is 5 to 64 MB"
    if count != size // chunk or not 1 <= count <= MOST_CHUNKS:
        return "total_chunk_count is video_size / chunk_size, rounded down, 1 to 1000"
    return "" if size - (count - 1) * chunk <= LARGEST_LAST else "the last chunk is above 128 MB"
