"""Growth: what a channel or a video has cost by each day, beside the views that it has by then; ours."""

from collections.abc import Sequence
from datetime import date, timedelta

from factory.records import Payload


class GrowthDay(Payload):
    """What was added on one day."""

    day: date
    usd: float
    views: float | None
    """None where nothing is known of the day."""


class Growth(Payload):
    """One channel, or one video, at one outlet, from its first charge or view on."""

    title: str
    """Of the video, or the channel's name."""
    outlet: str
    last: date
    """The last complete day: the last of which views are known."""
    days: tuple[GrowthDay, ...]
    """Without a gap, to the last complete day."""

    @property
    def usd(self) -> float:
        """What all of it has cost."""
        return sum(one.usd for one in self.days)

    @property
    def views(self) -> float:
        """All that is known of."""
        return sum(one.views or 0 for one in self.days)


def growth(
    title: str,
    outlet: str,
    usd: dict[date, float],
    views: dict[date, float],
) -> Growth | None:
    """Return how cost and views grew; None where no day's views are known.

    What was paid after the last complete day is left out: its views are not known.

    Args:
        title: see `Growth`.
        outlet: whose views.
        usd: what was paid, by day.
        views: as told, by day.
    """
    if not views:
        return None
    first, last = min([*views, *usd]), max(views)
    count = (last - first).days + 1
    days = [first + timedelta(days=n) for n in range(max(count, 1))]
    return Growth(
        title=title,
        outlet=outlet,
        last=last,
        days=tuple(GrowthDay(day=day, usd=usd.get(day, 0.0), views=views.get(day)) for day in days),
    )


def since(found: Growth, first: date) -> Sequence[GrowthDay]:
    """Return the days from one on; what was before stands in the first of them."""
    before = [one for one in found.days if one.day < first]
    after = [one for one in found.days if one.day >= first]
    if not before or not after:
        return found.days
    head = after[0]
    begun = GrowthDay(
        day=head.day,
        usd=head.usd + sum(one.usd for one in before),
        views=(head.views or 0) + sum(one.views or 0 for one in before),
    )
    return (begun, *after[1:])
