"""Figures of videos that were never published, for trying out what is made of figures.

`python -m emulators.histories --days 60 VIDEO ...` prints a plain CSV that `factory figures import`
reads. The same videos and last day give the same figures.
"""

import argparse
import csv
import math
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

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
WEEK = (0.92, 0.9, 0.94, 1.0, 1.12, 1.18, 1.08)
"""Views by weekday, Monday first."""
VIDEO_SECONDS = 50.0


def rows_of(video: str, first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Yield one video's days: a burst that fades within a week, a long tail, noise, one odd day in a while."""
    chance = random.Random(f"{video} {first}")
    liked = math.exp(chance.gauss(0, 0.7))
    watched = min(1.3, max(0.25, chance.gauss(0.62, 0.12)))
    clicked = min(0.12, max(0.01, chance.gauss(0.045, 0.015)))
    for age in range((last - first).days + 1):
        day = first + timedelta(days=age)
        level = liked * (900 * math.exp(-age / 2.5) + 120 / (1 + age / 20))
        level *= WEEK[day.weekday()] * math.exp(chance.gauss(0, 0.12))
        level *= chance.choice((0.3, 3.0)) if chance.random() < 0.01 else 1.0
        views = round(level)
        yield (
            day,
            video,
            OUTLET,
            views,
            round(views * 0.8),
            round(views * watched * VIDEO_SECONDS),
            round(views * 0.04),
            round(views * 0.004),
            round(views * 0.006),
            round(views * 0.003),
            round(views / clicked * 0.6),
            round(clicked, 4),
            round(watched, 4),
        )


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
