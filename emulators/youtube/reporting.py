"""YouTube's Reporting API v1: a file a day of how often thumbnails were shown, and clicked.

A job brings its files at once here, with 30 days before it; YouTube takes about 48 hours.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from emulators.content.viewers import Day, Viewers
from emulators.request_log import base_of, fault_of
from emulators.youtube.answers import refusal
from emulators.youtube.videos import CHANNEL, PACIFIC, Videos, day_of, had_better_title, today

REACH = "channel_reach_basic_a1"
KEPT_DAYS = 60
LATE_DAYS = 2
TIMES_CLICKED = 1.5
"""How much more often a title is clicked that viewers like better."""
COLUMNS = "date,channel_id,video_id,video_thumbnail_impressions,video_thumbnail_impressions_ctr"


class Reporting:
    """The jobs of one channel.

    Args:
        videos: what was uploaded.
    """

    def __init__(self, videos: Videos) -> None:
        self._videos = videos
        self._jobs: dict[str, dict[str, Any]] = {}
        self.known: set[str] = set()
        """Videos of earlier sandboxes that somebody has asked for by the Analytics API."""

    async def jobs(self, request: Request) -> Response:
        """List the jobs, or make one."""
        if request.method == "GET":
            return JSONResponse({"jobs": list(self._jobs.values())} if self._jobs else {})
        kind = json.loads(await request.body()).get("reportTypeId")
        if kind != REACH:
            return refusal(400, "badRequest")
        if any(job["reportTypeId"] == kind for job in self._jobs.values()):
            return refusal(409, "alreadyExists")
        made = datetime.now(PACIFIC).isoformat()
        job = {"id": f"job-{len(self._jobs) + 1}", "reportTypeId": kind, "createTime": made}
        self._jobs[job["id"]] = job
        return JSONResponse(job)

    async def reports(self, request: Request) -> Response:
        """List a job's files of the days that are asked for, the newest first."""
        if request.path_params["job"] not in self._jobs:
            return refusal(404, "notFound")
        if fault_of(request, "not_yet"):
            return JSONResponse({})
        asked = request.query_params
        first = _day(asked.get("startTimeAtOrAfter", ""), today() - timedelta(days=KEPT_DAYS))
        end = _day(asked.get("startTimeBefore", ""), today())
        days = [today() - timedelta(days=n) for n in range(LATE_DAYS, KEPT_DAYS)]
        where = f"{base_of(request)}/v1/media/{request.path_params['job']}"
        found = [
            {
                "id": f"r-{day}",
                "startTime": datetime.combine(day, time(), PACIFIC).isoformat(),
                "createTime": datetime.now(PACIFIC).isoformat(),
                "downloadUrl": f"{where}/{day}?alt=media",
            }
            for day in days
            if first <= day < end
        ]
        return JSONResponse({"reports": found} if found else {})

    async def media(self, request: Request) -> Response:
        """Give a file of one day."""
        day = date.fromisoformat(request.path_params["day"])
        names = sorted({*self._videos.all, *self.known})
        lines = [COLUMNS]
        for name in names:
            first = day_of(name)
            counted = Viewers(name, first).day(day) if first else None
            if counted:
                told = f"{counted.impressions},{clicked_on(name, day, counted)}"
                lines.append(f"{day:%Y%m%d},{CHANNEL},{name},{told}")
        if fault_of(request, "partial_rows"):
            lines = lines[: 1 + len(lines) // 2]
        return Response("\n".join(lines) + "\n", media_type="text/csv")


def clicked_on(video_id: str, day: date, counted: Day) -> float:
    """Return the share of those who saw a thumbnail on a day that clicked it."""
    times = TIMES_CLICKED if had_better_title(video_id, day) else 1
    return round(counted.click_rate * times, 4)


def _day(text: str, otherwise: date) -> date:
    return datetime.fromisoformat(text).astimezone(PACIFIC).date() if text else otherwise
