"""Viewing: what of a master a reviewer really played, and what was noted at which second."""

from collections.abc import Sequence

from pydantic import Field

from factory.records import Payload

MOST_NOTES = 200
MOST_RANGES = 2_000
GAP_SECONDS = 0.25
"""Players report ranges that touch as two; a gap this small is none."""


class Note(Payload):
    """What a reviewer said about one moment."""

    at: float = Field(ge=0, le=200_000)
    """Second of the master."""
    words: str = Field(min_length=1, max_length=500)


class Viewing(Payload):
    """How somebody looked at a master before deciding."""

    notes: tuple[Note, ...] = Field(default=(), max_length=MOST_NOTES)
    played: tuple[tuple[float, float], ...] = Field(default=(), max_length=MOST_RANGES)
    """Ranges in seconds, as the player told them."""

    def share_of(self, seconds: float | None) -> float | None:
        """Return how much of a master so long was played, from 0 to 1; None where nobody can say."""
        if not seconds or not self.played:
            return None
        found = sum(end - start for start, end in merged(self.played, seconds))
        return round(min(1.0, found / seconds), 4)


UNSEEN = Viewing()


def merged(played: Sequence[tuple[float, float]], seconds: float) -> list[tuple[float, float]]:
    """Return the ranges in order, within the master, each second in one of them at most."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(played):
        begin, stop = max(0.0, start), min(seconds, end)
        if not begin < stop:
            continue
        if found and begin <= found[-1][1] + GAP_SECONDS:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((begin, stop))
    return found
