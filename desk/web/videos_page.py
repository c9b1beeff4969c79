"""The page of videos: filtered by its address, a page at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.web.formatting import FORMATS, STATES
from desk.web.page import desk_page
from factory.errors import BadInput
from factory.ids import VIDEO_ID
from factory.interchange.video_filter import EVERY_VIDEO, VideoFilter
from factory.presets.formats import formats
from factory.text.languages import language_name
from wiring.factory import Factory

PAGE = 50
ASKED = ("q", "channel", "state", "format", "language", "since")
GROUP_WORDS = {
    "needs-somebody": "Needs somebody",
    "at-work": "At work",
    "waiting": "Waiting",
    "published": "Published",
    "stopped": "Stopped",
}


def videos_page(factory: Factory, request: Request) -> Response:
    """Show a page of videos, newest first."""
    asked = {key: request.query_params.get(key, "") for key in ASKED}
    before = request.query_params.get("before")
    if before is not None and not VIDEO_ID.fullmatch(before):
        raise HTTPException(404)
    wrong, wanted = "", EVERY_VIDEO
    try:
        wanted = VideoFilter.of(asked)
    except BadInput as error:
        wrong = str(error)
    found = [] if wrong else factory.catalogue.reports.list_videos(PAGE, before, wanted)
    filtered = {key: value for key, value in asked.items() if value}
    channels = factory.channels.all()
    spoken = sorted({code for channel in channels.values() for code in channel.languages})
    return desk_page(
        request,
        factory,
        "videos.html",
        here="videos",
        status=400 if wrong else 200,
        found=found,
        asked=asked,
        wrong=wrong,
        filtered=bool(filtered),
        address=_address(filtered, before),
        older=_address(filtered, found[-1].video_id) if len(found) == PAGE else None,
        channels=[("", "Any"), *((name, c.title) for name, c in sorted(channels.items()))],
        states=[
            ("", "Any"),
            *GROUP_WORDS.items(),
            *((status, word) for status, (_, word) in STATES.items() if status != "published"),
        ],
        formats=[("", "Any"), *((name, FORMATS.get(name, name)) for name in formats())],
        languages=[("", "Any"), *((code, language_name(code)) for code in spoken)],
    )


def _address(filtered: Mapping[str, str], before: str | None) -> str:
    asked = {**filtered, **({"before": before} if before else {})}
    return f"/videos?{urlencode(asked)}" if asked else "/videos"
