"""The weekly report of a channel, made of what its platforms and the catalogue say."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from factory.analytics.channel_days import channel_days
from factory.analytics.channel_sums import ChannelSums
from factory.analytics.weekly_report.week import WeekFacts, WeeklyReport


def weekly_report(
    channel: str,
    first: date,
    last: date,
    facts: WeekFacts,
    sums: Sequence[ChannelSums],
    tried: Sequence[str],
    now: datetime,
) -> WeeklyReport:
    """Return a channel's report of a week.

    Args:
        channel: whose.
        first: Monday.
        last: Sunday.
        facts: what the catalogue knows of it.
        sums: of the channel, from `channel_days.LOOKED_BACK_DAYS` before its first day on.
        tried: experiments, each with where it stands.
        now: when it is made.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    told = {one.day for one in sums}
    return WeeklyReport(
        channel=channel,
        first=first,
        last=last,
        facts=facts,
        odd=tuple(one for day in days if day in told for one in channel_days(sums, day) if one.odd),
        missing=tuple(day for day in days if day not in told),
        tried=tuple(tried),
        made_at=now,
    )
