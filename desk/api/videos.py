"""Videos: made, listed, looked at, called off, tried again, let go on, deleted."""

from pydantic import Field

from desk.actions.about_video import about
from desk.actions.making.briefs import Taken
from desk.actions.making.launching import Beginning
from desk.actions.making.new_video import make_brief, price_of_brief
from desk.actions.making.retry_phase import make_again
from desk.actions.making.stepwise import Stepped, go_on, switch_mode
from desk.actions.making.versions import Compared, compared, told
from desk.actions.videos import Cancelled, cancel_video, delete_video
from desk.api.media_links import FileLink, links_of
from desk.api.new_brief import NewBrief
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import Fault, Unfit
from factory.analytics.video_figures import VideoFigures
from factory.brief.brief_keys import Mode
from factory.errors import BadInput, NotFound
from factory.ids import VIDEO_ID
from factory.interchange.video_facts import (
    CataloguedVideo,
    CheckFacts,
    Measured,
    VerdictFacts,
    VideoSummary,
)
from factory.interchange.video_filter import VideoFilter
from factory.records import Payload

MOST_A_PAGE = 200
"""Videos in one answer."""


class VideosAsked(Payload):
    """Which videos, newest first."""

    q: str = ""
    """Words that stand in the title or the ID."""
    channel: str = ""
    state: str = ""
    """A status, or a group: needs-somebody, at-work, waiting, published, stopped."""
    format: str = ""
    language: str = ""
    since: str = ""
    """A day, YYYY-MM-DD (UTC)."""
    before: str = ""
    """The last video of the page before: `next` says it."""
    limit: int = Field(default=50, ge=1, le=MOST_A_PAGE)


class VideoPage(Payload):
    """A page of videos."""

    videos: tuple[VideoSummary, ...]
    next: str | None
    """What to ask for as `before` next; None: this is the last page."""


class WholeVideo(CataloguedVideo):
    """Everything there is to say about one video."""

    flagged: tuple[str, ...]
    measured: Measured | None
    verdict: VerdictFacts | None
    checks: CheckFacts | None
    broke: str | None
    figures: tuple[VideoFigures, ...]
    """What viewers did, by outlet; sums and averages over days are computed here."""
    files: dict[str, FileLink]
    """What was made, with addresses that open it for a while without a token."""


class ModeAsked(OneVideo):
    """How it shall go on."""

    mode: Mode


class DeletionAsked(OneVideo):
    """What shall be deleted."""

    also_published: bool = False
    """Although it is published; what is out there stays."""


class Begun(Payload):
    """What becomes of what was asked for: `begun`, `queued` or `paused`."""

    video_id: str
    state: Beginning


class Gone(Payload):
    """What was deleted."""

    video_id: str
    files: int


class TwoVersions(OneVideo):
    """Two masters of a video, by the first digits of their hashes."""

    old: str = ""
    """Left out: the one before the newest."""
    new: str = ""
    """Left out: the newest."""


def _compare(call: Call, asked: TwoVersions) -> Compared:
    found = compared(call.factory, asked.video_id, asked.old, asked.new)
    if found is None:
        raise NotFound(f"{asked.video_id} has one version at most; there is nothing to compare")
    return told(found)


def make_video(call: Call, asked: NewBrief) -> Taken:
    """Hand a video in."""
    return make_brief(call.factory, asked.as_file(), asked.name, call.by, typed=asked.is_typed)


def price_usd(call: Call, asked: NewBrief) -> float:
    """Return what a video would cost."""
    return price_of_brief(call.factory, asked.as_file(), asked.name, typed=asked.is_typed).total_usd


def _list(call: Call, asked: VideosAsked) -> VideoPage:
    if asked.before and not VIDEO_ID.fullmatch(asked.before):
        raise Unfit(Fault(field="before", found=asked.before[:63], wanted="a video ID"))
    wanted = VideoFilter.of(asked.model_dump(exclude={"before", "limit"}))
    found = call.factory.catalogue.reports.list_videos(asked.limit, asked.before or None, wanted)
    if not found and not asked.before and (why := wanted.not_known(call.factory.channels.all())):
        raise BadInput(why)
    more = len(found) == asked.limit
    return VideoPage(videos=tuple(found), next=found[-1].video_id if more else None)


def whole(call: Call, asked: OneVideo) -> WholeVideo:
    """Return everything about one video."""
    known = dict(about(call.factory, asked.video_id))
    facts = {name: known[name] for name in WholeVideo.model_fields if name in known}
    return WholeVideo.model_validate({**facts, "files": links_of(call, asked.video_id)})


def _cancel(call: Call, asked: OneVideo) -> Cancelled:
    return cancel_video(asked.video_id)


def _retry(call: Call, asked: OneVideo) -> Begun:
    state = make_again(call.factory, asked.video_id, call.by)
    return Begun(video_id=asked.video_id, state=state)


def _next(call: Call, asked: OneVideo) -> Stepped:
    return go_on(call.factory, asked.video_id, call.by)


def _mode(call: Call, asked: ModeAsked) -> Stepped:
    return switch_mode(call.factory, asked.video_id, asked.mode, call.by)


def _delete(call: Call, asked: DeletionAsked) -> Gone:
    gone = delete_video(asked.video_id, also_published=asked.also_published)
    return Gone(video_id=gone.video_id, files=gone.files)


SOME_WORDS = {
    "channel": "demo",
    "format": "draft",
    "title": "The clock that lost a day",
    "words": (
        "On the second of September 1752, the people of London went to bed.\n\n"
        "When they woke, it was the fourteenth."
    ),
}
"""As many as the format wants at least."""

ACTIONS = (
    Action(
        name="make_video",
        method="POST",
        path="/videos",
        role="operator",
        about="Make a video from words, a topic or a whole brief.",
        asks=NewBrief,
        answers=Taken,
        do=make_video,
        example=SOME_WORDS,
        status=201,
        makes=True,
        same_again=True,
        costs_usd=price_usd,
        commands=("make", "new"),
    ),
    Action(
        name="list_videos",
        method="GET",
        path="/videos",
        role="viewer",
        about="List videos with every status word, newest first, a page at a time.",
        asks=VideosAsked,
        answers=VideoPage,
        do=_list,
        example={"state": "needs-somebody", "limit": 20},
        commands=("list",),
        own_tenant=True,
    ),
    Action(
        name="compare_versions",
        method="GET",
        path="/videos/{video_id}/versions",
        role="viewer",
        about="Say which sentences changed between two masters of a video; by default the newest two.",
        asks=TwoVersions,
        answers=Compared,
        do=_compare,
        example=SOME_VIDEO,
    ),
    Action(
        name="show_video",
        method="GET",
        path="/videos/{video_id}",
        role="viewer",
        about="Show everything about one video: stages, files, decisions, posts, figures, charges, checks.",
        asks=OneVideo,
        answers=WholeVideo,
        do=whole,
        example=SOME_VIDEO,
        commands=("show", "open"),
    ),
    Action(
        name="switch_mode",
        method="PATCH",
        path="/videos/{video_id}",
        role="operator",
        about="Let a video go on by itself, or stop after each step; also while it is being made.",
        asks=ModeAsked,
        answers=Stepped,
        do=_mode,
        example={**SOME_VIDEO, "mode": "stepwise"},
        commands=("mode",),
    ),
    Action(
        name="delete_video",
        method="DELETE",
        path="/videos/{video_id}",
        role="operator",
        about="Remove a video's files; its charges and history stay for ever.",
        asks=DeletionAsked,
        answers=Gone,
        do=_delete,
        example=SOME_VIDEO,
        commands=("delete",),
    ),
    Action(
        name="cancel_video",
        method="POST",
        path="/videos/{video_id}/cancel",
        role="operator",
        about="Call a video off: nothing more is begun, a run is asked to stop, what was paid stays.",
        asks=OneVideo,
        answers=Cancelled,
        do=_cancel,
        example=SOME_VIDEO,
        commands=("cancel",),
    ),
    Action(
        name="retry_video",
        method="POST",
        path="/videos/{video_id}/retry",
        role="operator",
        about="Try again what failed or was called off; what is finished is kept.",
        asks=OneVideo,
        answers=Begun,
        do=_retry,
        example=SOME_VIDEO,
        makes=True,
    ),
    Action(
        name="next_step",
        method="POST",
        path="/videos/{video_id}/next",
        role="operator",
        about="Let a video that is made step by step go on with its next step.",
        asks=OneVideo,
        answers=Stepped,
        do=_next,
        example=SOME_VIDEO,
        makes=True,
        commands=("next",),
    ),
)
