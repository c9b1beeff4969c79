"""Which posts are read this hour: the young ones each hour, the others once a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from factory.analytics.due_days import READ_FOR, RECENT, YOUNG
from factory.ports import LivePost
from factory.workflow.platform_days import beginning_of, platform_day

NEVER: Final = datetime.min.replace(tzinfo=UTC)


def due_readings(
    posts: Sequence[LivePost],
    read: Mapping[tuple[str, str], datetime],
    daily: Collection[str],
    now: datetime,
) -> Sequence[LivePost]:
    """Return the posts to be read now: young ones first, then those that were read longest ago.

    Args:
        posts: what is out.
        read: when each video and outlet was read last.
        daily: outlets that tell nothing of single days, so that each post is read once a day, too.
        now: with a time zone.
    """
    midnight = beginning_of(platform_day(now))

    def last(post: LivePost) -> datetime:
        return read.get((post.video_id, post.outlet), NEVER)

    young = [p for p in posts if now - p.published_at <= YOUNG and now - last(p) > RECENT]
    older = [
        post
        for post in posts
        if YOUNG < now - post.published_at <= READ_FOR
        and post.outlet in daily
        and last(post) < midnight
    ]
    return [*sorted(young, key=last), *sorted(older, key=last)]
