"""The page of one video: how far it is, the player, its scenes, its listing, costs and history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.about_video import about
from desk.actions.making.corrections import EDITABLE
from desk.actions.making.edits import TypedListing
from desk.actions.making.remaking import remaking_of
from desk.actions.making.retry_phase import AGAIN
from desk.actions.making.scenes import listing_of
from desk.actions.making.shorts import shorts_made
from desk.actions.making.stepwise import OVER, next_step
from desk.actions.making.versions import versions_of
from desk.actions.publishing.post_changes import list_changes
from desk.actions.publishing.waivers import UNNAMED, open_findings
from desk.web.guarded import visitor_of
from desk.web.outbox_files import outbox_of
from desk.web.page import desk_page, only_looks, page_part, person_of
from desk.web.stage_progress import steps_of, work_told
from factory.analytics.charts.plot import spoken
from factory.analytics.charts.sparkline import sparkline
from factory.analytics.derived_metrics import WITHHELD
from factory.analytics.meaning_of_views import MEANING, NEVER_ADDED
from factory.brief.brief import AcceptedBrief, translations
from factory.brief.edits import placed
from factory.errors import PermanentError
from factory.ids import VIDEO_ID
from factory.interchange.video_facts import VideoFacts
from factory.interchange.video_filter import GROUPS
from factory.listing.listing import Listing, opening_of
from factory.listing.listing_edits import ListingRoom, as_typed
from factory.text.languages import count_words
from factory.video_formats.formats import format_named, formats
from wiring.factory import Factory

STOPPABLE = frozenset((*GROUPS["at-work"], *GROUPS["waiting"], "awaiting_confirmation"))

HELD_UP = AGAIN | {"awaiting_review"}
"""States in which a video may wait for somebody who answers for its words."""

MOST_FIGURE_DAYS = 60
"""In the table of a video's days at an outlet."""

SHOWN = ("script.json", "narration.json", "visuals.json", "listing.json", "master.mp4")
"""Files whose content the page shows."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one vendor cost in one role."""

    role: str
    provider: str
    calls: int
    usd: float


def video_page(
    factory: Factory, request: Request, typed: TypedListing | None = None, wrong: str = ""
) -> Response:
    """Show everything about one video; a listing that was refused as it was typed."""
    video = found_video(factory, request)
    listing = listing_of(factory, video.video_id)
    accepted = factory.catalogue.briefs.newest(video.video_id)
    remaking = remaking_of(factory, video, accepted)
    scenes = remaking.scenes
    edits = accepted.by_hand
    said = [(scene.scene_id, " ".join(scene.sentences)) for scene in scenes]
    return desk_page(
        request,
        factory,
        "video.html",
        here="videos",
        status=409 if wrong else 200,
        video=video,
        edits=edits,
        picture_edits=placed(edits.pictures, said),
        languages=other_languages(accepted),
        taken_from=accepted.excerpt.video_id if accepted.excerpt else "",
        shorts=shorts_made(factory, video.video_id),
        has_passages=accepted.profile.narrated and not accepted.excerpt and _is_long(video),
        outlets=accepted.channel.outlets,
        outbox=outbox_of(video),
        changes=list_changes(factory, video.video_id),
        typed=typed or (typed_of(listing) if listing else None),
        wrong=wrong,
        room=ListingRoom.beside(listing) if listing else None,
        scenes=scenes,
        anew=remaking.anew,
        earlier=remaking.earlier,
        words=sum(count_words(text) for scene in scenes for text in scene.sentences),
        listing=listing,
        opening=opening_of(listing) if listing else "",
        costs=costs_of(video),
        **_watched(video),
        **_answered_for(factory, request, video),
        tall=is_tall(video),
        versions=len(versions_of(factory, video.video_id)),
        editable=video.status in EDITABLE and not only_looks(request),
        can_stop=video.status in STOPPABLE,
        step=next_step(video),
        can_switch=video.status not in OVER
        and (video.mode == "stepwise" or video.renders != "done"),
        guests=factory.people.guest_links.of_video(video.video_id),
        guest_notes=factory.people.guest_links.notes(video.video_id),
        **_progress(request, video),
    )


def _is_long(video: VideoFacts) -> bool:
    """Whether a Short of it would be shorter than it is."""
    most = format_named("short").length.max_seconds
    return video.measured is not None and video.measured.seconds > most


def _answered_for(factory: Factory, request: Request, video: VideoFacts) -> dict[str, Any]:
    """Return what somebody answers for by name, and what nobody does yet."""
    by = person_of(request)
    return {
        "waivable": open_findings(factory, video.video_id) if video.status in HELD_UP else (),
        "waivers": factory.catalogue.waivers.of(video.video_id),
        "person": "" if by in UNNAMED else by,
    }


def _watched(video: VideoFacts) -> dict[str, Any]:
    """Return what viewers did at each outlet, and where it is out without that being known."""
    known = {one.outlet for one in video.figures}
    out = {post.outlet for post in video.posts if post.published_at} & MEANING.keys()
    lines = [(one, Markup(sparkline(one, f"w{n}"))) for n, one in enumerate(video.figures)]
    return {
        "figures": lines,
        "awaited": sorted(out - known),
        "most_days": MOST_FIGURE_DAYS,
        "never_added": NEVER_ADDED,
        "withheld": WITHHELD,
        "spoken": spoken,
    }


def progress_part(factory: Factory, request: Request) -> Response:
    """Show how far it is; the page asks again whenever something happened to the video."""
    video = found_video(factory, request)
    return page_part(request, factory, "steps.html", video=video, **_progress(request, video))


def typed_of(listing: Listing) -> TypedListing:
    """Return a listing as a person finds it in the fields."""
    return TypedListing(
        title=listing.title, description=opening_of(listing), tags=as_typed(listing.tags)
    )


def other_languages(accepted: AcceptedBrief) -> list[tuple[str, str]]:
    """Return the same video in other languages, each as (its ID, its language)."""
    if accepted.brief.translates:
        return [(accepted.brief.translates, "")]
    return [(one.video_id, one.brief.language) for one in translations(accepted)]


def found_video(factory: Factory, request: Request) -> VideoFacts:
    """Return the video that the address names; 404 if there is none."""
    video_id = request.path_params["video_id"]
    if not VIDEO_ID.fullmatch(video_id):
        raise HTTPException(404)
    try:
        return about(factory, video_id)
    except PermanentError as error:
        raise HTTPException(404) from error


def is_tall(video: VideoFacts) -> bool:
    """Whether the picture stands upright."""
    known = formats().get(video.format)
    return known is not None and known.picture.height > known.picture.width


def costs_of(video: VideoFacts) -> list[Cost]:
    """Return what each vendor cost in each role."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(list)
    for charge in video.charges:
        if charge.state != "released":
            sums[charge.role, charge.provider].append(charge.usd)
    return [Cost(role, name, len(usd), sum(usd)) for (role, name), usd in sums.items()]


def _progress(request: Request, video: VideoFacts) -> dict[str, Any]:
    visitor = visitor_of(request)
    runs = [launch.run_id for launch in video.launches if launch.run_id]
    return {
        "steps": steps_of(video, datetime.now(UTC)),
        "work": work_told(video),
        "moving": video.status in GROUPS["at-work"],
        "shown": _shown(video),
        "run": runs[-1] if runs else None,
        "sees_all": not (visitor and visitor.tenant),  # Dagster and the money of all
    }


def _shown(video: VideoFacts) -> str:
    """Return a word that is another one as soon as the page has something else to show."""
    files = sorted((a.name, a.sha256) for a in video.artifacts if a.name in SHOWN)
    return sha256(repr((video.status, files)).encode()).hexdigest()[:16]
