"""Today: what needs somebody, what is at work, what went out and what comes next."""

from datetime import UTC, datetime

from desk.actions.about_video import measured
from desk.actions.money import PricedVideo, VendorState
from factory.interchange.video_facts import ChargeFacts, VideoSummary
from factory.interchange.video_filter import GROUPS, VideoFilter
from factory.records import Payload
from wiring.factory import Factory

SHOWN = 50
"""Of each kind; a desk with more than this to do is a list's work, which the page leads to."""

PUBLISHED = 5


class ToDecide(Payload):
    """A finished video that waits for somebody's decision."""

    video: VideoSummary
    seconds: float | None


class Today(Payload):
    """What the first page shows, in the order in which it matters."""

    to_decide: tuple[ToDecide, ...]
    to_confirm: tuple[PricedVideo, ...]
    over_limit: tuple[VideoSummary, ...]
    """Those that wait until a limit is raised, or begins anew."""
    doubts: tuple[ChargeFacts, ...]
    vendors: tuple[VendorState, ...]
    """Those that are being left alone."""
    failed: tuple[VideoSummary, ...]
    ideas: int
    """How many wait for a decision, counted up to `SHOWN`."""
    waiting: tuple[VideoSummary, ...]
    at_work: tuple[VideoSummary, ...]
    scheduled: tuple[VideoSummary, ...]
    """By the time at which they go out."""
    published: tuple[VideoSummary, ...]
    spent_usd: float
    """Since midnight (UTC), what is in doubt included."""
    now: datetime

    @property
    def to_settle(self) -> int:
        """How many things beside decisions need somebody."""
        money = len(self.to_confirm) + len(self.over_limit) + len(self.doubts)
        return money + len(self.vendors) + len(self.failed)

    @property
    def film_seconds(self) -> float:
        """How long it takes to see everything that waits for a decision."""
        return sum(one.seconds or 0.0 for one in self.to_decide)


def today(factory: Factory) -> Today:
    """Return what the first page shows."""
    now = datetime.now(UTC)
    reports = factory.catalogue.reports

    def those(*statuses: str, limit: int = SHOWN) -> tuple[VideoSummary, ...]:
        return tuple(reports.list_videos(limit, wanted=VideoFilter(statuses=statuses)))

    open_now = those(
        *(s for name in ("needs-somebody", "at-work", "waiting") for s in GROUPS[name])
    )
    to_decide = [v for v in open_now if v.status == "awaiting_review"]
    return Today(
        to_decide=tuple(
            ToDecide(video=video, seconds=seconds_of(factory, video.video_id))
            for video in sorted(to_decide, key=lambda v: v.master_made_at or v.created_at)
        ),
        to_confirm=tuple(PricedVideo.model_validate(row) for row in factory.estimates.waiting()),
        over_limit=tuple(v for v in open_now if v.status == "awaiting_budget"),
        doubts=tuple(factory.doubts.open()),
        vendors=tuple(
            state
            for row in factory.circuits.states()
            for state in [VendorState.model_validate(row)]
            if state.open
        ),
        failed=tuple(v for v in open_now if v.status == "failed"),
        ideas=len(factory.catalogue.ideas.newest(SHOWN, state="new")),
        waiting=tuple(
            v
            for v in open_now
            if v.status in ("awaiting_step", *GROUPS["waiting"])
            and v.status not in ("scheduled", "awaiting_budget")
        ),
        at_work=tuple(v for v in open_now if v.status in GROUPS["at-work"]),
        scheduled=tuple(
            sorted(
                (v for v in open_now if v.publish_at and v.publish_at > now),
                key=lambda v: v.publish_at or now,
            )
        ),
        published=those("published", limit=PUBLISHED),
        spent_usd=spent_today(factory, now),
        now=now,
    )


def seconds_of(factory: Factory, video_id: str) -> float | None:
    """Return how long the master is, as it was measured; None while there is none."""
    found = measured(factory, video_id)
    return found.seconds if found else None


def spent_today(factory: Factory, now: datetime) -> float:
    """Return what was spent since midnight (UTC), what is in doubt included."""
    rows = factory.catalogue.costs.money(1)
    return sum(row.spent_usd for row in rows if row.day == now.date())
