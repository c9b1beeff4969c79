"""YouTube's APIs of data, analytics and reporting for one channel, with Google's consent beside them."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.request_log import fault_of
from emulators.youtube.analytics import reports
from emulators.youtube.answers import REFUSALS, refusal
from emulators.youtube.oauth import Consents
from emulators.youtube.reporting import Reporting
from emulators.youtube.statistics import statistics
from emulators.youtube.uploads import Uploads
from emulators.youtube.videos import CHANNEL, LOCALISED, PAID, READ_ONLY, UPLOADS, Videos, shown
from emulators.youtube.watch_page import watch_page

__all__ = ["REFUSALS", "app"]


class YouTube:
    """One channel."""

    def __init__(self) -> None:
        self.consents = Consents()
        self.videos = Videos()
        self.uploads = Uploads(self.videos)
        self.reporting = Reporting(self.videos)

    async def channels(self, request: Request) -> Response:
        """Tell of the channel whose owner asks."""
        related = {"relatedPlaylists": {"uploads": UPLOADS}}
        one = {"id": CHANNEL, "snippet": {"title": "Sandbox"}, "contentDetails": related}
        return JSONResponse({"items": [one]})

    async def videos_(self, request: Request) -> Response:
        """List, change or delete videos."""
        if request.method == "PUT":
            return await self._update(request)
        ids = request.query_params.get("id", "").split(",")
        if request.method == "DELETE":
            self.videos.all.pop(ids[0], None)
            return Response(status_code=204)
        ahead = fault_of(request, "clock_ahead")
        now = datetime.now(UTC) + timedelta(seconds=ahead.options["seconds"] if ahead else 0)
        if request.query_params.get("part") == "statistics":
            return JSONResponse({"items": statistics(request, ids, now)})
        found = [video for one in ids if (video := self.videos.looked_at(one, now))]
        return JSONResponse({"items": [shown(video) for video in found]})

    async def _update(self, request: Request) -> Response:
        body = json.loads(await request.body())
        video = self.videos.all.get(body.get("id", ""))
        if video is None:
            return refusal(404, "videoNotFound")
        for part in request.query_params["part"].split(","):
            if part == "snippet":
                fault = self.videos.fault_in(body)
                if fault:
                    return refusal(400, fault)
                video[part] = {"channelId": CHANNEL, **body[part]}
            elif part == LOCALISED and "defaultLanguage" not in video["snippet"]:
                return refusal(400, "defaultLanguageNotSet")
            elif part in (PAID, LOCALISED):
                video[part] = body[part]
            else:
                fault = self.videos.fault_in_time(body[part])
                if fault:
                    return refusal(400, fault)
                kept = {"uploadStatus": video["status"]["uploadStatus"]}
                video[part] = {"privacyStatus": "public", **READ_ONLY, **body[part], **kept}
        return JSONResponse(shown(video))

    async def playlist_items(self, request: Request) -> Response:
        """List a playlist, or add to it."""
        if request.method == "POST":
            body = json.loads(await request.body())["snippet"]
            video = self.videos.all.get(body["resourceId"]["videoId"])
            if video is None:
                return refusal(404, "videoNotFound")
            video["__playlists"].append(body["playlistId"])
            return JSONResponse({"id": f"PLI-{len(video['__playlists'])}", "snippet": body})
        playlist = request.query_params.get("playlistId", "")
        wanted = request.query_params.get("videoId")
        items = [
            {"id": f"PLI-{key}", "contentDetails": {"videoId": key}}
            for key, video in self.videos.all.items()
            if (playlist == UPLOADS or playlist in video["__playlists"]) and wanted in (None, key)
        ]
        return JSONResponse({"items": items})

    async def thumbnail(self, request: Request) -> Response:
        """Set a thumbnail, once the video is processed."""
        data = await request.body()
        video = self.videos.all.get(request.query_params.get("videoId", ""))
        if video is None:
            return refusal(404, "videoNotFound")
        if not data or video["status"]["uploadStatus"] != "processed":
            return refusal(403 if data else 400, "forbidden" if data else "mediaBodyRequired")
        video["__thumbnails"] += 1
        video["__thumbnail_sha256"] = hashlib.sha256(data).hexdigest()
        return JSONResponse({"items": [{}]})

    async def captions(self, request: Request) -> Response:
        """List, add or replace captions."""
        if request.method == "GET":
            video = self.videos.all.get(request.query_params.get("videoId", ""), {})
            tracks: dict[str, Any] = video.get("__captions", {})
            items = [{"id": key, "snippet": track} for key, track in tracks.items()]
            return JSONResponse({"items": items})
        told = _first_json(await request.body())
        if request.method == "PUT":
            return JSONResponse({"id": told["id"]})
        video = self.videos.all.get(told["snippet"]["videoId"])
        if video is None:
            return refusal(404, "videoNotFound")
        key = f"{told['snippet']['videoId']}-{told['snippet']['language']}"
        if key in video["__captions"]:
            return refusal(409, "captionExists")
        video["__captions"][key] = told["snippet"]
        return JSONResponse({"id": key, "snippet": told["snippet"]})

    async def watch(self, request: Request) -> Response:
        """Show a video to a person, hidden or not."""
        video = self.videos.all.get(request.query_params.get("v", ""))
        return watch_page(video) if video else Response("This video isn't available", 404)

    async def everything(self, request: Request) -> Response:
        """Tell a test what is there."""
        return JSONResponse(list(self.videos.all.values()))

    async def figures(self, request: Request) -> Response:
        """Answer a query of the Analytics API, and remember the videos that it asks for."""
        named = re.search(r"video==([^;]*)", request.query_params.get("filters", ""))
        self.reporting.known.update(named[1].split(",") if named else ())
        return await reports(request)

    def measured(self, endpoint: Any) -> Any:
        """Return a guarded endpoint that wants the scope of figures, too."""

        async def measured(request: Request) -> Response:
            if not self.consents.allows(request, "yt-analytics.readonly"):
                return refusal(403, "insufficientPermissions")
            return await endpoint(request)

        return self.guarded(measured)

    def guarded(self, endpoint: Any) -> Any:
        """Return an endpoint that answers only to who bears a good access token."""

        async def guarded(request: Request) -> Response:
            if not self.consents.holds(request):
                await request.body()
                return refusal(401, "authError")
            return await endpoint(request)

        return guarded


def _first_json(body: bytes) -> dict[str, Any]:
    """Return the first part of a multipart/related body."""
    found = re.search(rb"\r?\n\r?\n(\{.*?\})\r?\n--", body, re.DOTALL)
    return json.loads(found[1]) if found else json.loads(body)


def app() -> Starlette:
    """Return the vendor."""
    here = YouTube()
    data, upload = "/youtube/v3", "/upload/youtube/v3"
    guarded, measured = here.guarded, here.measured
    return Starlette(
        routes=[
            Route("/o/oauth2/v2/auth", here.consents.page),
            Route("/token", here.consents.token, methods=["POST"]),
            Route(f"{data}/channels", guarded(here.channels)),
            Route(f"{data}/videos", guarded(here.videos_), methods=["GET", "PUT", "DELETE"]),
            Route(f"{data}/playlistItems", guarded(here.playlist_items), methods=["GET", "POST"]),
            Route(f"{data}/captions", guarded(here.captions)),
            Route(f"{upload}/captions", guarded(here.captions), methods=["POST", "PUT"]),
            Route(f"{upload}/thumbnails/set", guarded(here.thumbnail), methods=["POST"]),
            Route(f"{upload}/videos", guarded(here.uploads.begin), methods=["POST"]),
            Route(f"{upload}/videos", guarded(here.uploads.put), methods=["PUT"]),
            Route("/revoke", here.consents.revoke, methods=["POST"]),
            Route("/watch", here.watch),
            Route("/v2/reports", measured(here.figures), methods=["GET", "POST"]),
            Route("/v1/jobs", measured(here.reporting.jobs), methods=["GET", "POST"]),
            Route("/v1/jobs/{job}/reports", measured(here.reporting.reports)),
            Route("/v1/media/{job}/{day}", measured(here.reporting.media)),
            Route("/__videos", here.everything),
        ]
    )
