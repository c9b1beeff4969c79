"""The videos of one channel, and what is said of each."""

import re
import secrets
from datetime import datetime
from typing import Any

from starlette.requests import Request

from emulators.request_log import fault_of

CHANNEL = "UCsandboxsandboxsandbox0"
UPLOADS = "UUsandboxsandboxsandbox0"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
READ_ONLY = {"publicStatsViewable": True}


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
        video_id = secrets.token_urlsafe(8)
        polls = fault_of(request, "slow_processing")
        failed = fault_of(request, "processing_failed")
        status = {"privacyStatus": "public", **READ_ONLY, **body.get("status", {})}
        if fault_of(request, "flag_dropped"):
            status.pop("containsSyntheticMedia", None)
        video = {
            "kind": "youtube#video",
            "id": video_id,
            "snippet": {"channelId": CHANNEL, **body.get("snippet", {})},
            "status": {**status, "uploadStatus": "uploaded"},
            "processingDetails": {"processingStatus": "processing"},
            "__size": size,
            "__sha256": sha256,
            "__polls": polls.options.get("polls", 3) if polls else 0,
            "__failed": bool(failed),
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
