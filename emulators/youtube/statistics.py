"""YouTube's counts of videos so far, which stand in texts."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from starlette.requests import Request

from emulators.content.viewers import Viewers
from emulators.request_log import fault_of, times_of
from emulators.youtube.videos import PACIFIC, day_of

NAMES = {"views": "viewCount", "likes": "likeCount", "comments": "commentCount"}


def statistics(request: Request, ids: Sequence[str], now: datetime) -> list[dict[str, Any]]:
    """Return the items of an answer; of videos that never were, none."""
    hidden, times = fault_of(request, "likes_hidden"), times_of(request)
    items: list[dict[str, Any]] = []
    for video_id in ids:
        day = day_of(video_id)
        if day is None:
            continue
        begun = datetime.combine(day, time(), PACIFIC).astimezone(UTC)
        told = Viewers(video_id, day).total(begun, now, PACIFIC)
        counts = {theirs: str(int(told[ours] * times)) for ours, theirs in NAMES.items()}
        if hidden:
            del counts["likeCount"]
        items.append({"kind": "youtube#video", "id": video_id, "statistics": counts})
    return items
