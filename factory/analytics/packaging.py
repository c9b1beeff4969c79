"""Packaging: how many click a video (click-through rate), and how much of it they see, beside the channel's middle; ours."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final, Literal

from factory.analytics.confidence_interval import wilson
from factory.records import Payload

PERIOD_DAYS: Final = 28
LEAST_VIDEOS: Final = 3
"""With fewer there is no middle to compare with."""

Advice = Literal[
    "more like it", "change the packaging", "change the content", "let it rest", "open"
]
"""`open`: the interval of its click rate holds the channel's middle, so either may be true."""

WHY: Final[Mapping[Advice, str]] = {
    "more like it": "clicked more often and seen longer than the middle",
    "change the packaging": "seen longer than the middle, but clicked less often",
    "change the content": "clicked more often than the middle, but seen less long",
    "let it rest": "clicked less often and seen less long than the middle",
    "open": "too near to the middle to say",
}


class Clicked(Payload):
    """One video's sums over the days on which impressions and click rate are known."""

    video_id: str
    title: str
    impressions: float
    clicks: float
    """Impressions times click rate, a day after the other."""
    views: float
    """Of the days on which the share viewed is known, too."""
    viewed: float
    """These views times the share viewed, a day after the other."""


class Packaging(Payload):
    """One video over the last `PERIOD_DAYS`."""

    video_id: str
    title: str
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

    @property
    def why(self) -> str:
        """Return the reason of the advice."""
        return WHY[self.advice]


class Packagings(Payload):
    """The videos of a channel at an outlet that have impressions, and their middle."""

    videos: tuple[Packaging, ...]
    click_rate: float | None
    share_viewed: float | None
    """Medians; None with fewer than `LEAST_VIDEOS`."""


def packagings(clicked: Sequence[Clicked]) -> Packagings:
    """Return every video with impressions and views, those with most to recover first.

    Args:
        clicked: of one channel at one outlet, over the period.
    """
    counted = [one for one in clicked if one.impressions and one.views]
    rate = share = None
    if len(counted) >= LEAST_VIDEOS:
        rate = median(one.clicks / one.impressions for one in counted)
        share = median(one.viewed / one.views for one in counted)
    videos = [_packaging(one, rate, share) for one in counted]
    videos.sort(key=lambda one: (-one.recoverable_views, one.video_id))
    return Packagings(videos=tuple(videos), click_rate=rate, share_viewed=share)


def _packaging(one: Clicked, middle_rate: float | None, middle_share: float | None) -> Packaging:
    rate, share = one.clicks / one.impressions, one.viewed / one.views
    low, high = wilson(one.clicks, one.impressions)
    return Packaging(
        video_id=one.video_id,
        title=one.title,
        impressions=one.impressions,
        click_rate=rate,
        low=low,
        high=high,
        share_viewed=share,
        views=one.views,
        advice=_advice(low, high, share, middle_rate, middle_share),
        recoverable_views=one.impressions * max(0.0, (middle_rate or 0.0) - rate),
    )


def _advice(
    low: float, high: float, share: float, rate: float | None, middle: float | None
) -> Advice:
    if rate is None or middle is None or low <= rate <= high:
        return "open"
    if low > rate:
        return "more like it" if share >= middle else "change the content"
    return "change the packaging" if share >= middle else "let it rest"
