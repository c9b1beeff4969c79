"""The assets of a day, made by Dagster over a real database."""

from datetime import date, timedelta

import dagster as dg

from factory.analytics.figures import DayFigures, Figures
from factory_assets.analytics.asset import FIGURES, USUAL_VIEWS
from resources.catalogue.catalogue import Catalogue
from sensors.new_figures import new_figures
from tests.fakes.catalogued import accepted
from tests.fakes.platform import FakeLivePosts, FakeOutlets, FakePlatform

DAY = date(2026, 11, 20)


def views_of(days: int, last: float) -> list[DayFigures]:
    """Return a hundred views a day, and so many on the last."""
    return [
        DayFigures(
            day=DAY - timedelta(days=back),
            video_id="a-video",
            outlet="youtube",
            figures=Figures(views=last if back == 0 else 100 + back % 3),
        )
        for back in range(days)
    ]


def made(catalogue: Catalogue) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            FIGURES,
            partition_key=str(DAY),
            instance=instance,
            resources={
                "metrics": catalogue.metrics,
                "live_posts": FakeLivePosts(),
                "outlets": FakeOutlets(FakePlatform()),
            },
        )


def test_a_day_shows_its_figures_and_warns_of_what_is_odd(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    catalogue.metrics.record("test", views_of(60, last=900))
    result = made(catalogue)
    (day,) = result.asset_materializations_for_node("analytics__daily_metrics")
    assert day.metadata["youtube: views"].value == 900
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed) == (USUAL_VIEWS, False)
    assert "tales had 900 views at youtube" in (check.description or "")
    assert check.severity is dg.AssetCheckSeverity.WARN


def test_a_day_of_which_nothing_is_known_says_so(catalogue: Catalogue):
    result = made(catalogue)
    (day,) = result.asset_materializations_for_node("analytics__daily_metrics")
    assert "nothing is known" in str(day.metadata["figures"].value)
    assert all(check.passed for check in result.get_asset_check_evaluations())


def test_days_with_new_figures_are_asked_for_once_and_those_not_over_later(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - over nowhere on earth
    future = DayFigures(
        day=tomorrow, video_id="a-video", outlet="youtube", figures=Figures(views=1)
    )
    catalogue.metrics.record("test", [*views_of(3, last=5), future])
    with dg.DagsterInstance.ephemeral() as instance:

        def tick(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
            context = dg.build_sensor_context(instance, cursor=cursor)
            found = new_figures(context, metrics=catalogue.metrics)
            assert isinstance(found, dg.SensorResult | dg.SkipReason)
            return found

        first = tick(None)
        assert isinstance(first, dg.SensorResult)
        asked = [run.partition_key for run in first.run_requests or ()]
        assert asked == [str(DAY - timedelta(days=back)) for back in (2, 1, 0)]
        assert isinstance(tick(first.cursor), dg.SkipReason)
        assert str(tomorrow) in (first.cursor or "")
