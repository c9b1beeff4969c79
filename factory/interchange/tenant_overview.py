"""How one tenant does: its videos, money, queue, decisions, failures and people, at one moment."""

from factory.interchange.video_filter import GROUPS
from factory.people.tenant import Bounds

DAYS = 30
"""How far back decisions, runs and posts are counted."""


class TenantOverview(Bounds):
    """What whoever answers for a tenant wants to see at one look."""

    tenant: str
    channels: tuple[str, ...]
    videos: dict[str, int]
    """By the word of `factory.workflow.status`; words that no video stands at are left out."""
    limit_usd: float
    """A month, of all its channels together."""
    spent_usd: float
    """Since the first of the month (UTC), what is in doubt included."""
    reserved_usd: float
    waiting: int
    """Phases that are due, and nobody has begun."""
    oldest_seconds: float
    """How long the oldest of these has waited; 0 where none waits."""
    decisions: int
    approved: float | None
    """Share of the decisions of the last 30 days, those that hold a video left out; None: none."""
    runs: int
    """Ended in the last 30 days; those that were called off do not count."""
    failed_runs: int
    published: int
    """Posts that came out in the last 30 days."""
    people: int
    """Who may come in for it alone, and for the default tenant who may come in for all; nobody who
    was shut out."""
    tokens: int

    @property
    def left_usd(self) -> float:
        """What may still be spent this month."""
        return self.limit_usd - self.spent_usd - self.reserved_usd

    def standing(self, group: str) -> int:
        """Return how many videos stand at one of a group's words, see `GROUPS`."""
        return sum(self.videos.get(word, 0) for word in GROUPS[group])
