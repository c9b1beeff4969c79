"""The wording of messages about reviews: what somebody who decides is told of a master, and what was decided."""

from collections.abc import Sequence
from datetime import UTC

from factory.brief.brief import AcceptedBrief
from factory.errors import PermanentError
from factory.messages.message import Message
from factory.messages.review_reminders import Step
from factory.money.dollars import dollars
from factory.ports import Artifacts, Briefs, Costs, Outlets, VideoFiles, Waivers
from factory.reviews.decision import Decision, Review
from factory.rules.evidence import LISTING_NAME
from factory.rules.finding import Count, Finding
from factory.rules.registry import RULES
from factory.text.languages import language_name
from factory_assets.publishing.evidence import evidence_of
from factory_assets.stage.recorded_files import recorded_sha256

MOST_FINDINGS = 6
FINDING_CHARS = 300
POSTER = "poster.jpg"
HEADINGS: dict[Step, str] = {
    "ask": "To decide",
    "remind": "Still to decide",
    "escalate": "Nobody has decided",
}
WORDS: dict[Decision, str] = {
    "approved": "Approved",
    "rejected": "Rejected",
    "changes": "Changes asked for",
    "held": "Held",
}


def review_request(
    video_id: str,
    master_sha256: str,
    briefs: Briefs,
    artifacts: Artifacts,
    costs: Costs,
    store: VideoFiles,
    waivers: Waivers,
    outlets: Outlets,
) -> Message:
    """Return the message that asks for a decision about a master: length, cost, findings, poster."""
    accepted = briefs.newest(video_id)
    facts = [_about(accepted)]
    try:
        evidence = evidence_of(video_id, briefs, artifacts, store, waivers, outlets)
        seconds = evidence.video_seconds
        facts.append(f"{_length(seconds)}, {dollars(costs.cost_usd(video_id))}")
        facts += _found(RULES.assess_so_far(evidence))
    except PermanentError as error:
        facts.append(f"What there is of it cannot be read: {error}"[:FINDING_CHARS])
    facts.append(f"Master {master_sha256[:12]}")
    return Message(
        heading=HEADINGS["ask"],
        title=accepted.brief.title,
        facts=tuple(facts),
        link=f"/review/{video_id}",
        picture=POSTER,
        video_id=video_id,
        master_sha256=master_sha256,
        listing_sha256=recorded_sha256(artifacts, video_id, "listings", LISTING_NAME),
    )


def _about(accepted: AcceptedBrief) -> str:
    brief, channel = accepted.brief, accepted.channel
    seen = {"youtube": channel.youtube.visibility} if channel.youtube else {}
    outlets = ", ".join(f"{one} ({seen[one]})" if one in seen else one for one in channel.outlets)
    return f"{channel.title}: {brief.format}, {language_name(brief.language)}, for {outlets}"


def _length(seconds: float | None) -> str:
    if seconds is None:
        return "Of unknown length"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} long"


def _found(findings: Sequence[Finding]) -> list[str]:
    """Return what the rules say against it, the most grave first, and how many hold."""
    against = [one for one in findings if not one.passed]
    against.sort(key=lambda one: not one.refuses)
    lines = [one.sentence[:FINDING_CHARS] for one in against[:MOST_FINDINGS]]
    more = len(against) - len(lines)
    count = Count.of(findings)
    last = f"{count.passed} of {count.asked} rules hold"
    return [*lines, f"{last}, and {more} more remarks" if more > 0 else last]


def decided_sentence(review: Review) -> str:
    """Return what was decided, by whom, when and why."""
    where = f" for {review.outlet}" if review.outlet else ""
    both = f" and {review.agreed_with}" if review.agreed_with else ""
    when = f"{review.decided_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    note = f": {review.note}" if review.note else ""
    return f"{WORDS[review.decision]}{where} by {review.reviewer}{both}, {when}{note}."
