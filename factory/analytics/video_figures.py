"""Video figures: one published video's views, likes, watch time and share viewed, by outlet and day."""

from collections.abc import Sequence
from datetime import date

from factory.analytics.derived_metrics import is_derivable
from factory.analytics.figures import Figure, Observation
from factory.analytics.running_totals import FROM_TOTALS
from factory.records import Payload


class VideoDay(Payload):
    """One day, as it was told last; what nobody said is unknown."""

    day: date
    views: Figure
    likes: Figure
    watch_seconds: Figure
    average_view_share: Figure
    """Of its length, as a share; above 1 where it loops."""


class VideoFigures(Payload):
    """One video at one outlet; sums and the average over days are ours, not the platform's."""

    outlet: str
    first: date
    last: date
    """The last complete day: the last of which views are known; where none are, anything."""
    missing: int
    """Days between them of which that is not known."""
    views: Figure
    """Of all days that are known, as are the three below."""
    likes: Figure
    watch_seconds: Figure
    average_view_share: Figure
    """Of all views of which it is known."""
    share_withheld: bool
    """The average may not be computed of what the outlet told: see `derived_metrics`."""
    days_are_ours: bool
    """The outlet tells of no days: each is what was added between two readings of its totals."""
    days: tuple[VideoDay, ...]


def video_figures(
    rows: Sequence[Observation], *, accepted: bool = False
) -> tuple[VideoFigures, ...]:
    """Return what one video did at each outlet, by name.

    Args:
        rows: the newest answer about each day and outlet, by day.
        accepted: whether numbers may be computed of what YouTube told.
    """
    outlets = sorted({one.outlet for one in rows})
    return tuple(
        _at_outlet(outlet, [one for one in rows if one.outlet == outlet], accepted=accepted)
        for outlet in outlets
    )


def _at_outlet(outlet: str, rows: Sequence[Observation], *, accepted: bool) -> VideoFigures:
    days = tuple(
        VideoDay(
            day=row.day,
            views=row.figures.views,
            likes=row.figures.likes,
            watch_seconds=row.figures.watch_seconds,
            average_view_share=row.figures.average_view_share,
        )
        for row in rows
    )
    complete = [one.day for one in days if one.views is not None] or [one.day for one in days]
    derivable = is_derivable(outlet, accepted=accepted)
    return VideoFigures(
        outlet=outlet,
        first=complete[0],
        last=complete[-1],
        missing=(complete[-1] - complete[0]).days + 1 - len(complete),
        views=_sum([one.views for one in days]),
        likes=_sum([one.likes for one in days]),
        watch_seconds=_sum([one.watch_seconds for one in days]),
        average_view_share=_average(days) if derivable else None,
        share_withheld=not derivable and any(d.average_view_share is not None for d in days),
        days_are_ours=any(row.source.startswith(FROM_TOTALS) for row in rows),
        days=days,
    )


def _sum(values: Sequence[Figure]) -> Figure:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _average(days: Sequence[VideoDay]) -> Figure:
    """Return the share of each day, by that day's views."""
    known = [
        (one.views, one.average_view_share)
        for one in days
        if one.views and one.average_view_share is not None
    ]
    views = sum(count for count, _ in known)
    return sum(count * share for count, share in known) / views if views else None
