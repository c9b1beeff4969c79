"""Decisions about masters: always about the one that somebody has looked at."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from desk.actions.about_video import findings_so_far, master_of
from desk.actions.acting import acting, acting_at
from desk.actions.making.launching import Beginning, launch, running_dagster
from desk.actions.publishing.approved_listings import keep_approved
from factory.errors import PermanentError
from factory.interchange.video_facts import MasterFacts, short_hash
from factory.listing.outlet_names import outlet_name
from factory.records import Payload
from factory.reviews.decision import (
    EVERY_OUTLET,
    Decision,
    Review,
    check_note,
    checked_outlet,
)
from factory.reviews.seen_hashes import Seen
from factory.reviews.viewing import UNSEEN, Viewing
from factory.workflow.phases import earliest
from wiring.factory import Factory, open_factory

Release = Literal["running", "waiting", "paused", "scheduled", "another reviewer", "none"]
RELEASES: Mapping[Beginning, Release] = {
    "begun": "running",
    "queued": "waiting",
    "paused": "paused",
}


class Decided(Payload):
    """What was recorded, and what follows from it."""

    video_id: str
    decision: Decision
    outlet: str = EVERY_OUTLET
    """The one that it speaks of; empty: all of them."""
    master_sha256: str
    release: Release
    publish_at: datetime | None = None
    standing_at: tuple[str, ...] = ()
    """Where this very master is out already."""
    perhaps_at: tuple[str, ...] = ()
    """Where it was just about to go when its process ended, so that nobody knows whether it did."""


def master_to_decide(video_id: str) -> MasterFacts:
    """Return the master as it lies there now, for somebody to look at.

    Raises:
        PermanentError: there is none.
    """
    with open_factory() as factory:
        return master_of(factory, video_id)


def decide(
    video_id: str,
    decision: Decision,
    seen: str,
    note: str,
    viewing: Viewing = UNSEEN,
    *,
    outlet: str = EVERY_OUTLET,
) -> Decided:
    """Record a decision about the master that was seen; an approval starts the release.

    Args:
        video_id: whose master.
        decision: what somebody thinks of it.
        seen: the first digits of the master's SHA-256, at least sixteen, and behind a hyphen those of
            the listing's.
        note: why; stays with the factory.
        viewing: what of it was played, and what was noted at which second.
        outlet: the one that it speaks of; empty: all of them.

    Raises:
        BadInput: `seen` is no such hash, nobody says why not, or the video does not go there.
        PermanentError: another master lies there by now, or none, or another listing; or rules
            refuse it.
    """
    with open_factory() as factory:
        review = record(factory, video_id, decision, seen, note, viewing, outlet=outlet)
        return _followed(factory, review)


def record(
    factory: Factory,
    video_id: str,
    decision: Decision,
    seen: str,
    note: str,
    viewing: Viewing = UNSEEN,
    *,
    outlet: str = EVERY_OUTLET,
) -> Review:
    """Record a decision and nothing else: of an approval, a running factory starts the release.

    For arguments and errors see `decide`.
    """
    shown = Seen.of(seen, video_id)
    if not viewing.notes:
        check_note(decision, note)
    master = master_of(factory, video_id)
    if not shown.is_master(master.sha256):
        raise PermanentError(
            f"{video_id}: the master that was seen is {shown.master}, the one that lies there "
            f"now is {short_hash(master.sha256)}, made at {master.made_at:%Y-%m-%d %H:%M %Z}; "
            f"nothing was decided. Look at that one {_decide_again(video_id, master.seen)}"
        )
    if not shown.is_listing(master.listing_sha256):
        raise PermanentError(
            f"{shown.another_listing(video_id)} {_decide_again(video_id, master.seen)}"
        )
    if decision == "approved" and (why := refusal_of(factory, video_id)):
        raise PermanentError(why)
    channel = factory.catalogue.briefs.newest(video_id).channel
    review = factory.catalogue.reviews.decide(
        Review(
            video_id=video_id,
            master_sha256=master.sha256,
            listing_sha256=master.listing_sha256,
            decision=decision,
            outlet=checked_outlet(decision, outlet, channel.outlets),
            reviewer=acting(),
            place=acting_at(),
            note=note,
            notes=viewing.notes,
            played_share=viewing.share_of(master.seconds),
            decided_at=datetime.now(UTC),
        )
    )
    keep_approved(factory, [review])
    return review


def refusal_of(factory: Factory, video_id: str) -> str:
    """Return why an approval would come to nothing: rules that refuse what is made; else nothing."""
    try:
        findings = findings_so_far(factory, video_id)
    except PermanentError:
        return ""  # what cannot be read now is the release's to tell
    reasons = " ".join(finding.sentence for finding in findings if finding.refuses)
    if not reasons:
        return ""
    return (
        f"{video_id} cannot be approved: its release would be refused. {reasons} Nothing was "
        "decided; mend it in the brief or the channel, and make the video again"
    )


def _followed(factory: Factory, review: Review) -> Decided:
    """Start the release of what may go out, and return what follows."""
    video_id, accepted = review.video_id, factory.catalogue.briefs.newest(review.video_id)
    told = Decided(
        video_id=video_id,
        decision=review.decision,
        outlet=review.outlet,
        master_sha256=review.master_sha256,
        release="none",
    )
    if review.decision == "rejected":
        posts = factory.catalogue.reports.show(video_id).posts
        ours = [
            post
            for post in posts
            if post.master_sha256 == review.master_sha256
            and review.outlet in (EVERY_OUTLET, post.outlet)
        ]
        out = {
            "standing_at": tuple(
                post.url or f"{outlet_name(post.outlet)} (no address yet)"
                for post in ours
                if post.stands
            ),
            "perhaps_at": tuple(post.url for post in ours if post.url and not post.published_at),
        }
        return told.model_copy(update=out)
    if review.decision != "approved":
        return told
    if not review.approves(accepted.channel.review):
        return told.model_copy(update={"release": "another reviewer"})
    due = earliest("publish", accepted.brief)
    if due and due > datetime.now(UTC):
        factory.catalogue.launches.request(
            video_id, "publish", "approved", by="factory", not_before=due
        )
        return told.model_copy(update={"release": "scheduled", "publish_at": due})
    started = launch(factory, running_dagster(), video_id, "publish", "approved")
    return told.model_copy(update={"release": RELEASES[started]})


def _decide_again(video_id: str, seen: str) -> str:
    """Return where to look and how to decide, in words of the place where it was tried."""
    if acting_at() in ("api", "mcp"):
        return f"with `show_video`, then decide with {seen} as `seen`"
    if acting_at() == "terminal":
        return f"(`factory open {video_id}`), then decide with --seen {seen}"
    return "on its page, then decide"
