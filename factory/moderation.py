"""Moderation: what a vendor's classifier flags in words and pictures, as findings."""

from collections.abc import Sequence

from factory.finding import Finding
from factory.payload import Payload
from factory.rules.rule import RuleInfo

WORDS = RuleInfo(
    "words_pass_moderation",
    "scripts",
    "The channel's moderation service flags none of the words.",
)
PICTURES = RuleInfo(
    "pictures_pass_moderation",
    "visuals",
    "The channel's moderation service flags none of the pictures.",
)


class Flag(Payload):
    """One thing that was flagged."""

    subject: str
    """`sentence s003-2`, `picture of s003`."""
    category: str
    """The vendor's word: `violence/graphic`."""
    score: float
    """Of 1."""


def judged(rule: RuleInfo, flags: Sequence[Flag], looked_at: int) -> Finding:
    """Return what moderation found.

    Args:
        rule: `WORDS` or `PICTURES`.
        flags: all there are.
        looked_at: how many texts or pictures were shown to the vendor.
    """
    return rule.judge_all(
        [f"{flag.subject}: {flag.category} ({flag.score:.2f})" for flag in flags],
        wanted="nothing flagged",
        found=f"nothing flagged in {looked_at}",
        advice="change what is flagged, or take `moderation` out of the channel file",
    )
