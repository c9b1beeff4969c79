"""Time left: how long a stage still takes, by the pace of what it has done."""

from typing import Final

TELLING_SHARE: Final = 0.1
TELLING_SECONDS: Final = 10.0
"""From where on a pace tells something: the first units of a stage tell little."""
MISJUDGED: Final = 2.0
"""What takes so many times as long as was said was misjudged, and is not said on."""


def seconds_left(
    done: int, reused: int, total: int, worked_seconds: float, before: float | None
) -> float | None:
    """Return how long it still takes, never more than was said last; None where that cannot be told.

    The first units may have been quick by luck: nothing is told as long as the pace says far more than
    was said.

    Args:
        done: of what is counted, so much is over.
        reused: of that, so much was there already and went by in no time.
        total: all that is counted.
        worked_seconds: since the first of it was begun.
        before: what was said last; None where nothing was.
    """
    made = done - reused
    if not total or made <= 0 or done / total < TELLING_SHARE or worked_seconds < TELLING_SECONDS:
        return before
    found = worked_seconds / made * max(0, total - done)
    if before is not None and found > MISJUDGED * before:
        return None
    return found if before is None else min(before, found)
