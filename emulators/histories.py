"""Figures of videos that were never published, for trying out what is made of figures.

`python -m emulators.histories --days 60 VIDEO ...` prints a plain CSV that `factory figures import`
reads. The same videos and last day give the same figures.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from emulators.content.viewers import Viewers

OUTLET = "emulated"
COLUMNS = (
    "day",
    "video",
    "outlet",
    "views",
    "engaged_views",
    "watch_seconds",
    "likes",
    "comments",
    "shares",
    "subscribers_gained",
    "impressions",
    "click_rate",
    "average_view_share",
)


def rows_of(video: str, first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Yield one video's days; see `Viewers.day`."""
    viewers = Viewers(video, first)
    for age in range((last - first).days + 1):
        day = first + timedelta(days=age)
        if counted := viewers.day(day):
            yield (day, video, OUTLET, *(getattr(counted, name) for name in COLUMNS[3:]))


def spread(videos: Sequence[str], days: int, last: date) -> Iterator[tuple[object, ...]]:
    """Yield the days of several videos, which went out one after the other over the whole time."""
    for place, video in enumerate(videos):
        after = round(place * (days - 1) / max(1, len(videos)))
        yield from rows_of(video, last - timedelta(days=days - 1 - after), last)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of videos up to yesterday."""
    parser = argparse.ArgumentParser(prog="python -m emulators.histories", description=__doc__)
    parser.add_argument("videos", nargs="+", metavar="VIDEO", help="IDs, the oldest first")
    parser.add_argument("--days", type=int, default=60, help="how far back; default: 60")
    asked = parser.parse_args(arguments)
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    out.writerows(spread(asked.videos, asked.days, yesterday))


if __name__ == "__main__":
    main()
