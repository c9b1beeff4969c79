"""The weekly report of a channel, made of what its platforms and the catalogue say."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from factory.analytics.channel_days import channel_days
from factory.analytics.daily_frame import daily_frame
from factory.analytics.figures import Observation
from factory.analytics.measured_video import MeasuredVideo
from factory.analytics.week import WatchedVideo, WeekFacts, WeeklyReport

NAMED = 3
"""So many of the best, and of the worst, are named."""


def weekly_report(
    channel: str,
    first: date,
    last: date,
    facts: WeekFacts,
    rows: Sequence[Observation],
    videos: Sequence[MeasuredVideo],
    tried: Sequence[str],
    now: datetime,
) -> WeeklyReport:
    """Return a channel's report of a week.

    Args:
        channel: whose.
        first: Monday.
        last: Sunday.
        facts: what the catalogue knows of it.
        rows: figures of the 90 days that end with the week, of all channels.
        videos: all of which figures are known.
        tried: experiments, each with where it stands.
        now: when it is made.
    """
    own = [video for video in videos if video.channel == channel]
    watched = _watched([row for row in rows if first <= row.day <= last], own)
    names = {video.video_id for video in own}
    mine = [row for row in rows if row.video_id in names]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    frame = daily_frame(mine, own)
    told = {row.day for row in mine}
    return WeeklyReport(
        channel=channel,
        first=first,
        last=last,
        facts=facts,
        best=tuple(watched[:NAMED]),
        worst=tuple(reversed(watched[NAMED:][-NAMED:])),
        odd=tuple(
            one
            for day in days
            if day in told
            for one in channel_days(frame.loc[frame["day"] <= str(day), :], day)
            if one.odd
        ),
        missing=tuple(day for day in days if day not in told),
        tried=tuple(tried),
        made_at=now,
    )


def _watched(
    rows: Sequence[Observation], videos: Sequence[MeasuredVideo]
) -> Sequence[WatchedVideo]:
    """Return the views of each video at each outlet, most first; outlets are never added."""
    titles = {video.video_id: video.title for video in videos}
    views: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        if row.video_id in titles and row.figures.views is not None:
            views[row.video_id, row.outlet] += row.figures.views
    found = [
        WatchedVideo(video_id=video, title=titles[video], outlet=outlet, views=count)
        for (video, outlet), count in views.items()
    ]
    return sorted(found, key=lambda one: (-one.views, one.video_id, one.outlet))
