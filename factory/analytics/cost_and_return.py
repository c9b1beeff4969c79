"""Cost and return: what views and watched hours cost, by channel and outlet."""

from collections import defaultdict
from collections.abc import Sequence

from factory.analytics.measured_video import MeasuredVideo, VideoTotals
from factory.records import Payload


class CostAndReturn(Payload):
    """One channel at one outlet, to a day; sums of money over sums of figures are ours."""

    channel: str
    outlet: str
    videos: int
    cost_usd: float
    """Of the videos that have figures there; a video at two outlets counts at both."""
    views: float
    watched_hours: float
    usd_per_thousand_views: float | None
    """None as long as nobody has watched."""
    usd_per_watched_hour: float | None


def cost_and_return(
    totals: Sequence[VideoTotals], videos: Sequence[MeasuredVideo]
) -> Sequence[CostAndReturn]:
    """Return what each channel's views cost, from its beginning."""
    of = {video.video_id: video for video in videos}
    channels: dict[tuple[str, str], list[VideoTotals]] = defaultdict(list)
    for one in totals:
        if one.video_id in of:
            channels[of[one.video_id].channel, one.outlet].append(one)
    return [
        _of_channel(channel, outlet, own, sum(of[one.video_id].cost_usd for one in own))
        for (channel, outlet), own in sorted(channels.items())
    ]


def _of_channel(
    channel: str, outlet: str, own: Sequence[VideoTotals], cost_usd: float
) -> CostAndReturn:
    views = sum(one.views for one in own)
    hours = sum(one.watch_seconds for one in own) / 3600
    return CostAndReturn(
        channel=channel,
        outlet=outlet,
        videos=len(own),
        cost_usd=cost_usd,
        views=views,
        watched_hours=hours,
        usd_per_thousand_views=1000 * cost_usd / views if views else None,
        usd_per_watched_hour=cost_usd / hours if hours else None,
    )
