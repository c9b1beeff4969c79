"""The page on which two versions of a video play side by side."""

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.making.versions import compared, versions_of
from desk.web.page import desk_page
from desk.web.pages.video_page import found_video, is_tall
from wiring.factory import Factory


def versions_page(factory: Factory, request: Request) -> Response:
    """Show two versions: those that the address names, else the newest and the one before it."""
    video = found_video(factory, request)
    asked = request.query_params
    return desk_page(
        request,
        factory,
        "versions.html",
        here="videos",
        video=video,
        tall=is_tall(video),
        versions=versions_of(factory, video.video_id),
        both=compared(factory, video.video_id, asked.get("old", ""), asked.get("new", "")),
    )
