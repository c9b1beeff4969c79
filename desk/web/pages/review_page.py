"""The review queue: one video at a time, oldest first, decided by mouse or by keys."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.about_video import about
from desk.actions.making.scenes import listing_of, scenes_of
from desk.actions.publishing.bulk import DECIDABLE
from desk.actions.publishing.destinations import destinations_of
from desk.actions.publishing.post_changes import list_changes
from desk.web.page import desk_page
from desk.web.pages.video_page import is_tall
from factory.errors import PermanentError
from factory.ids import VIDEO_ID
from factory.interchange.video_facts import VideoSummary
from factory.interchange.video_filter import VideoFilter
from wiring.factory import Factory

QUEUE = 50
AWAITING = VideoFilter(statuses=("awaiting_review",))


def review_page(factory: Factory, request: Request) -> Response:
    """Show the video that the address names, else the oldest that waits."""
    queue = queue_of(factory)
    asked = request.path_params.get("video_id")
    here = next((n for n, one in enumerate(queue) if one.video_id == asked), None)
    if asked and here is None:
        parked = _parked(factory, asked)
        if parked is None:
            return RedirectResponse("/review", 303)
        queue, here = [parked, *queue], 0
    if not queue:
        return desk_page(request, factory, "review.html", here="review", video=None)
    place = here or 0
    video = about(factory, queue[place].video_id)
    listing = listing_of(factory, video.video_id)
    accepted = factory.catalogue.briefs.newest(video.video_id)
    return desk_page(
        request,
        factory,
        "review.html",
        here="review",
        video=video,
        queue=queue,
        place=place + 1,
        scenes=scenes_of(factory, video.video_id),
        chapters=listing.chapters if listing else (),
        listing=listing,
        tall=is_tall(video),
        planned=[one for one in list_changes(factory, video.video_id) if one.unapproved],
        outlets=accepted.channel.outlets,
        destinations=destinations_of(factory, accepted),
    )


def _parked(factory: Factory, video_id: str) -> VideoSummary | None:
    """Return a video that is not in the queue, but can be decided all the same."""
    if not VIDEO_ID.fullmatch(video_id):
        return None
    try:
        video = factory.catalogue.reports.show(video_id)
    except PermanentError:
        return None
    return video if video.status in DECIDABLE else None


def queue_of(factory: Factory) -> list[VideoSummary]:
    """Return what waits for a decision, that which has waited longest first."""
    found = factory.catalogue.reports.list_videos(QUEUE, wanted=AWAITING)
    return sorted(found, key=lambda video: video.master_made_at or video.created_at)
