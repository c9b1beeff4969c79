"""Review: what a person, or the channel's policy, decided about one master file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from factory.channel.review_settings import Policy
from factory.documents.error_words import listed, shown
from factory.errors import BadInput
from factory.records import Payload
from factory.reviews.viewing import Note

Decision = Literal["approved", "rejected", "changes", "held"]
"""`changes`: not as it is, another version is wanted. `held`: parked, neither wanted nor refused."""

DECISIONS: tuple[Decision, ...] = ("approved", "rejected", "changes", "held")
NEEDS_A_NOTE: frozenset[Decision] = frozenset({"rejected", "changes"})
"""Without a reason the next version cannot be right."""


def lacks_a_note(decision: Decision, note: str) -> bool:
    """Whether a reason is wanted and none is given."""
    return decision in NEEDS_A_NOTE and not note.strip()


def check_note(decision: Decision, note: str) -> None:
    """Raise BadInput where a reason is wanted and none is given."""
    if lacks_a_note(decision, note):
        raise BadInput(
            "why not is not said, so that the next version can be right; nothing was decided"
        )


POLICY = "policy: automatic"
TIMED_OUT = "policy: nobody decided in time"
EVERY_OUTLET = ""
"""In place of an outlet's name: wherever the video goes."""
Place = Literal["", "desk", "terminal", "api", "mcp", "slack", "discord", "factory"]
"""Where somebody decided; empty where that was not recorded yet."""


class Review(Payload):
    """One decision; of those that speak of an outlet, the newest about a master counts there."""

    video_id: str
    master_sha256: str
    listing_sha256: str = ""
    """Of the listing that was shown with it, which names the thumbnail's hash; empty: there was none."""
    decision: Decision
    outlet: str = EVERY_OUTLET
    """The one that it speaks of; empty: of all. Whoever holds a video holds it for all."""
    reviewer: str
    """A person's name, or `policy: automatic` where the channel says so in so many words."""
    agreed_with: str = ""
    """Of an approval: another reviewer, who had approved the same before."""
    place: Place = ""
    note: str = ""
    notes: tuple[Note, ...] = ()
    """About single seconds of the master."""
    played_share: float | None = None
    """How much of it the reviewer had played, from 0 to 1; None where nobody can say."""
    decided_at: datetime

    @property
    def by_policy(self) -> bool:
        """Whether no person decided this."""
        return self.reviewer == POLICY

    def approves(self, policy: Policy) -> bool:
        """Whether by a channel's policy nobody else need agree."""
        enough = policy != "two_reviewers" or bool(self.agreed_with)
        return self.decision == "approved" and enough

    def covers(self, listing_sha256: str) -> bool:
        """Whether it holds for a listing: an approval for the one that was shown alone."""
        return self.decision != "approved" or self.listing_sha256 == listing_sha256


def checked_outlet(decision: Decision, outlet: str, outlets: Sequence[str]) -> str:
    """Return the outlet that a decision speaks of.

    Raises:
        BadInput: the video does not go there, or it would be held for one outlet alone.
    """
    if outlet == EVERY_OUTLET:
        return outlet
    if decision == "held":
        raise BadInput(
            f"a video is held for every outlet, not for {shown(outlet)} alone; leave the outlet out, "
            "or reject it for that one"
        )
    if outlet not in outlets:
        raise BadInput(f"the outlet {shown(outlet)}: this video goes to {listed(outlets)}")
    return outlet


def decisive(decisions: Sequence[Review], policy: Policy) -> Review | None:
    """Return the decision by which a master goes out at all, given the newest about each outlet.

    An approval for one outlet suffices; where there is none, the newest decision says why not.
    """
    newest_first = sorted(decisions, key=lambda one: one.decided_at, reverse=True)
    approvals = [one for one in newest_first if one.approves(policy)]
    return next(iter((*approvals, *newest_first)), None)
