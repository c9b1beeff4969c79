"""Moderation: what a vendor's classifier flagged in words and pictures, as data."""

from collections.abc import Sequence

from factory.records import Payload, Provider

TEXTS_AT_ONCE = 32
"""More in one request, and an endpoint may refuse it."""


class FlagReason(Payload):
    """Why something was flagged."""

    category: str
    """The vendor's word: `violence/graphic`."""
    score: float
    """Of 1."""


class Classification(Payload):
    """What a classifier said of some texts, or of one picture, in the order they were shown."""

    each: tuple[tuple[FlagReason, ...], ...]
    """Of every one why it was flagged; empty where it was not."""


def batches(texts: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """Return the texts in parts, each for one request."""
    return [texts[n : n + TEXTS_AT_ONCE] for n in range(0, len(texts), TEXTS_AT_ONCE)]


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
