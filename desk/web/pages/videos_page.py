"""The page of videos: filtered by its address, a page at a time (pagination)."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.publishing.bulk import BulkDone, bulk
from desk.web.displayed_names import GROUP_WORDS, STATES
from desk.web.guarded import visitor_of
from desk.web.page import desk_page, only_looks, person_of
from factory.errors import BadInput
from factory.ids import VIDEO_ID
from factory.interchange.video_facts import VideoSummary
from factory.interchange.video_filter import EVERY_VIDEO, VideoFilter
from factory.text.languages import language_name
from factory.video_formats.format_names import FORMAT_NAMES
from factory.video_formats.formats import formats
from wiring.factory import Factory

PAGE = 50
"""Videos on one page."""
TICKED = "video."
"""Begins the name of a video's box in the form."""

ACT_WORDS = {
    "approve": "Approve",
    "hold": "Hold",
    "reject": "Reject",
    "again": "Try again",
    "price": "Agree to the price",
    "cancel": "Call off",
    "delete": "Delete",
}
ASKED = ("q", "channel", "state", "format", "language", "since")


def videos_page(factory: Factory, request: Request, said: BulkDone | None = None) -> Response:
    """Show a page of videos, newest first, and what an act for many of them did."""
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
    visitor = visitor_of(request)
    only = visitor.tenant if visitor else None
    channels = {
        name: channel
        for name, channel in factory.channels.all().items()
        if only in (None, channel.tenant)
    }
    spoken = sorted({code for channel in channels.values() for code in channel.languages})
    return desk_page(
        request,
        factory,
        "videos.html",
        here="videos",
        status=400 if wrong else 200,
        found=found,
        prices=_prices(factory, found),
        acts=ACT_WORDS,
        said=said,
        asked=asked,
        wrong=wrong,
        filtered=bool(filtered),
        unknown="" if found or before else wanted.not_known(channels),
        narrowed=bool(filtered.keys() - {"q"}),
        may_act=not only and not only_looks(request),
        address=_address(filtered, before),
        older=_address(filtered, found[-1].video_id) if len(found) == PAGE else None,
        channels=[("", "Any"), *((name, c.title) for name, c in sorted(channels.items()))],
        states=[
            ("", "Any"),
            *GROUP_WORDS.items(),
            *((status, word) for status, (_, word) in STATES.items() if status != "published"),
        ],
        formats=[("", "Any"), *((name, FORMAT_NAMES.get(name, name)) for name in formats())],
        languages=[("", "Any"), *((code, language_name(code)) for code in spoken)],
    )


def bulk_acts(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Do one act for all videos that are ticked; deleting asks once more."""
    act = form.get("act", "")
    ticked = [key.removeprefix(TICKED) for key in form if key.startswith(TICKED)]
    chosen = {
        video_id: form.get(f"{'price' if act == 'price' else 'master'}.{video_id}", "")
        for video_id in ticked
    }
    if act == "delete" and chosen and "sure" not in form:
        found = [factory.catalogue.reports.show(video_id) for video_id in chosen]
        return desk_page(request, factory, "delete.html", here="videos", found=found)
    said = bulk(factory, act, chosen, person_of(request), form.get("note", ""))
    return videos_page(factory, request, said)


def _prices(factory: Factory, found: Sequence[VideoSummary]) -> Mapping[str, float]:
    """Return the prices that wait for an agreement, where one of these videos does."""
    if not any(video.status == "awaiting_confirmation" for video in found):
        return {}
    return {row["video_id"]: row["usd"] for row in factory.estimates.waiting()}


def _address(filtered: Mapping[str, str], before: str | None) -> str:
    asked = {**filtered, **({"before": before} if before else {})}
    return f"/videos?{urlencode(asked)}" if asked else "/videos"
