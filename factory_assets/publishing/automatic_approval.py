"""Automatic approval: what decides where a channel wants nobody to look."""

from datetime import UTC, datetime

from factory.ports import Reviews, Switches
from factory.reviews.decision import EVERY_OUTLET, POLICY, Review
from factory.rules.evidence import LISTING_NAME, Evidence

SWITCH = "auto_approval"


def decided_by_policy(evidence: Evidence, reviews: Reviews, switches: Switches) -> None:
    """Approve by `review: automatic` what nobody has decided about as it is now.

    While the switch `auto_approval` is off, or where another provider stood in for the channel's
    first choice, that holds for outlets on this machine alone: whatever would leave it waits for a person.
    """
    channel, video_id = evidence.accepted.channel, evidence.accepted.video_id
    if channel.review != "automatic":
        return
    master = evidence.hashes[evidence.render.master.name]
    listing = evidence.hashes[LISTING_NAME]
    found = {one: reviews.review(video_id, master, one) for one in channel.outlets}
    undecided = [name for name, one in found.items() if one is None or not one.covers(listing)]
    seen_through = switches.on(SWITCH) and not any(one.instead_of for one in evidence.providers)
    may = [one for one in undecided if seen_through or one not in evidence.distributing]
    whole = may == list(channel.outlets)
    for outlet in (EVERY_OUTLET,) if whole else may:
        reviews.decide(
            Review(
                video_id=video_id,
                master_sha256=master,
                listing_sha256=listing,
                decision="approved",
                outlet=outlet,
                reviewer=POLICY,
                place="factory",
                note=f"channel {channel.title} ({channel.name}) says review: automatic",
                decided_at=datetime.now(UTC),
            )
        )
