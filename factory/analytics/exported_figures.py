"""Exported figures: a spreadsheet with a row for each video and day, which `imported_figures` reads."""

from collections.abc import Iterable, Iterator
from typing import Final

from factory.analytics.figures import METRICS, Observation

COLUMNS: Final = ("day", "video", "outlet", *METRICS)


def rows_of(observations: Iterable[Observation]) -> Iterator[list[object]]:
    """Yield the head, then a row for each observation; an unknown figure is an empty cell."""
    yield list(COLUMNS)
    for one in observations:
        known = one.figures.known()
        yield [one.day, one.video_id, one.outlet, *(known.get(name) for name in METRICS)]
