"""Alternative: another title, thumbnail or visibility of a video's post, and what was decided about it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import combinations, takewhile
from typing import Final, Literal, Self

from factory.channel.review_settings import Policy
from factory.records import Payload

AlternativeVerdict = Literal["approved", "rejected"]
VISIBILITIES: Final[Mapping[str, int]] = {"private": 0, "unlisted": 1, "public": 2}
"""By how many people may see a post."""
LEAST_SEEN: Final = min(VISIBILITIES, key=VISIBILITIES.__getitem__)
"""What nobody needs to approve: whoever asks for it shows a post to fewer people."""


class AlternativeDecision(Payload):
    """What somebody decided about one title, picture or visibility; another one is decided about anew."""

    video_id: str
    what: str
    """`title`, `thumbnail` or `visibility`."""
    sha256: str
    """Of the title's text, of the picture's bytes, or of a visibility of one master with one listing."""
    says: str
    """The title or the visibility; of a thumbnail its name among the video's files."""
    decision: AlternativeVerdict
    reviewer: str
    place: str
    """Where it was decided; see `factory.reviews.decision.Place`."""
    note: str = ""
    decided_at: datetime
    people: frozenset[str] = frozenset()
    """Who may be behind the reviewer's name, as the catalogue finds it; empty: the reviewer alone."""

    def by_another(self, other: Self) -> bool:
        """Whether two people are behind this and another decision."""
        mine, theirs = (one.people or {one.reviewer} for one in (self, other))
        return mine.isdisjoint(theirs)


def title_sha256(title: str) -> str:
    """Return by what a decision knows a title."""
    return sha256(title.encode()).hexdigest()


def visibility_sha256(visibility: str, master_sha256: str, listing_sha256: str) -> str:
    """Return by what a decision knows who may see a master that is listed so."""
    return sha256(f"{visibility}\n{master_sha256}\n{listing_sha256}".encode()).hexdigest()


def not_agreed(decisions: Sequence[AlternativeDecision], policy: Policy) -> str:
    """Say why an alternative may not be shown yet; empty where it may.

    Args:
        decisions: about exactly this one, the oldest first.
        policy: of its channel; what it leaves to nobody is not asked here.
    """
    newest = decisions[-1] if decisions else None
    if newest is None:
        return "nobody has approved it yet"
    if newest.decision == "rejected":
        return f"it was rejected by {newest.reviewer}" + (f": {newest.note}" if newest.note else "")
    since = takewhile(lambda one: one.decision == "approved", reversed(decisions))
    pairs = combinations(since, 2)
    if policy == "two_reviewers" and not any(one.by_another(other) for one, other in pairs):
        return f"{newest.reviewer} alone has approved it; another reviewer must, too"
    return ""


def is_asked(decisions: Sequence[AlternativeDecision], policy: Policy) -> bool:
    """Whether somebody is still to decide about an alternative; one that was rejected is no question."""
    rejected = bool(decisions) and decisions[-1].decision == "rejected"
    return not rejected and bool(not_agreed(decisions, policy))


def together_sha256(shown: Iterable[tuple[int, str]]) -> str:
    """Return by what several planned changes are known that are decided about at once.

    Args:
        shown: the number of each, and the hash of what it shows.
    """
    said = "\n".join(f"{number}:{digest}" for number, digest in sorted(shown))
    return sha256(said.encode()).hexdigest()
