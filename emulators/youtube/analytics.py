"""YouTube's Analytics API v2: what viewers did, three days after the fact, told a little better later."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from emulators.content.viewers import PARTS, VIDEO_SECONDS, Day, Viewers
from emulators.request_log import fault_of
from emulators.youtube.answers import refusal
from emulators.youtube.videos import CHANNEL, day_of, today

LATE_DAYS = 3
"""Of the newest days nothing is told yet: 48 to 72 hours, says YouTube since September 2026."""
GROWS_DAYS = 4
"""So many days after that a day's counts still grow, by a hundredth a day."""
MOST_VIDEOS, MOST_ROWS = 500, 200
RATIO = "elapsedVideoTimeRatio"
AGES = "ageGroup,gender"

METRICS: Mapping[str, Callable[[Day], float]] = {
    "views": lambda day: day.views,
    "engagedViews": lambda day: day.engaged_views,
    "estimatedMinutesWatched": lambda day: day.watch_seconds // 60,
    "averageViewDuration": lambda day: round(day.average_view_share * VIDEO_SECONDS),
    "averageViewPercentage": lambda day: round(100 * day.average_view_share, 2),
    "likes": lambda day: day.likes,
    "comments": lambda day: day.comments,
    "shares": lambda day: day.shares,
    "subscribersGained": lambda day: day.subscribers_gained,
    "subscribersLost": lambda day: day.subscribers_lost,
}
SPLIT = ("views", "estimatedMinutesWatched")
"""What is told of a country, a device or a source."""
CURVE = ("audienceWatchRatio", "relativeRetentionPerformance")

Rows = list[list[object]]


class Question:
    """One query, as it was asked.

    Raises:
        ValueError: it is none that YouTube answers.
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        if asked.get("ids") not in ("channel==MINE", f"channel=={CHANNEL}"):
            raise ValueError("forbidden")
        self.first, self.last = (
            date.fromisoformat(asked[name]) for name in ("startDate", "endDate")
        )
        self.metrics = asked["metrics"].split(",")
        self.dimensions = asked.get("dimensions", "")
        filters = dict(one.split("==", 1) for one in asked.get("filters", "").split(";") if one)
        self.videos = tuple(filters.pop("video", "").split(",")) if "video" in filters else ()
        by_video = self.dimensions == "video"
        rows = int(asked.get("maxResults", 0))
        if filters or len(self.videos) > MOST_VIDEOS or self.last < self.first:
            raise ValueError("badRequest")
        if by_video and not (asked.get("sort") and 0 < rows <= MOST_ROWS):
            raise ValueError("badRequest")
        if not set(self.metrics) <= self._told:
            raise ValueError("badRequest")

    @property
    def _told(self) -> set[str]:
        if self.dimensions == RATIO:
            return set(CURVE) if self.videos else set()
        if self.dimensions == AGES:
            return {"viewerPercentage"}
        if self.dimensions in PARTS:
            return set(SPLIT)
        return set(METRICS) if self.dimensions in ("", "day", "video") else set()

    @property
    def days(self) -> Sequence[date]:
        """The days that are told of already."""
        last = min(self.last, today() - timedelta(days=LATE_DAYS))
        return [self.first + timedelta(days=n) for n in range((last - self.first).days + 1)]

    @property
    def viewers(self) -> Sequence[Viewers]:
        """Those of the videos that it asks for and that went out."""
        return [Viewers(one, day) for one in self.videos if (day := day_of(one))]


async def reports(request: Request) -> Response:
    """Answer a query; a long one comes as a form, with `X-HTTP-Method-Override: GET`."""
    if request.method == "POST":
        if request.headers.get("x-http-method-override") != "GET":
            return refusal(404, "notFound")
        asked = dict(parse_qsl((await request.body()).decode()))
    else:
        asked = dict(request.query_params)
    try:
        question = Question(asked)
    except (KeyError, ValueError) as error:
        known = str(error) in ("forbidden", "badRequest")
        reason = str(error) if known else "badRequest"
        return refusal(403 if reason == "forbidden" else 400, reason)
    request.state.entry.asked = {"dimensions": question.dimensions, "videos": len(question.videos)}
    rows = [] if fault_of(request, "not_yet") else _rows(question)
    if fault_of(request, "partial_rows"):
        rows = rows[: len(rows) // 2]
    heads = [*filter(None, question.dimensions.split(",")), *question.metrics]
    columns = [{"name": name, "columnType": _kind(name), "dataType": "STRING"} for name in heads]
    answer = {"kind": "youtubeAnalytics#resultTable", "columnHeaders": columns}
    return Response(
        json.dumps({**answer, "rows": rows} if rows else answer), media_type="application/json"
    )


def _kind(name: str) -> str:
    told = {*METRICS, *CURVE, "viewerPercentage"}
    return "METRIC" if name in told else "DIMENSION"


def _rows(question: Question) -> Rows:
    if not question.days:
        return []
    if question.dimensions == RATIO:
        # A list of videos is answered silently for its first alone.
        curve = question.viewers[0].curve() if question.viewers else ()
        told = {name: n + 1 for n, name in enumerate(CURVE)}
        return [[point[0], *(point[told[name]] for name in question.metrics)] for point in curve]
    if question.dimensions == AGES:
        ages = question.viewers[0].ages() if question.viewers else {}
        halves = [
            (name, sex, share / 2) for name, share in ages.items() for sex in ("female", "male")
        ]
        return [[name, sex, round(share, 2)] for name, sex, share in halves]
    if question.dimensions in PARTS:
        return _parts(question)
    if question.dimensions == "day":
        return [[str(day), *_sums(question, [day], question.viewers)] for day in question.days]
    if question.dimensions == "video":
        seen = [(one, _sums(question, question.days, [one])) for one in question.viewers]
        return [[one.video, *sums] for one, sums in seen if any(sums)][:MOST_ROWS]
    return [_sums(question, question.days, question.viewers)]


def _sums(question: Question, days: Sequence[date], viewers: Sequence[Viewers]) -> list[object]:
    told = [counted for one in viewers for day in days if (counted := one.day(day))]
    share = _so_far(days[-1])
    return [
        METRICS[name](told[0]) * bool(told)
        if name.startswith("average") and told
        else round(share * sum(METRICS[name](one) for one in told))
        for name in question.metrics
    ]


def _so_far(day: date) -> float:
    """Return how much of a day's counts is there; the rest comes in the days after."""
    to_come = GROWS_DAYS - ((today() - day).days - LATE_DAYS)
    return 1 - 0.01 * max(0, to_come)


def _parts(question: Question) -> Rows:
    sums: dict[str, int] = {}
    for one in question.viewers:
        views = sum(counted.views for day in question.days if (counted := one.day(day)))
        for name, count in one.parts(question.dimensions, views).items():
            sums[name] = sums.get(name, 0) + count
    minutes = {name: round(count * 0.5) for name, count in sums.items()}
    told = {"views": sums, "estimatedMinutesWatched": minutes}
    return [
        [name, *(told[metric][name] for metric in question.metrics)]
        for name in sorted(sums, key=lambda name: -sums[name])
        if sums[name]
    ]
