"""The videos of one channel, and what is said of each."""

import base64
import re
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request

from emulators.request_log import fault_of

CHANNEL = "UCsandboxsandboxsandbox0"
UPLOADS = "UUsandboxsandboxsandbox0"
PAID = "paidProductPlacementDetails"
LOCALISED = "localizations"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
READ_ONLY = {"publicStatsViewable": True}
PACIFIC = ZoneInfo("America/Los_Angeles")
FIRST_DAY = date(2020, 1, 1)
DAY_BYTES, BYTES = 2, 8
BETTER_TITLE = b"\xb7\x7e"
"""What the mark of a video begins with that had a title viewers like better, on the days that follow."""
MOST_BETTER_DAYS = 16


def today() -> date:
    """Return YouTube's day."""
    return datetime.now(PACIFIC).date()


def video_id_of(day: date, mark: bytes = b"") -> str:
    """Return an ID of 11 letters that says on which day the video went out.

    So that figures go on growing when what was uploaded is forgotten with its sandbox.

    Args:
        day: which.
        mark: six bytes; by chance where there are none.
    """
    told = (day - FIRST_DAY).days.to_bytes(DAY_BYTES) + (mark or secrets.token_bytes(6))
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def day_of(video_id: str) -> date | None:
    """Return the day on which a video went out; None where it never did."""
    try:
        told = base64.urlsafe_b64decode(video_id + "=")
    except ValueError:
        return None
    if len(told) != BYTES:
        return None
    day = FIRST_DAY + timedelta(days=int.from_bytes(told[:DAY_BYTES]))
    return day if day <= today() else None


def better_title_mark(first: date, days: Collection[date]) -> bytes:
    """Return a mark for `video_id_of` that says on which days viewers saw a title that they like better.

    Args:
        first: on which the video went out.
        days: at most 16 from the first to the last of them, which come within 256 of `first`.
    """
    begins = min(days)
    bits = sum(1 << (day - begins).days for day in days)
    return (
        BETTER_TITLE + bytes([(begins - first).days]) + bits.to_bytes(MOST_BETTER_DAYS // 8) + b"\0"
    )


def had_better_title(video_id: str, day: date) -> bool:
    """Return whether a video says so of a day (`better_title_mark`)."""
    first = day_of(video_id)
    mark = base64.urlsafe_b64decode(video_id + "=")[DAY_BYTES:] if first else b""
    if first is None or not mark.startswith(BETTER_TITLE):
        return False
    place = (day - first).days - mark[len(BETTER_TITLE)]
    bits = int.from_bytes(mark[len(BETTER_TITLE) + 1 : -1])
    return 0 <= place < MOST_BETTER_DAYS and bool(bits >> place & 1)


class Videos:
    """What was uploaded, newest first."""

    def __init__(self) -> None:
        self.all: dict[str, dict[str, Any]] = {}

    def fault_in(self, body: dict[str, Any]) -> str:
        """Return YouTube's reason against what a video shall be; empty when there is none."""
        snippet = body.get("snippet", {})
        title, description = snippet.get("title", ""), snippet.get("description", "")
        if not 0 < len(title) <= 100 or set(title) & set("<>"):
            return "invalidTitle"
        if len(description.encode()) > 5000 or set(description) & set("<>"):
            return "invalidDescription"
        if sum(len(tag) for tag in snippet.get("tags", ())) > 500:
            return "invalidTags"
        return ""

    def made_of(
        self, request: Request, body: dict[str, Any], size: int, sha256: str
    ) -> dict[str, Any]:
        """Make a video of a whole upload; without a visibility it is public."""
        video_id = video_id_of(today())
        polls = fault_of(request, "slow_processing")
        failed = fault_of(request, "processing_failed")
        status = {"privacyStatus": "public", **READ_ONLY, **body.get("status", {})}
        if fault_of(request, "flag_dropped"):
            status.pop("containsSyntheticMedia", None)
            body = {**body, PAID: {}}
        video = {
            "kind": "youtube#video",
            "id": video_id,
            "snippet": {"channelId": CHANNEL, **body.get("snippet", {})},
            "status": {**status, "uploadStatus": "uploaded"},
            PAID: body.get(PAID, {}),
            "processingDetails": {"processingStatus": "processing"},
            "__size": size,
            "__sha256": sha256,
            "__polls": polls.options.get("polls", 3) if polls else 0,
            "__failed": bool(failed),
            "__notified": True,
            "__thumbnails": 0,
            "__captions": {},
            "__playlists": [],
        }
        self.all = {video_id: video, **self.all}
        return shown(video)

    def fault_in_time(self, status: dict[str, Any]) -> str:
        """Return YouTube's reason against a time of publication; empty when there is none."""
        at = status.get("publishAt")
        if at is None:
            return ""
        private = status.get("privacyStatus") == "private"
        return "" if private and RFC_3339.fullmatch(at) else "invalidPublishAt"

    def looked_at(self, video_id: str, now: datetime) -> dict[str, Any] | None:
        """Return a video; every look brings it nearer to being processed, and to its time."""
        video = self.all.get(video_id)
        if video is None:
            return None
        at = video["status"].get("publishAt")
        if at and datetime.fromisoformat(at) <= now:
            del video["status"]["publishAt"]
            video["status"]["privacyStatus"] = "public"
        if video["__polls"] > 0:
            video["__polls"] -= 1
        elif video["__failed"]:
            video["status"].update(uploadStatus="failed", failureReason="codec")
        else:
            video["status"]["uploadStatus"] = "processed"
            video["processingDetails"]["processingStatus"] = "succeeded"
        return video


def shown(video: dict[str, Any]) -> dict[str, Any]:
    """Return a video without what only its test may see."""
    return {name: value for name, value in video.items() if not name.startswith("__")}
