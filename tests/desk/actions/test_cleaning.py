"""`factory clean`: told first, removed then; by the setting every night; what a month takes."""

import os
from collections.abc import Iterator

import dagster as dg
import pytest

from desk.actions.cleaning import CleanedKind, clean_now, month_of_storage
from factory.errors import BadInput
from factory.ports import Cleaner
from resources.dagster_instance.old_run_events import RunCourses
from sensors.cleaned_files import cleaned_files
from tests.fakes.catalogued import NOW, unit, writes
from tests.fakes.manifests import an_accepted_brief
from wiring.factory import Factory
from wiring.storage_cleanup import cleaners


@pytest.fixture
def factory(idle_factory: Factory) -> Iterator[Factory]:
    """A factory with one dead process's scratch, and one video."""
    dead = idle_factory.settings.media / "scratch" / "elsewhere.boot.1.2.3.abc"
    dead.mkdir(parents=True)
    (dead / "result.mp4").write_bytes(b"12345")
    for path in (dead / "result.mp4", dead):
        os.utime(path, (1, 1))
    idle_factory.catalogue.briefs.accept(an_accepted_brief())
    yield idle_factory


def kinds(found: tuple[CleanedKind, ...]) -> dict[str, tuple[int, int]]:
    return {one.kind: (one.count, one.bytes) for one in found}


def test_nothing_is_removed_before_it_is_asked_for(factory: Factory):
    told = clean_now(None, remove=False)
    assert (told.after_days, told.removed, told.bytes) == (30, False, 5)
    assert kinds(told.kinds) == {
        "scratch": (1, 5),
        "intermediates": (0, 0),
        "deleted": (0, 0),
        "logs": (0, 0),
        "events": (0, 0),
    }
    assert clean_now(None, remove=False) == told
    assert clean_now(None, remove=True).kinds == told.kinds
    assert clean_now(None, remove=False).bytes == 0


@pytest.mark.parametrize("days", [0.0, -1.0, float("nan"), float("inf")])
def test_a_number_of_days_that_is_none_is_refused(factory: Factory, days: float):
    with pytest.raises(BadInput, match="wanted more than 0"):
        clean_now(days, remove=True)


def test_nothing_is_cleaned_by_itself_until_the_setting_says_after_how_many_days(factory: Factory):
    settings = factory.catalogue.settings

    def night() -> object:
        with dg.build_schedule_context(
            resources={"switches": settings}, scheduled_execution_time=NOW
        ) as context:
            return cleaned_files(context)

    assert isinstance(night(), dg.SkipReason)
    settings.change("clean_after_days", 14)
    assert isinstance(night(), dg.RunRequest)
    assert clean_now(None, remove=False).after_days == 14


def test_the_course_of_old_runs_goes_and_what_they_made_stays(factory: Factory):
    @dg.asset
    def film(context: dg.AssetExecutionContext) -> None:
        context.log.info("a line")

    instance = factory.instance
    run = dg.materialize([film], instance=instance).run_id
    before = len(instance.all_logs(run))
    courses: Cleaner = RunCourses(factory.catalogue.engine)
    assert courses.due(1).count == 0
    with factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE public.runs SET update_timestamp = '2026-01-01'")
    told = courses.due(1)
    assert courses.clean(1) == told
    left = {event.dagster_event_type for event in instance.all_logs(run)}
    assert left == {
        dg.DagsterEventType.ASSET_MATERIALIZATION_PLANNED,
        dg.DagsterEventType.ASSET_MATERIALIZATION,
        dg.DagsterEventType.RUN_START,
        dg.DagsterEventType.RUN_SUCCESS,
    }
    assert before - len(instance.all_logs(run)) == told.count
    assert courses.due(1).count == 0


def test_a_month_is_reckoned_from_what_the_last_thirty_days_left(factory: Factory):
    assert month_of_storage()[0].bytes == 0
    with factory.journal(None) as journal:
        journal.perform(unit("one"), writes("12345"))
    need, days, due = month_of_storage()
    assert (need.bytes, need.intermediate_bytes, days) == (30 * 5, 0, 0)
    assert due == clean_now(None, remove=False).bytes
    assert len({cleaner.about for cleaner in cleaners(factory)}) == 5


def test_what_goes_by_itself_by_the_setting_is_not_reckoned_as_something_to_clean(factory: Factory):
    assert month_of_storage()[2] == 5
    factory.catalogue.settings.change("clean_after_days", 14)
    assert month_of_storage()[1:] == (14, 0)
