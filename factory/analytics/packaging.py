"""Packaging: how many click a video, and how much of it they see, beside the channel's middle; ours."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final, Literal

from factory.analytics.figures import Figures, Observation
from factory.analytics.interval import wilson
from factory.records import Payload

PERIOD_DAYS: Final = 28
LEAST_VIDEOS: Final = 3
"""With fewer there is no middle to compare with."""

Advice = Literal[
    "more like it", "change the packaging", "change the content", "let it rest", "open"
]
"""`open`: the interval of its click rate holds the channel's middle, so either may be true."""


class Packaging(Payload):
    """One video over the last `PERIOD_DAYS`."""

    video_id: str
    impressions: float
    """How often its thumbnail was shown: the n of its click rate."""
    click_rate: float
    low: float
    high: float
    """Of 100 such intervals 95 hold the rate that would come of endless impressions."""
    share_viewed: float
    views: float
    """The n of the share viewed."""
    advice: Advice
    recoverable_views: float
    """More that the same impressions would bring at the channel's middle rate; 0 at or above it."""


class Packagings(Payload):
    """The videos of a channel at an outlet that have impressions, and their middle."""

    videos: tuple[Packaging, ...]
    click_rate: float | None
    share_viewed: float | None
    """Medians; None with fewer than `LEAST_VIDEOS`."""


def packagings(rows: Sequence[Observation]) -> Packagings:
    """Return every video with impressions, those with most to recover first.

    Args:
        rows: of one channel at one outlet, over the period; days without impressions are left out.
    """
    of: dict[str, list[Figures]] = defaultdict(list)
    for row in rows:
        if row.figures.impressions and row.figures.click_rate is not None:
            of[row.video_id].append(row.figures)
    counted = {name: found for name, days in of.items() if (found := _counted(days))}
    if len(counted) < LEAST_VIDEOS:
        rate = share = None
    else:
        rate = median(clicks / shown for shown, clicks, *_ in counted.values())
        share = median(seen for *_, seen in counted.values())
    videos = [_packaging(name, found, rate, share) for name, found in counted.items()]
    videos.sort(key=lambda one: (-one.recoverable_views, one.video_id))
    return Packagings(videos=tuple(videos), click_rate=rate, share_viewed=share)


def _counted(days: Sequence[Figures]) -> tuple[float, float, float, float] | None:
    """Return impressions, clicks, views and the share viewed; None where no day tells the last."""
    shown = sum(day.impressions or 0 for day in days)
    clicks = sum((day.impressions or 0) * (day.click_rate or 0) for day in days)
    seen = [(day.views, day.average_view_share) for day in days]
    views = sum(count for count, share in seen if count and share is not None)
    if not views:
        return None
    share = sum(count * share for count, share in seen if count and share is not None) / views
    return shown, clicks, views, share


def _packaging(
    name: str,
    counted: tuple[float, float, float, float],
    middle_rate: float | None,
    middle_share: float | None,
) -> Packaging:
    shown, clicks, views, share = counted
    low, high = wilson(clicks, shown)
    rate = clicks / shown
    return Packaging(
        video_id=name,
        impressions=shown,
        click_rate=rate,
        low=low,
        high=high,
        share_viewed=share,
        views=views,
        advice=_advice(low, high, share, middle_rate, middle_share),
        recoverable_views=shown * max(0.0, (middle_rate or 0.0) - rate),
    )


def _advice(
    low: float, high: float, share: float, rate: float | None, middle: float | None
) -> Advice:
    if rate is None or middle is None or low <= rate <= high:
        return "open"
    if low > rate:
        return "more like it" if share >= middle else "change the content"
    return "change the packaging" if share >= middle else "let it rest"
