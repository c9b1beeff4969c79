"""Whose figures they are: posts by ID, by address, or by the title that a platform shows."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from factory.analytics.figures import DayFigures
from factory.analytics.imported_figures import Row
from factory.records import Payload

_YOUTUBE = re.compile(r"(?:youtu\.be/|youtube\.com/(?:watch\?v=|shorts/))([\w-]{11})")


class PostedVideo(Payload):
    """A video by the names it has outside; it need not have been posted by the factory."""

    video_id: str
    title: str
    outlet: str = ""
    post_id: str = ""
    url: str = ""
    posted_on: date | None = None
    """In UTC; None where the factory has not posted it."""


@dataclass(frozen=True, slots=True)
class PostedVideos:
    """Finds a video by what a platform calls it."""

    by_name: dict[str, str]
    """Video IDs by video ID, post ID and address."""
    by_title: dict[str, str]
    """Video IDs by a title that one video alone has."""
    posted_on: dict[str, date]
    """By video ID, the first day on which it was out anywhere."""

    @classmethod
    def of(cls, posted: Iterable[PostedVideo]) -> Self:
        """Read the names of all of them."""
        every = tuple(posted)
        titles = {one.video_id: _plain(one.title) for one in every}
        count = Counter(titles.values())
        by_name = {one.video_id: one.video_id for one in every}
        for one in every:
            by_name |= {
                name: one.video_id for name in (one.post_id, one.url, youtube_id(one.url)) if name
            }
        posted_on: dict[str, date] = {}
        for one in every:
            if one.posted_on:
                posted_on[one.video_id] = min(
                    one.posted_on, posted_on.get(one.video_id, one.posted_on)
                )
        by_title = {t: v for v, t in titles.items() if t and count[t] == 1}
        return cls(by_name, by_title, posted_on)

    def video(self, row: Row) -> str | None:
        """Return whose row it is; None where nobody is known by its ID, address or title."""
        for name in (row.post, youtube_id(row.post)):
            if name and (found := self.by_name.get(name)):
                return found
        return self.by_title.get(_plain(row.title))

    def sorted_out(self, rows: Iterable[Row]) -> tuple[list[DayFigures], Sequence[Row]]:
        """Return the figures of our videos, and the rows of others."""
        ours: list[DayFigures] = []
        others: list[Row] = []
        for row in rows:
            if video_id := self.video(row):
                ours.append(
                    DayFigures(
                        day=row.day, video_id=video_id, outlet=row.outlet, figures=row.figures
                    )
                )
            else:
                others.append(row)
        return ours, others

    def was_out(self, one: DayFigures) -> bool:
        """Whether its video was out on that day; a platform's day may begin a day before ours."""
        posted = self.posted_on.get(one.video_id)
        return posted is None or one.day >= posted - timedelta(days=1)


def youtube_id(address: str) -> str:
    """Return the video's ID in an address of YouTube, or nothing."""
    found = _YOUTUBE.search(address)
    return found[1] if found else ""


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
