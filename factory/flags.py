"""Flags: what moderation found in a manifest's words or pictures, kept with them."""

from factory.payload import Payload, Provider


class Flag(Payload):
    """One thing that was flagged."""

    subject: str
    """`sentence s003-2`, `picture of s003`."""
    category: str
    """The vendor's word: `violence/graphic`."""
    score: float
    """Of 1."""

    @property
    def words(self) -> str:
        """It, for people: `sentence s003-2: violence/graphic (0.97)`."""
        return f"{self.subject}: {self.category} ({self.score:.2f})"


class Moderated(Payload):
    """What a classifier was shown of one manifest, and what it flagged."""

    looked_at: int
    """How many texts or pictures."""
    flags: tuple[Flag, ...]
    provider: Provider
