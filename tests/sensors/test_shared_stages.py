"""Helpers are started for long stages: so many as are worth it, and not for ever."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from factory.workflow.events import BRIEF_ACCEPTED
from factory.workflow.launch import PHASE, VIDEO
from factory.workflow.shared_stage import HELPS, MOST_STARTS, SharedStage
from sensors.failed_runs import failed_runs
from sensors.shared_stages import shared_stages
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief
from tests.sensors.watch import Watch

RUN = "0d5a4c2e-6c1b-4f0e-9a58-3f6f5b0c7d11"
LONG = SharedStage(VIDEO_ID, "renders", RUN, 400)


@pytest.fixture
def long(watch: Watch) -> Iterator[Watch]:
    """A video whose render is under way, and shared."""
    watch.catalogue.briefs.accept(an_accepted_brief())
    create_run_for_test(watch.instance, run_id=RUN, tags={"dagster/priority": "-2"})
    with watch.catalogue.stages.stage(VIDEO_ID, "renders", RUN):
        watch.catalogue.shared_stages.share(LONG)
        yield watch


def asked(watch: Watch, most: int) -> list[dg.RunRequest]:
    """Evaluate the sensor once; return the runs it asks for."""
    result = watch.tick(shared_stages(most))
    return list(result.run_requests or ()) if isinstance(result, dg.SensorResult) else []


def begin(watch: Watch, request: dg.RunRequest, status: dg.DagsterRunStatus) -> None:
    tags: dict[str, Any] = {**request.tags}
    create_run_for_test(watch.instance, job_name="segments", tags=tags, status=status)


def test_helpers_come_after_every_run_of_a_video_those_of_an_earlier_turn_first(long: Watch):
    first, second = asked(long, most=2)
    assert first.partition_key == VIDEO_ID
    assert first.tags == {
        "factory/helps": RUN,
        "factory/stage": "renders",
        "factory/helper": "0",
        VIDEO: VIDEO_ID,
        PHASE: "segments",
        "dagster/priority": "-1000002",
    }
    assert (first.run_key, second.run_key) == tuple(f"helper-{RUN}-renders-{n}" for n in (0, 1))


def test_helpers_of_a_narration_are_for_the_workers_that_speak(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    by_hand = create_run_for_test(watch.instance).run_id
    with watch.catalogue.stages.stage(VIDEO_ID, "audio", by_hand):
        watch.catalogue.shared_stages.share(SharedStage(VIDEO_ID, "audio", by_hand, 400))
        (request,) = asked(watch, most=1)
    assert request.tags[PHASE] == "sentences"
    assert request.tags["dagster/priority"] == "-1000000"


def test_a_run_that_was_killed_is_not_helped(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = create_run_for_test(watch.instance, status=dg.DagsterRunStatus.CANCELED).run_id
    with watch.catalogue.stages.stage(VIDEO_ID, "renders", run):
        watch.catalogue.shared_stages.share(SharedStage(VIDEO_ID, "renders", run, 400))
        assert asked(watch, most=2) == []


def test_a_place_is_filled_again_when_its_helper_is_gone_and_a_few_times_only(long: Watch):
    for request in asked(long, most=2):
        begin(long, request, dg.DagsterRunStatus.STARTED)
    assert asked(long, most=2) == []
    (third,) = asked(long, most=3)
    assert third.tags["factory/helper"] == "2"
    begin(long, third, dg.DagsterRunStatus.FAILURE)
    for number in range(3, 3 * MOST_STARTS):
        (again,) = asked(long, most=3)
        assert again.run_key == f"helper-{RUN}-renders-{number}"
        begin(long, again, dg.DagsterRunStatus.FAILURE)
    assert asked(long, most=3) == []


def test_nothing_is_asked_where_nothing_is_left_or_nobody_may_help(long: Watch):
    assert asked(long, most=0) == []
    long.catalogue.shared_stages.share(SharedStage(VIDEO_ID, "renders", RUN, 0))
    assert asked(long, most=4) == []


@pytest.mark.parametrize(
    ("most", "status"),
    [(0, dg.DefaultSensorStatus.STOPPED), (4, dg.DefaultSensorStatus.RUNNING)],
)
def test_the_sensor_rests_where_all_runs_share_one_machine(
    most: int, status: dg.DefaultSensorStatus
):
    assert shared_stages(most).default_status is status


def test_a_helper_that_failed_is_no_failure_of_its_video(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    tags = {HELPS: RUN, "dagster/partition": VIDEO_ID}
    run = create_run_for_test(watch.instance, job_name="segments", tags=tags)
    failed = dg.DagsterEvent("PIPELINE_FAILURE", "segments", message="it died")
    context = dg.build_run_status_sensor_context(
        "failed_runs", failed, watch.instance, run
    ).for_run_failure()
    facts = watch.catalogue
    failed_runs(context, events=facts.events, stages=facts.stages, launches=watch.launches)
    assert [event["topic"] for event in facts.events.after(0)] == [BRIEF_ACCEPTED]
    assert watch.requested() == []
