"""A post's first hours stand beside its channel's others at the same outlet, of the same age."""

from datetime import UTC, datetime, timedelta

from factory.analytics.charts.hours_chart import hours_chart, told
from factory.analytics.figures import Figures
from factory.analytics.first_hours import Begun, first_hours
from factory.analytics.running_totals import Reading

OUT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def begun(place: int, outlet: str = "youtube") -> Begun:
    """Return a post that went out so many days after the first."""
    return Begun(
        video_id=f"video-{place}",
        title='"><script>',
        channel="tales",
        outlet=outlet,
        published_at=OUT + timedelta(days=place),
    )


def read(post: Begun, hours: list[int], an_hour: float) -> tuple[tuple[str, str], list[Reading]]:
    return (post.video_id, post.outlet), [
        Reading(
            video_id=post.video_id,
            outlet=post.outlet,
            read_at=post.published_at + timedelta(hours=hour),
            counts=Figures(views=an_hour * hour),
        )
        for hour in hours
    ]


def test_the_newest_is_compared_with_what_half_of_the_others_had_at_its_age():
    posts = [begun(n) for n in range(4)]
    readings = dict(read(post, list(range(1, 73)), 10.0 * (n + 1)) for n, post in enumerate(posts))
    readings |= dict([read(posts[3], [1, 2, 3, 4, 5], 100)])
    newest, *others = first_hours([*posts, begun(9, "tiktok")], readings)
    assert (newest.video_id, newest.age_hours, newest.now) == ("video-3", 5, 500)
    assert (newest.peers, newest.usual) == (3, 100)
    three_days = posts[3].published_at + timedelta(hours=72)
    assert newest.is_young(three_days)
    assert not newest.is_young(three_days + timedelta(minutes=1)), "whatever its last reading was"
    assert [one.usual for one in others] == [None, None, None], "two or fewer others say nothing"
    assert "Half of 3 others of its channel had at most 100 by then." in told(newest)
    assert "<svg" in hours_chart(newest)
    assert "<script>" not in hours_chart(newest)


def test_nothing_is_said_across_hours_that_were_not_read_nor_of_posts_that_were_read_seldom():
    posts = [begun(n) for n in range(4)]
    hours = [*range(1, 41), *range(50, 73)]
    readings = dict(read(post, hours, 10.0) for post in posts[:3])
    readings |= dict([read(posts[3], [45], 10.0)])
    (newest, *_) = first_hours(posts, readings)
    assert newest.usual is None
    assert [hour for hour, _ in newest.middle] == [*range(41), *range(50, 73)]
    readings |= dict([read(posts[0], [1, 30, 60], 10.0)])
    (newest, *_) = first_hours(posts, readings)
    assert (newest.peers, newest.middle) == (2, ())


def test_a_post_that_is_not_of_full_age_bends_no_line_of_the_others():
    posts = [begun(n) for n in range(6)]
    readings = dict(read(post, list(range(1, 73)), 10.0) for post in posts[:3])
    readings |= dict(read(post, list(range(1, 40)), 100.0) for post in posts[3:5])
    readings |= dict([read(posts[5], list(range(1, 10)), 10.0)])
    newest = first_hours(posts, readings)[0]
    values = [value for _, value in newest.middle]
    assert newest.peers == 3
    assert values == sorted(values) == [10.0 * hour for hour in range(73)]
