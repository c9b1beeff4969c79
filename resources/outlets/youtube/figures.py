"""Figures of a YouTube channel, asked as its owner: developers.google.com/youtube/analytics."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from factory.analytics.audience import PERIOD_DAYS, AudiencePart, Dimension
from factory.analytics.figures import Figures
from factory.analytics.retention import RetentionPoint
from factory.ports import Accounts
from factory.workflow.platform_days import platform_day
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.reach import reach_of
from resources.outlets.youtube.reports_api import ANALYTICS, reports_api, youtube_tells
from resources.outlets.youtube.result_table import Row, count, rows_of

VIDEOS_AT_ONCE: Final = 200
"""The most rows of a table by video; a filter takes 500."""
SETTLED_DAYS: Final = 7
"""A day so long ago is told of, whatever the table of days says: a channel without views has none."""

COUNTS: Final[Mapping[str, str]] = {
    "views": "views",
    "engagedViews": "engaged_views",
    "estimatedMinutesWatched": "watch_seconds",
    "averageViewPercentage": "average_view_share",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "subscribersGained": "subscribers_gained",
    "subscribersLost": "subscribers_lost",
}
"""YouTube's metrics, and what they are here."""
TIMES: Final = {"estimatedMinutesWatched": 60.0, "averageViewPercentage": 0.01}

BY: Final[Mapping[Dimension, str]] = {
    "country": "country",
    "device": "deviceType",
    "traffic": "insightTrafficSourceType",
}
PLACE: Final = "elapsedVideoTimeRatio"
CURVE: Final = ("audienceWatchRatio", "relativeRetentionPerformance")


class YouTubeFigures:
    """See `factory.ports.PlatformFigures`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def day(self, account: str, day: date, posts: Sequence[str]) -> Mapping[str, Figures] | None:
        """See `factory.ports.PlatformFigures.day`; days are those of the Pacific coast."""
        found: dict[str, Figures] = {}
        with YouTubeService(self._accounts, account) as service, youtube_tells(f"{day}"):
            if not _is_told_of(service, day):
                return None
            for place in range(0, len(posts), VIDEOS_AT_ONCE):
                some = posts[place : place + VIDEOS_AT_ONCE]
                asked = {"sort": "-views", "maxResults": VIDEOS_AT_ONCE, **_only(some)}
                for row in _table(service, day, day, ("video",), tuple(COUNTS), **asked):
                    if row["video"] not in some:
                        raise ValueError("a row is of a video that was not asked for")
                    found[row["video"]] = _figures(row)
        return found

    def reach(self, account: str, day: date) -> Mapping[str, Figures] | None:
        """See `factory.ports.PlatformFigures.reach`: from the bulk report, not the Analytics API."""
        with YouTubeService(self._accounts, account) as service, youtube_tells(f"reach on {day}"):
            return reach_of(service, day)

    def audience(
        self, account: str, day: date, posts: Sequence[str], dimension: Dimension
    ) -> Sequence[AudiencePart]:
        """See `factory.ports.PlatformFigures.audience`; beyond 500 posts, of the newest 500."""
        first = day - timedelta(days=PERIOD_DAYS[dimension] - 1)
        some = _only(posts[-500:])
        with YouTubeService(self._accounts, account) as service, youtube_tells(dimension):
            if dimension == "age":
                rows = _table(
                    service, first, day, ("ageGroup", "gender"), ("viewerPercentage",), **some
                )
                return list(_ages(rows))
            metrics = ("views", "estimatedMinutesWatched")
            rows = _table(service, first, day, (BY[dimension],), metrics, sort="-views", **some)
            return [
                AudiencePart(
                    key=row[BY[dimension]],
                    views=row["views"],
                    watch_seconds=60 * row["estimatedMinutesWatched"],
                )
                for row in rows
            ]

    def retention(
        self, account: str, post: str, first: date, last: date
    ) -> Sequence[RetentionPoint]:
        """See `factory.ports.PlatformFigures.retention`.

        One video a request: a list is answered silently for its first alone.
        """
        with YouTubeService(self._accounts, account) as service, youtube_tells("retention"):
            rows = _table(service, first, last, (PLACE,), CURVE, **_only([post]))
            return [
                RetentionPoint(
                    at=count(float(row[PLACE])), watching=row[CURVE[0]], relative=row[CURVE[1]]
                )
                for row in rows
            ]


def _only(posts: Sequence[str]) -> dict[str, Any]:
    return {"filters": f"video=={','.join(posts)}"}


def _table(
    service: YouTubeService,
    first: date,
    last: date,
    dimensions: tuple[str, ...],
    metrics: tuple[str, ...],
    **asked: Any,
) -> Sequence[Row]:
    reports: Any = reports_api(service, ANALYTICS).reports()
    question = reports.query(
        ids=f"channel=={service.grant.account}",
        startDate=str(first),
        endDate=str(last),
        dimensions=",".join(dimensions),
        metrics=",".join(metrics),
        **asked,
    )
    return rows_of(question.execute(), dimensions, metrics)


def _is_told_of(service: YouTubeService, day: date) -> bool:
    """Whether YouTube is done with a day: it cuts tables at the last that it has processed."""
    until = day + timedelta(days=SETTLED_DAYS)
    rows = _table(service, day, until, ("day",), ("views",), sort="day")
    return bool(rows) or until < platform_day(datetime.now(UTC))


def _figures(row: Row) -> Figures:
    known = {name: TIMES.get(told, 1.0) * row[told] for told, name in COUNTS.items()}
    if min(known["views"], known["engaged_views"], known["watch_seconds"]) < 0:
        raise ValueError("views or minutes are below zero")
    return Figures.model_validate(known)


def _ages(rows: Sequence[Row]) -> Iterator[AudiencePart]:
    """Yield shares by age; women and men are told apart, and together here."""
    shares: dict[str, float] = {}
    for row in rows:
        shares[row["ageGroup"]] = shares.get(row["ageGroup"], 0.0) + row["viewerPercentage"] / 100
    for age, share in shares.items():
        yield AudiencePart(key=age, share=min(1.0, share))
