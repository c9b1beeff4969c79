"""Rules for the decision about a master: somebody agreed to exactly this one, and when it may go out."""

from collections.abc import Mapping
from datetime import UTC, datetime

from factory.channel.channel import Channel
from factory.channel.review_settings import Policy
from factory.listing.listing import Listing
from factory.master.render import Render
from factory.reviews.decision import POLICY, Review
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, judged_all, not_asked, quoted, rule

WHO_APPROVES: Mapping[Policy, str] = {
    "required": "a person",
    "two_reviewers": "two people",
    "automatic": f"a person or `{POLICY}`",
}


@rule(
    stage="releases",
    needs=(Listing, Render),
    description="The newest decision about exactly this master and this listing is an approval by whom the channel "
    "allows.",
    at_release=True,
)
def review_is_an_approval_of_this_master(evidence: Evidence) -> Judgement:
    accepted, master = evidence.accepted, evidence.render.master
    listing = evidence.listing_file.sha256
    return judge_review(
        evidence.review, accepted.video_id, master.sha256, listing, accepted.channel
    )


def judge_review(
    review: Review | None,
    video_id: str,
    master_sha256: str,
    listing_sha256: str,
    channel: Channel,
) -> Judgement:
    """Say whether this decision lets this master of this video be published under this listing."""
    faults: list[str] = []
    if review is None:
        faults.append("no decision")
    else:
        if review.decision != "approved":
            faults.append(f"{review.decision} by {quoted(review.reviewer)}")
        if (review.video_id, review.master_sha256) != (video_id, master_sha256):
            faults.append(f"a decision about {review.video_id}, {review.master_sha256[:12]}")
        if not review.covers(listing_sha256):
            faults.append(f"the listing changed since the approval by {quoted(review.reviewer)}")
        if not review.reviewer.strip():
            faults.append("a decision by nobody")
        if channel.review != "automatic" and review.reviewer.lower().startswith("policy:"):
            faults.append(f"decided by {quoted(review.reviewer)}")
        elif review.decision == "approved" and not review.approves(channel.review):
            faults.append(f"approved by {quoted(review.reviewer)} alone")
    who = WHO_APPROVES[channel.review]
    return judged_all(
        faults,
        wanted=f"{master_sha256[:12]} approved by {who}",
        found=f"approved by {quoted(review.reviewer)}" if review else "",
        advice=f"look at the master and its listing, then `factory approve {video_id}` or mend it",
    )


@rule(
    stage="releases",
    needs=(),
    severity="warning",
    description="The brief asks for no publication after the decision was made.",
    at_release=True,
)
def no_later_publication_is_asked_for(evidence: Evidence) -> Judgement:
    asked = evidence.accepted.brief.publish_at
    if asked is None:
        return not_asked("the brief names no time")
    decided = evidence.review.decided_at if evidence.review else evidence.accepted.accepted_at
    return judged(
        _utc(asked) <= _utc(decided),
        wanted=f"not before {asked.isoformat()}",
        found=f"decided {decided.isoformat()}",
        advice="keep the post private or scheduled until then",
    )


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
