"""Cost and return: what views and watched hours cost, by channel and outlet."""

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
    channel: str, outlet: str, *, videos: int, cost_usd: float, views: float, watch_seconds: float
) -> CostAndReturn:
    """Return what a channel's views at an outlet cost, of sums from its beginning."""
    hours = watch_seconds / 3600
    return CostAndReturn(
        channel=channel,
        outlet=outlet,
        videos=videos,
        cost_usd=cost_usd,
        views=views,
        watched_hours=hours,
        usd_per_thousand_views=1000 * cost_usd / views if views else None,
        usd_per_watched_hour=cost_usd / hours if hours else None,
    )
