"""Reading running totals, and the days that follow from them where a platform tells of none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from factory.analytics.due_days import LATE_DAYS
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.running_totals import FROM_TOTALS, Reading, days_of
from factory.errors import FactoryError
from factory.ports import (
    LivePost,
    LivePosts,
    Metrics,
    Outlets,
    OutletTotals,
    PlatformTotals,
    Readings,
)
from factory.workflow.platform_days import platform_day
from factory_assets.analytics.due_readings import due_readings

FROM_FILE: Final = "file "
"""A day that somebody took in from a file stays as the file has it."""
LOOKED_BACK: Final = timedelta(days=LATE_DAYS + 3)
"""The days that may still change, and a reading before the first of them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is due.

    Args:
        outlets: who tells of single days.
        totals: who tells running totals.
        posts: what is out.
        readings: what was read.
        metrics: figures of days.
    """

    outlets: Outlets
    totals: OutletTotals
    posts: LivePosts
    readings: Readings
    metrics: Metrics

    def due(self, now: datetime) -> Sequence[LivePost]:
        """Return the posts to be read now."""
        asked = [p for p in self.posts.live(platform_day(now)) if self.totals.totals(p.outlet)]
        if not asked:
            return ()
        daily = {post.outlet for post in asked if self.outlets.figures(post.outlet) is None}
        return due_readings(asked, self.readings.newest(now - LOOKED_BACK), daily, now)

    def read(self, now: datetime) -> Iterator[str]:
        """Read what is due, and yield what became of it in words; one account's refusal costs no other."""
        accounts: dict[tuple[str, str], list[LivePost]] = {}
        for post in self.due(now):
            accounts.setdefault((post.outlet, post.account), []).append(post)
        for (outlet, account), posts in accounts.items():
            platform = self.totals.totals(outlet)
            if platform is None:
                continue
            yield self._account_read(platform, outlet, account, posts, now)

    def _account_read(
        self,
        platform: PlatformTotals,
        outlet: str,
        account: str,
        posts: Sequence[LivePost],
        now: datetime,
    ) -> str:
        """Keep what is told of an account's posts, request by request; return what became of it in words."""
        some = posts[: platform.at_once]
        own = {post.post_id: post for post in some}
        asked, told, refused = list[LivePost](), 0, ""
        try:
            for counts in platform.totals(account, list(own)):
                read = [own[post_id] for post_id in counts]
                self.readings.record([_reading(one, counts[one.post_id], now) for one in read])
                asked += read
                told += sum(bool(one.known()) for one in counts.values())
        except FactoryError as error:
            refused = f"; {error}"
        days = 0 if self.outlets.figures(outlet) else len(self._record_days(outlet, asked, now))
        left = f"; {len(posts) - len(some)} wait for the next hour" if posts[len(some) :] else ""
        return (
            f"{outlet} {account}: {told} of {len(some)} posts told, {days} days new{left}{refused}"
        )

    def _record_days(self, outlet: str, posts: Sequence[LivePost], now: datetime) -> Sequence[date]:
        """Keep what days follow from the totals of the last week; return those that are new."""
        if not posts:
            return ()
        today = platform_day(now)
        days = [today - timedelta(days=back) for back in range(1, LATE_DAYS + 1)]
        of_video: dict[str, list[Reading]] = {}
        for reading in self.readings.since(now - LOOKED_BACK, [post.video_id for post in posts]):
            if reading.outlet == outlet:
                of_video.setdefault(reading.video_id, []).append(reading)
        taken_in = {
            (one.video_id, one.day)
            for one in self.metrics.between(days[-1], days[0], outlet=outlet, source=FROM_FILE)
        }
        found = [
            DayFigures(day=day, video_id=post.video_id, outlet=outlet, figures=figures)
            for post in posts
            for day, figures in days_of(of_video.get(post.video_id, ()), post.published_at, days)
            if (post.video_id, day) not in taken_in
        ]
        return self.metrics.record(f"{FROM_TOTALS}{outlet}", found)


def _reading(post: LivePost, counts: Figures, now: datetime) -> Reading:
    """Return what was told of a post; of one that is gone nothing is, and it was read all the same."""
    return Reading(video_id=post.video_id, outlet=post.outlet, read_at=now, counts=counts)
