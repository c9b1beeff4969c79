"""Ideas: what was proposed, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from factory.ideas.campaign import Campaign
from factory.ideas.duplicate_check import Told
from factory.ideas.idea import KeptIdea, ProposedIdea
from factory.ideas.trend import FeedEntry

if TYPE_CHECKING:  # numbers in rows are loaded by whoever makes them
    import numpy as np
    from numpy.typing import NDArray

    from factory.ideas.similar_titles import Vector


class Ideas(Protocol):
    """Every idea that was ever proposed."""

    def propose(self, ideas: Sequence[ProposedIdea], approve_above: float | None) -> int:
        """Keep ideas of one channel; one that is there already stays as it is.

        Args:
            ideas: as they are proposed.
            approve_above: those that score so much are approved at once; None: none is.

        Returns:
            How many are new.
        """
        ...

    def of_day(self, day: date) -> Sequence[KeptIdea]:
        """Return the ideas of a day, by channel, the best first."""
        ...

    def told(self, channel: str) -> Sequence[Told]:
        """Return all that a channel has told, or that was proposed to it."""
        ...


class TitleMeanings(Protocol):
    """What titles mean, as a model tells it."""

    def knows(self, language: str) -> bool:
        """Whether there is a model that knows a language, a BCP 47 code."""
        ...

    def vectors(self, titles: Collection[str]) -> "Mapping[str, Vector]":
        """Return a unit vector for each title; the smaller the angle, the nearer in meaning."""
        ...


class MeaningModel(Protocol):
    """Reckons what titles mean."""

    @property
    def model(self) -> str:
        """Its name; by another one, titles are reckoned anew."""
        ...

    def knows(self, language: str) -> bool:
        """Whether it is there and knows a language, a BCP 47 code."""
        ...

    def vectors(self, titles: Sequence[str]) -> "NDArray[np.float32]":
        """Return one unit vector for each title, shape (n, width)."""
        ...


class Campaigns(Protocol):
    """Goals to which channels give a share of their ideas."""

    def running(self, day: date) -> Sequence[Campaign]:
        """Return those for which ideas are drawn on a day, the first begun first."""
        ...


class Feeds(Protocol):
    """What is talked about elsewhere."""

    def entries(
        self, urls: Sequence[str], now: datetime
    ) -> tuple[Sequence[FeedEntry], Sequence[str]]:
        """Return what feeds said of late, and what was wrong with those that could not be read.

        A feed that cannot be read keeps what it said before, and costs no other its turn.
        """
        ...


class ApprovedIdeas(Protocol):
    """Ideas that are to become videos."""

    def to_make(self) -> Sequence[KeptIdea]:
        """Return approved ideas of which no video was made, and which were not refused."""
        ...

    def made(self, idea_id: str, video_id: str) -> None:
        """Record the video that was made of one."""
        ...

    def refused(self, idea_id: str, why: str) -> None:
        """Record why no video can be made of one; it waits until somebody approves it again."""
        ...
