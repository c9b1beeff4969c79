"""Outliers: a first week far from those around it, of the same format, however the channel grows."""

from datetime import date, timedelta

from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.analytics.outliers import outliers

FIRST = date(2026, 1, 1)


def channel(
    views: list[float], format: str = "short"
) -> tuple[list[FirstWeek], list[MeasuredVideo]]:
    weeks, videos = list[FirstWeek](), list[MeasuredVideo]()
    for n, count in enumerate(views):
        name, day = f"{format}-{n:03}", FIRST + timedelta(days=n)
        weeks.append(FirstWeek(video_id=name, outlet="youtube", first_day=day, views=count))
        videos.append(
            MeasuredVideo(
                video_id=name,
                channel="c",
                format=format,
                language="en",
                title=name,
                published_at=None,
            )
        )
    return weeks, videos


def test_growth_makes_no_outlier_and_a_hit_among_its_neighbours_is_one():
    views = [1000.0 + 40 * n for n in range(60)]
    assert outliers(*channel(views)) == []
    views[30] *= 5
    views[50] *= 0.2
    high, low = sorted(outliers(*channel(views)), key=lambda one: -one.times)
    assert (high.video_id, low.video_id) == ("short-030", "short-050")
    assert 4.5 < high.times < 5.5
    assert high.neighbours == 10


def test_another_format_is_no_neighbour_and_a_few_videos_are_too_few():
    shorts, longs = channel([100.0] * 12), channel([9000.0] * 12, "longform")
    weeks, videos = [*shorts[0], *longs[0]], [*shorts[1], *longs[1]]
    assert outliers(weeks, videos) == []
    assert outliers(*channel([1, 1, 1, 1, 900.0])) == []
    (first,) = outliers(*channel([900.0, *[100.0] * 11]))
    assert first.video_id == "short-000"
    assert outliers(*channel([0.0] * 20)) == []
