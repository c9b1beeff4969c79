"""Posts are read each hour while they are young, and their days follow where no platform tells them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from factory.analytics.figures import DayFigures, Figures
from factory.errors import PublishingWaits
from factory.ports import LivePost
from factory.workflow.platform_days import platform_day
from factory_assets.analytics.reading_totals import Reader
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted
from tests.fakes.platform import FakeLivePosts, FakeOutlets, FakePlatform

OUT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""10:00 on the Pacific coast."""


class Counter:
    """A platform that counts a view a minute, of posts that it has."""

    at_once = 2

    def __init__(self) -> None:
        self.now = OUT
        self.gone: set[str] = set()
        self.takes = 99
        """Requests an hour."""

    def totals(self, account: str, posts: Sequence[str]) -> Iterator[Mapping[str, Figures]]:
        views = (self.now - OUT).total_seconds() // 60
        for number, post in enumerate(posts):
            if number == self.takes:
                raise PublishingWaits("so many requests a minute", until=self.now, scope="outlet")
            yield {post: Figures() if post in self.gone else Figures(views=views)}


class OneCounter:
    """Every outlet of a test counts by the same clock; the outbox counts nothing."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def totals(self, name: str) -> Counter | None:
        return None if name == "outbox" else self._counter


def a_post(video_id: str = "a-video", outlet: str = "tiktok", out: datetime = OUT) -> LivePost:
    return LivePost(
        video_id=video_id,
        channel="tales",
        outlet=outlet,
        account="sandbox",
        post_id=f"{video_id} {outlet}",
        published_at=out,
    )


@pytest.fixture
def counter() -> Counter:
    return Counter()


def reader(catalogue: Catalogue, counter: Counter, *posts: LivePost) -> Reader:
    for video_id in {post.video_id for post in posts}:
        catalogue.briefs.accept(accepted(video_id))
    return Reader(
        FakeOutlets(FakePlatform()),
        OneCounter(counter),
        FakeLivePosts(*posts),
        catalogue.readings,
        catalogue.metrics,
    )


def pass_hours(reader: Reader, counter: Counter, hours: int) -> list[str]:
    said: list[str] = []
    for _ in range(hours):
        counter.now += timedelta(hours=1)
        said += reader.read(counter.now)
    return said


def days(catalogue: Catalogue, outlet: str = "tiktok") -> list[float | None]:
    first = platform_day(OUT)
    rows = catalogue.metrics.between(first, first + timedelta(days=9))
    return [row.figures.views for row in rows if row.outlet == outlet]


def test_a_young_post_is_read_each_hour_and_an_older_one_once_a_day(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, a_post())
    assert len(pass_hours(here, counter, 72)) == 72
    assert days(catalogue) == [14 * 60, 24 * 60, 24 * 60]
    assert len(pass_hours(here, counter, 48)) == 2
    assert days(catalogue) == [14 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60]


def test_of_youtube_the_hours_alone_are_read_and_its_days_are_left_to_itself(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, a_post(outlet="youtube"))
    pass_hours(here, counter, 72)
    assert len(catalogue.readings.since(OUT, ["a-video"])) == 72
    assert days(catalogue, "youtube") == []
    assert not pass_hours(here, counter, 30), "quiet when nothing is young"


def test_posts_beyond_the_budget_wait_and_those_that_waited_longest_come_first(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, *(a_post(f"video-{n}") for n in range(3)))
    (said,) = pass_hours(here, counter, 1)
    assert "2 of 2 posts told" in said
    assert "1 wait for the next hour" in said
    pass_hours(here, counter, 1)
    assert len(catalogue.readings.newest(OUT)) == 3


def test_a_busy_platform_and_a_post_that_is_gone_cost_nobody_else_an_hour(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, a_post(), a_post("b-video"))
    counter.takes = 0
    assert "so many requests" in pass_hours(here, counter, 1)[0]
    counter.takes, counter.gone = 99, {"b-video tiktok"}
    assert "1 of 2 posts told" in pass_hours(here, counter, 1)[0]


def test_what_was_told_before_a_limit_is_kept_and_the_others_come_first_in_the_next_hour(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, a_post(), a_post("b-video"))
    counter.takes = 1
    (said,) = pass_hours(here, counter, 1)
    assert "1 of 2 posts told" in said and "so many requests" in said
    pass_hours(here, counter, 1)
    assert set(catalogue.readings.newest(OUT)) == {("a-video", "tiktok"), ("b-video", "tiktok")}


def test_an_old_post_that_is_gone_is_asked_for_once_a_day(catalogue: Catalogue, counter: Counter):
    counter.gone = {"a-video tiktok"}
    here = reader(catalogue, counter, a_post(out=OUT - timedelta(days=30)))
    assert len(pass_hours(here, counter, 48)) == 3
    assert days(catalogue) == []


def test_a_day_that_somebody_took_in_from_a_file_stays_as_the_file_has_it(
    catalogue: Catalogue, counter: Counter
):
    here = reader(catalogue, counter, a_post())
    told = DayFigures(
        day=platform_day(OUT), video_id="a-video", outlet="tiktok", figures=Figures(views=7)
    )
    catalogue.metrics.record("file mine.csv", [told])
    pass_hours(here, counter, 40)
    assert days(catalogue)[0] == 7
