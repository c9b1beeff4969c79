"""Viewers whom nobody has: what they did with one video, day by day, always the same for the same name."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Final

WEEK: Final = (0.92, 0.9, 0.94, 1.0, 1.12, 1.18, 1.08)
"""Views by weekday, Monday first."""
VIDEO_SECONDS: Final = 50.0
POINTS: Final = 100
"""Of a retention curve: at 0.01, 0.02 ... 1.00 of the video's length."""

PARTS: Final[Mapping[str, Mapping[str, float]]] = {
    "country": {"US": 31, "IN": 17, "GB": 11, "DE": 8, "CA": 6, "BR": 6, "DK": 4, "NG": 3},
    "deviceType": {"MOBILE": 66, "DESKTOP": 19, "TV": 11, "TABLET": 4},
    "insightTrafficSourceType": {
        "SHORTS": 46,
        "SUBSCRIBER": 18,
        "RELATED_VIDEO": 14,
        "YT_SEARCH": 11,
        "EXT_URL": 6,
        "YT_CHANNEL": 5,
    },
}
"""How many in a hundred, before a video's own taste."""
AGES: Final = {
    "age13-17": 7,
    "age18-24": 26,
    "age25-34": 31,
    "age35-44": 18,
    "age45-54": 10,
    "age55-64": 5,
    "age65-": 3,
}

TOTALS: Final = ("views", "likes", "comments", "shares")
"""What a platform may tell of a video since it went out."""


@dataclass(frozen=True, slots=True)
class Day:
    """What all of them did on one day."""

    views: int
    engaged_views: int
    watch_seconds: int
    likes: int
    comments: int
    shares: int
    subscribers_gained: int
    subscribers_lost: int
    impressions: int
    click_rate: float
    average_view_share: float


@dataclass(frozen=True)
class Viewers:
    """Those of one video, from the day on which it went out."""

    video: str
    first: date

    @cached_property
    def taste(self) -> tuple[float, float, float]:
        """How much the video is liked (a factor), watched (a share) and clicked (a share)."""
        chance = random.Random(f"{self.video} {self.first}")
        liked = math.exp(chance.gauss(0, 0.7))
        watched = min(1.3, max(0.25, chance.gauss(0.62, 0.12)))
        return liked, watched, min(0.12, max(0.01, chance.gauss(0.045, 0.015)))

    def day(self, day: date) -> Day | None:
        """Return a day: a burst that fades within a week, a long tail, noise, one odd day in a while."""
        age = (day - self.first).days
        if age < 0:
            return None
        chance = random.Random(f"{self.video} {day}")
        liked, watched, clicked = self.taste
        level = liked * (900 * math.exp(-age / 2.5) + 120 / (1 + age / 20))
        level *= WEEK[day.weekday()] * math.exp(chance.gauss(0, 0.12))
        level *= chance.choice((0.3, 3.0)) if chance.random() < 0.01 else 1.0
        views = round(level)
        clicked *= math.exp(chance.gauss(0, 0.06))
        return Day(
            views=views,
            engaged_views=round(views * 0.8),
            watch_seconds=round(views * watched * VIDEO_SECONDS),
            likes=round(views * 0.04),
            comments=round(views * 0.004),
            shares=round(views * 0.006),
            subscribers_gained=round(views * 0.003),
            subscribers_lost=round(views * 0.0004),
            impressions=round(views / clicked * 0.6),
            click_rate=round(clicked, 4),
            average_view_share=round(watched, 4),
        )

    def total(self, begun: datetime, now: datetime, zone: tzinfo) -> Mapping[str, int]:
        """Return what all have done from the moment when it went out until now.

        A day fills up evenly, from its beginning or from `begun`; the burst of the first one comes early.

        Args:
            begun: on the day `first`.
            now: with a time zone.
            zone: of the platform's days.
        """
        today = now.astimezone(zone).date()
        sums = dict.fromkeys(TOTALS, 0.0)
        for age in range((today - self.first).days + 1):
            day = self.first + timedelta(days=age)
            counted = self.day(day)
            opens = max(begun, datetime.combine(day, time(), zone))
            closes = datetime.combine(day + timedelta(days=1), time(), zone)
            past = min(1.0, max(0.0, (now - opens) / (closes - opens)))
            share = past**0.6 if age == 0 else past
            for name in TOTALS:
                sums[name] += share * getattr(counted, name, 0)
        return {name: math.floor(value) for name, value in sums.items()}

    def parts(self, dimension: str, views: int) -> Mapping[str, int]:
        """Split a day's views by country, device or source; the parts sum up to them."""
        weights = _tasted(self.video, PARTS[dimension])
        found = {name: math.floor(views * share) for name, share in weights.items()}
        most = max(found, key=lambda name: found[name])
        return {**found, most: found[most] + views - sum(found.values())}

    def ages(self) -> Mapping[str, float]:
        """Return percentages by age; together 100."""
        found = {name: round(100 * share, 1) for name, share in _tasted(self.video, AGES).items()}
        return {**found, "age65-": round(found["age65-"] + 100 - sum(found.values()), 1)}

    def curve(self) -> Sequence[tuple[float, float, float]]:
        """Return place, share that watches there, and how that compares: half leave early, few later."""
        _, watched, _ = self.taste
        chance = random.Random(f"{self.video} curve")
        drop, seen_again = chance.randint(20, 70), chance.randint(30, 90)
        found: list[tuple[float, float, float]] = []
        for place in range(1, POINTS + 1):
            at = place / POINTS
            share = (1.15 - watched * 0.4) * math.exp(-place / 4) * 0.5 + watched * 1.1
            share *= 1 - at * (0.75 - watched * 0.4)
            share *= 0.88 if place >= drop else 1.0
            share += 0.06 if abs(place - seen_again) <= 1 else 0.0
            better = min(1.0, max(0.0, watched + chance.gauss(-0.1, 0.03)))
            found.append((at, round(max(0.0, share), 4), round(better, 4)))
        return found


def _tasted(video: str, weights: Mapping[str, float]) -> Mapping[str, float]:
    """Return shares that sum up to 1, a little other for every video."""
    chance = random.Random(f"{video} parts")
    own = {name: weight * math.exp(chance.gauss(0, 0.25)) for name, weight in weights.items()}
    return {name: weight / sum(own.values()) for name, weight in own.items()}
