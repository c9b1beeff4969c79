"""A day is asked of the platforms: what is told is kept, what is not told of yet stays missing."""

from datetime import date, datetime, timedelta

import dagster as dg
import pytest

from factory.analytics.figures import Figures
from factory.analytics.retention import RetentionPoint
from factory.ports import LivePost
from factory_assets.analytics.asset import FIGURES
from factory_assets.audience.asset import AUDIENCE
from resources.catalogue.catalogue import Catalogue
from sensors.daily_figures import daily_figures
from tests.fakes.catalogued import accepted
from tests.fakes.platform import FakeLivePosts, FakeOutlets, FakePlatform, NoFiles, a_live_post

DAY = date(2026, 11, 20)
OUT = DAY - timedelta(days=3)


def made(
    catalogue: Catalogue, platform: FakePlatform, *posts: LivePost, raises: bool = True
) -> dg.ExecuteInProcessResult:
    catalogue.briefs.accept(accepted())
    resources = {
        "metrics": catalogue.metrics,
        "figure_sums": catalogue.figure_sums,
        "audiences": catalogue.audiences,
        "live_posts": FakeLivePosts(*posts),
        "outlets": FakeOutlets(platform),
        "store": NoFiles(),
        "switches": catalogue.settings,
    }
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            [*FIGURES, *AUDIENCE],
            partition_key=str(DAY),
            instance=instance,
            resources=resources,
            raise_on_error=raises,
        )


@pytest.fixture
def platform() -> FakePlatform:
    """A platform that is done with the day."""
    told = FakePlatform("UC1")
    told.days[DAY] = {"A-VIDEO": Figures(views=100, watch_seconds=600)}
    told.reached[DAY] = {"A-VIDEO": Figures(impressions=2000, click_rate=0.04)}
    told.curve = [
        RetentionPoint(at=n / 100, watching=1 - n / 200, relative=0.5) for n in range(1, 101)
    ]
    return told


def test_a_day_is_asked_for_and_kept_and_its_files_add_to_it(
    catalogue: Catalogue, platform: FakePlatform
):
    assert made(catalogue, platform, a_live_post(OUT)).success
    (row,) = catalogue.metrics.between(DAY, DAY)
    assert (row.figures.views, row.figures.impressions, row.figures.click_rate) == (100, 2000, 0.04)
    assert row.source == "asked of youtube"
    told = {(one.dimension, one.parts[0].key) for one in catalogue.audiences.audiences(DAY, DAY)}
    assert told == {("country", "A"), ("device", "A"), ("age", "age25-34"), ("traffic", "A")}
    (curve,) = catalogue.audiences.retentions(DAY, DAY)
    assert curve.watching(0.5) == pytest.approx(0.75)
    assert platform.curves_asked == [("A-VIDEO", DAY)]


def test_a_day_that_is_not_told_of_yet_stays_missing_with_all_that_follows(catalogue: Catalogue):
    result = made(catalogue, FakePlatform("UC1"), a_live_post(OUT))
    assert result.success
    assert not result.get_asset_materialization_events()


def test_a_later_answer_is_a_revision_and_starts_no_run_of_its_own(
    catalogue: Catalogue, platform: FakePlatform
):
    made(catalogue, platform, a_live_post(OUT))
    platform.days[DAY] = {"A-VIDEO": Figures(views=104)}
    made(catalogue, platform, a_live_post(OUT))
    (row,) = catalogue.metrics.between(DAY, DAY)
    assert (row.figures.views, row.figures.watch_seconds) == (104, 600)
    assert row.revision > 1
    assert catalogue.metrics.changed_after("")[0] == ()
    before = len(catalogue.audiences.audiences(DAY, DAY))
    made(catalogue, platform, a_live_post(OUT))
    assert len(catalogue.audiences.audiences(DAY, DAY)) == before


def test_an_account_that_is_not_connected_fails_the_day_and_costs_no_other_its_figures(
    catalogue: Catalogue, platform: FakePlatform
):
    catalogue.briefs.accept(accepted("b-video"))
    posts = (a_live_post(OUT, "b-video", "UC2"), a_live_post(OUT))
    result = made(catalogue, platform, *posts, raises=False)
    failure = next(e for e in result.all_node_events if e.is_step_failure)
    assert "factory connect youtube" in str(failure.step_failure_data.user_failure_data)
    assert [one.video_id for one in catalogue.metrics.between(DAY, DAY)] == ["a-video"]


def test_curves_are_asked_for_at_four_ages_only(catalogue: Catalogue, platform: FakePlatform):
    made(catalogue, platform, a_live_post(DAY - timedelta(days=5)))
    assert platform.curves_asked == []


def test_each_morning_days_that_may_change_and_days_that_are_missing_are_asked_for():
    schedule = daily_figures("09:00", "UTC")
    posts = FakeLivePosts(a_live_post(date(2026, 11, 10)))
    with (
        dg.instance_for_test() as instance,
        dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=datetime.fromisoformat("2026-11-20T08:00:00+00:00"),
            resources={"live_posts": posts},
        ) as morning,
    ):
        asked = schedule(morning)
    assert isinstance(asked, list)
    assert [run.partition_key for run in asked] == [f"2026-11-{n}" for n in range(10, 19)]
