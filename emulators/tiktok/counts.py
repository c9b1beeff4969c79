"""TikTok's counts of videos so far."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from emulators.content.viewers import Viewers
from emulators.request_log import fault_of, times_of
from emulators.tiktok.posts import created_of

NAMES = {
    "views": "view_count",
    "likes": "like_count",
    "comments": "comment_count",
    "shares": "share_count",
}


def counted(request: Request, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what was counted; `missing_video` leaves one out, `fewer` tells less than before."""
    missing, times = fault_of(request, "missing_video"), times_of(request)
    gone = missing.options.get("id", ids[0]) if missing else ""
    now, videos = datetime.now(UTC), list[dict[str, Any]]()
    for post_id in ids:
        created = created_of(post_id)
        if created is None or post_id == gone:
            continue
        begun = datetime.fromtimestamp(created, UTC)
        told = Viewers(post_id, begun.date()).total(begun, now, UTC)
        counts = {theirs: int(told[ours] * times) for ours, theirs in NAMES.items()}
        videos.append({"id": post_id, **counts})
    return videos
