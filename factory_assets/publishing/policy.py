"""The policy that decides where a channel wants nobody to look."""

from datetime import UTC, datetime

from factory.ports import Outlets, Reviews, Switches
from factory.reviews.decision import EVERY_OUTLET, POLICY, Review
from factory.rules.evidence import Evidence

SWITCH = "auto_approval"


def decided_by_policy(
    evidence: Evidence, reviews: Reviews, outlets: Outlets, switches: Switches
) -> None:
    """Approve by `review: automatic` what nobody has decided about.

    While the switch `auto_approval` is off, that holds for outlets on this machine alone: whatever
    would leave it waits for a person.
    """
    channel, video_id = evidence.accepted.channel, evidence.accepted.video_id
    if channel.review != "automatic":
        return
    master = evidence.hashes[evidence.render.master.name]
    undecided = [one for one in channel.outlets if not reviews.review(video_id, master, one)]
    may = [one for one in undecided if not outlets.outlet(one).distributes or switches.on(SWITCH)]
    whole = may == list(channel.outlets)
    for outlet in (EVERY_OUTLET,) if whole else may:
        reviews.decide(
            Review(
                video_id=video_id,
                master_sha256=master,
                decision="approved",
                outlet=outlet,
                reviewer=POLICY,
                place="factory",
                note=f"channel {channel.name} says review: automatic",
                decided_at=datetime.now(UTC),
            )
        )
