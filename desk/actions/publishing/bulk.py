"""One act for many videos at once: whoever it does not apply to is left alone, and named with the reason."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from desk.actions.acting import acting_at
from desk.actions.making.launching import launch, running_dagster
from desk.actions.making.retry_phase import make_again
from desk.actions.money import confirm_prices
from desk.actions.publishing.approved_listings import keep_approved
from desk.actions.publishing.reviews import refusal_of
from desk.actions.videos import cancel_video, delete_video
from factory.documents.error_words import listed
from factory.errors import BadInput, FactoryError
from factory.interchange.video_facts import VideoSummary
from factory.records import Payload
from factory.reviews.decision import Decision, Review, check_note
from factory.reviews.seen_hashes import Seen
from factory.workflow.phases import earliest
from wiring.factory import Factory

MOST = 200
DECIDABLE = frozenset({"awaiting_review", "held", "changes_asked"})
DECIDING: Mapping[str, Decision] = {"approve": "approved", "reject": "rejected", "hold": "held"}
ACTS = (*DECIDING, "again", "cancel", "price", "delete")


class LeftAlone(Payload):
    """A video to which nothing was done, and why."""

    video_id: str
    why: str


class BulkDone(Payload):
    """What became of an act for many videos."""

    act: str
    done: tuple[str, ...]
    left: tuple[LeftAlone, ...]


def bulk(
    factory: Factory, act: str, chosen: Mapping[str, str], by: str, note: str = ""
) -> BulkDone:
    """Do one act for many videos.

    Args:
        factory: whose videos they are.
        act: one of `ACTS`.
        chosen: what was shown of each video: its master and listing (`seen`) for a decision, its price for an
            agreement; else whatever.
        by: who asks.
        note: why; wanted of a rejection.

    Raises:
        BadInput: the act is unknown, nothing or too much is chosen, or a rejection says not why.
    """
    if act not in ACTS:
        raise BadInput(f"the act {act[:20]!r} is unknown; wanted one of {listed(ACTS)}")
    if not 0 < len(chosen) <= MOST:
        raise BadInput(f"{len(chosen)} videos are chosen; wanted 1 to {MOST}")
    if act in DECIDING:
        return _decide(factory, act, chosen, by, note)
    doers: Mapping[str, Callable[[str, str], object]] = {
        "again": lambda video_id, _: make_again(factory, video_id, by),
        "cancel": lambda video_id, _: cancel_video(video_id),
        "price": lambda video_id, usd: confirm_prices([video_id], usd),
        "delete": lambda video_id, _: delete_video(video_id),
    }
    done: list[str] = []
    left: list[LeftAlone] = []
    for video_id, shown in chosen.items():
        try:
            doers[act](video_id, shown)
            done.append(video_id)
        except FactoryError as error:
            left.append(LeftAlone(video_id=video_id, why=str(error)))
    return BulkDone(act=act, done=tuple(done), left=tuple(left))


def _decide(factory: Factory, act: str, chosen: Mapping[str, str], by: str, note: str) -> BulkDone:
    """Record the decisions in one transaction, then start what was approved."""
    decision = DECIDING[act]
    check_note(decision, note)
    now, left, decided = datetime.now(UTC), list[LeftAlone](), list[Review]()
    for video_id, seen in chosen.items():
        try:
            video = factory.catalogue.reports.show(video_id)
            why = _not_decidable(video, seen)
            if decision == "approved" and not why:
                why = refusal_of(factory, video_id)
        except FactoryError as error:
            left.append(LeftAlone(video_id=video_id, why=str(error)))
            continue
        if why:
            left.append(LeftAlone(video_id=video_id, why=why))
            continue
        decided.append(
            Review(
                video_id=video_id,
                master_sha256=video.master_sha256 or "",
                listing_sha256=video.listing_sha256 or "",
                decision=decision,
                reviewer=by,
                place=acting_at(),
                note=note.strip(),
                decided_at=now,
            )
        )
    late = factory.catalogue.reviews.decide_all(decided) if decided else []
    left += [LeftAlone(video_id=one, why=_OTHERS) for one in late]
    done = [review.video_id for review in decided if review.video_id not in late]
    keep_approved(factory, [review for review in decided if review.video_id in done])
    if decision == "approved":
        _release(factory, [one for one in done if factory.catalogue.reviews.approved(one)], now)
    return BulkDone(act=act, done=tuple(done), left=tuple(left))


_OTHERS = "another master or listing lies there than was shown; look at that one"


def _not_decidable(video: VideoSummary, seen: str) -> str:
    if video.status not in DECIDABLE:
        return f"it is {video.status.replace('_', ' ')}, and waits for no decision"
    shown = Seen.of(seen, video.video_id)
    if not shown.is_master(video.master_sha256 or ""):
        return _OTHERS
    listing = video.listing_sha256 or ""
    return "" if shown.is_listing(listing) else shown.another_listing(video.video_id)


def _release(factory: Factory, approved: Sequence[str], now: datetime) -> None:
    dagster = running_dagster()
    for video_id in approved:
        due = earliest("publish", factory.catalogue.briefs.newest(video_id).brief)
        if due and due > now:
            factory.catalogue.launches.request(
                video_id, "publish", "approved", by="factory", not_before=due
            )
        else:
            launch(factory, dagster, video_id, "publish", "approved")
