"""The assets of a day, made by Dagster over a real database."""

from datetime import date, timedelta
from pathlib import Path

import dagster as dg

from factory.analytics.derived_metrics import SETTING
from factory.analytics.figures import DayFigures, Figures
from factory.analytics.video_history import VideoHistory
from factory.workflow.launch import PRIORITY, Launch
from factory_assets.analytics.asset import FIGURES, USUAL_VIEWS
from resources.catalogue.catalogue import Catalogue
from resources.storage.disk_store import DiskStore
from sensors.new_figures import new_figures
from tests.fakes.catalogued import accepted
from tests.fakes.platform import FakeLivePosts, FakeOutlets, FakePlatform, NoFiles

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


def made(catalogue: Catalogue, store: DiskStore | None = None) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            FIGURES,
            partition_key=str(DAY),
            instance=instance,
            resources={
                "metrics": catalogue.metrics,
                "figure_sums": catalogue.figure_sums,
                "live_posts": FakeLivePosts(),
                "outlets": FakeOutlets(FakePlatform()),
                "store": store or NoFiles(),
            },
        )


def test_a_day_shows_its_figures_and_warns_of_what_is_odd(catalogue: Catalogue):
    catalogue.briefs.accept(accepted())
    catalogue.metrics.record("test", views_of(60, last=900))
    (withheld,) = made(catalogue).get_asset_check_evaluations()
    assert withheld.passed, "nobody has accepted what YouTube asks for before it lets one judge"
    catalogue.settings.change(SETTING, True)
    result = made(catalogue)
    (day,) = result.asset_materializations_for_node("analytics__daily_metrics")
    assert day.metadata["youtube: views"].value == 900
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed) == (USUAL_VIEWS, False)
    assert "tales had 900 views at youtube" in (check.description or "")
    assert check.severity is dg.AssetCheckSeverity.WARN
    (channel,) = result.asset_materializations_for_node("analytics__channel_days")
    drawn = str(channel.metadata["trust: tales at youtube"].value)
    at = f"/analytics/stills/tales/youtube/{DAY}/trust.svg"
    assert drawn.startswith(f"[May I trust it?]({at})\n\n"), "read before it is drawn"
    assert drawn.endswith(f"[![May I trust it?]({at}?preview)]({at})")


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
            with dg.build_sensor_context(instance, cursor=cursor) as context:
                found = new_figures(context, metrics=catalogue.metrics)
            assert isinstance(found, dg.SensorResult | dg.SkipReason)
            return found

        first = tick(None)
        assert isinstance(first, dg.SensorResult)
        asked = [run.partition_key for run in first.run_requests or ()]
        assert asked == [str(DAY - timedelta(days=back)) for back in (2, 1, 0)]
        first_video = Launch(1, "a", "plan", 1, 0, 0.0, False, "", "", None, turn=9)
        usual = int(first_video.tags[PRIORITY])
        assert {int(run.tags[PRIORITY]) < usual for run in first.run_requests or ()} == {True}
        assert isinstance(tick(first.cursor), dg.SkipReason)
        assert str(tomorrow) in (first.cursor or "")


def test_a_new_videos_days_lie_in_its_folder_as_they_were_told(
    catalogue: Catalogue, tmp_path: Path
):
    store = DiskStore(tmp_path, "http://127.0.0.1:3001")
    for video_id in ("a-video", "b-video"):
        catalogue.briefs.accept(accepted(video_id))
    store.write("a-video", "brief.json", b"{}")
    told = views_of(5, last=9)
    gone = [one.model_copy(update={"video_id": "b-video"}) for one in told]
    catalogue.metrics.record("test", [*told, *gone])
    result = made(catalogue, store)
    history = VideoHistory.from_json(store.local("a-video", "analytics.json").read_bytes())
    assert [day.figures["views"] for day in history.days][-1] == 9
    assert (history.known_to, len(history.days)) == (DAY, 5)
    (files,) = result.asset_materializations_for_node("analytics__video_files")
    assert files.metadata["files"].value == 1
    assert files.metadata["whose files are gone"].value == 1
