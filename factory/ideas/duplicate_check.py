"""Duplicates: whether a channel has told something already, or thought of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from factory.channel.idea_settings import IdeaSettings
from factory.ideas.idea import IdeaStatus
from factory.ideas.letter_similarity import same_words


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel has told or thought of before."""

    title: str
    day: date
    state: IdeaStatus
    """`approved`: made, or to be made; every video counts as that."""
    about: str = ""


def is_new(title: str, settings: IdeaSettings, day: date, told: Iterable[Told]) -> bool:
    """Whether it may be proposed: not told, not waiting for a decision, not turned down lately.

    Args:
        title: what it is called.
        settings: how long the channel leaves alone what was turned down.
        day: for which it would be proposed; what came on it or later does not count.
        told: all that the channel has told, and what was ever proposed to it.
    """
    words = same_words(title)
    cooled = day - timedelta(days=settings.cooling_days)
    return not any(
        before.state != "rejected" or before.day > cooled
        for before in told
        if before.day < day and words in (same_words(before.title), same_words(before.about))
    )
