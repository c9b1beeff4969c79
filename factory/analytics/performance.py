"""Performance: which kinds of videos do better than their channel's others, and how sure that is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log1p
from statistics import median

from factory.analytics.measured_video import MeasuredVideo, VideoTotals
from factory.records import Payload

SHRINKAGE = 5.0
"""As many videos of exactly the channel's middle are thought beside those seen, so that one lucky
video is not taken for a rule."""
LEAST_VIDEOS = 3
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Performance(Payload):
    """How videos with something in common did; ours, not the platform's."""

    channel: str
    outlet: str
    attribute: str
    """format, language, weekday or idea."""
    value: str
    videos: int
    times_usual: float
    """Views in their first week, as a multiple of the channel's median there; drawn toward 1 by
    `SHRINKAGE`."""


def performances(
    totals: Sequence[VideoTotals], videos: Sequence[MeasuredVideo]
) -> Sequence[Performance]:
    """Return every kind of which there are enough, best first."""
    of = {video.video_id: video for video in videos}
    channels: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for one in totals:
        if one.video_id in of and one.first_week_views is not None:
            channels[of[one.video_id].channel, one.outlet][one.video_id] = one.first_week_views
    found: list[Performance] = []
    for (channel, outlet), views in channels.items():
        if len(views) < 2 * LEAST_VIDEOS:
            continue
        usual = log1p(median(views.values()))
        lifted = {video_id: log1p(value) - usual for video_id, value in views.items()}
        for (attribute, value), own in _kinds(lifted, of).items():
            if LEAST_VIDEOS <= len(own) < len(lifted):
                shrunk = sum(own) / (len(own) + SHRINKAGE)
                found.append(
                    Performance(
                        channel=channel,
                        outlet=outlet,
                        attribute=attribute,
                        value=value,
                        videos=len(own),
                        times_usual=exp(shrunk),
                    )
                )
    return sorted(found, key=lambda one: (one.channel, one.outlet, -one.times_usual, one.value))


def _kinds(
    lifted: Mapping[str, float], of: Mapping[str, MeasuredVideo]
) -> Mapping[tuple[str, str], list[float]]:
    kinds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for video_id, value in lifted.items():
        for kind in _attributes(of[video_id]):
            kinds[kind].append(value)
    return kinds


def _attributes(video: MeasuredVideo) -> Iterator[tuple[str, str]]:
    yield "format", video.format
    yield "language", video.language
    if video.published_at:
        yield "weekday", WEEKDAYS[video.published_at.weekday()]
    if video.idea_source:
        yield "idea", video.idea_source
