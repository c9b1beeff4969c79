"""The sensors over a real catalogue and a real inbox: what they notice and what they ask for."""

from datetime import timedelta

import dagster as dg
import pytest
import sqlalchemy as sa
from dagster._core.test_utils import create_run_for_test
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from factory.workflow.launch import ATTEMPT
from factory_assets.stage.graph_names import VIDEOS_NAME
from factory_assets.stage.jobs import plan
from sensors.failed_runs import FROM_OUTSIDE, failed_runs
from sensors.lost_runs import LOST
from sensors.pending_work import pending_work
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.sensors.watch import Watch

DIES_AT_THE_END = """
    CREATE FUNCTION factory.dies() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the process dies here'; END $$;
    CREATE TRIGGER dies BEFORE UPDATE OF ended_at ON factory.launches
    FOR EACH ROW EXECUTE FUNCTION factory.dies()
"""


def test_paused_nothing_is_started_and_unpaused_it_is(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.launches.request(VIDEO_ID, "plan", "test", "test")
    watch.catalogue.settings.change("paused", True)
    assert isinstance(watch.tick(pending_work), dg.SkipReason)
    watch.catalogue.settings.change("paused", False)
    result = watch.tick(pending_work)
    assert isinstance(result, dg.SensorResult)
    assert [run.partition_key for run in result.run_requests or ()] == [VIDEO_ID]


@pytest.mark.parametrize(
    ("phase", "review", "follows"),
    [("plan", "required", "render"), ("render", "automatic", "publish")],
)
def test_when_a_run_succeeded_the_next_phase_is_asked_for(
    watch: Watch, phase: str, review: str, follows: str
):
    watch.catalogue.briefs.accept(an_accepted_brief(a_channel(review=review)))
    _ended(watch, phase, dg.DagsterRunStatus.SUCCESS)
    assert watch.requested() == [(VIDEO_ID, follows)]


@pytest.mark.parametrize(("stepwise", "follows"), [(True, []), (False, [(VIDEO_ID, "render")])])
def test_whether_a_video_goes_on_by_itself_is_what_holds_when_a_phase_ends(
    watch: Watch, stepwise: bool, follows: list[tuple[str, str]]
):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = _run(watch, "plan")
    watch.catalogue.modes.switch(VIDEO_ID, stepwise=stepwise)
    _succeed(watch, run)
    watch.settlement.settle(watch.launches.open_claimed())
    assert watch.requested() == follows


def test_dead_between_the_end_of_a_phase_and_the_next_the_next_is_still_asked_for(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = _run(watch, "plan")
    _succeed(watch, run)
    with watch.catalogue.engine.begin() as connection:
        connection.execute(sa.text(DIES_AT_THE_END))
    with pytest.raises(DatabaseError, match="the process dies here"):
        watch.settlement.settle(watch.launches.open_claimed())
    with watch.catalogue.engine.begin() as connection:
        connection.execute(sa.text("DROP FUNCTION factory.dies() CASCADE"))
    watch.settlement.settle(watch.launches.open_claimed())
    assert watch.requested() == [(VIDEO_ID, "render")]


def test_what_is_called_off_while_its_end_is_being_noticed_is_followed_by_nothing(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    _succeed(watch, _run(watch, "plan"))
    open_ones = watch.launches.open_claimed()
    watch.catalogue.withdrawals.cancel(VIDEO_ID, "mara")
    watch.settlement.settle(open_ones)
    assert watch.requested() == []


def test_a_launch_that_cannot_be_settled_holds_nobody_else_up(watch: Watch):
    other = "demo-20261127-another-one-abcd"
    for video_id in (VIDEO_ID, other):
        watch.catalogue.briefs.accept(
            an_accepted_brief(title=video_id).model_copy(update={"video_id": video_id})
        )
        _succeed(watch, _run(watch, "plan", video_id))
    with watch.catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.briefs SET accepted = '{}' WHERE video_id = :video_id"),
            {"video_id": VIDEO_ID},
        )
    unsettled = watch.settlement.settle(watch.launches.open_claimed())
    assert list(unsettled) == [VIDEO_ID]
    assert sorted(watch.requested()) == sorted([(VIDEO_ID, "plan"), (other, "render")])


def test_a_rendered_video_that_a_person_must_see_is_not_published(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required")))
    _ended(watch, "render", dg.DagsterRunStatus.SUCCESS)
    assert watch.requested() == []


def test_a_run_that_died_without_a_failed_step_is_started_again(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    _ended(watch, "plan", dg.DagsterRunStatus.FAILURE)
    assert watch.requested() == [(VIDEO_ID, "plan")]
    assert watch.launches.open_claimed() == []


@pytest.mark.parametrize(("began", "seconds"), [(True, 1), (False, 30)])
def test_where_no_process_began_the_next_waits_until_the_code_location_is_back(
    watch: Watch, began: bool, seconds: float
):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = _run(watch, "plan")
    if began:
        event = dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, run.job_name, message="")
        watch.instance.handle_run_event(run.run_id, event)
    watch.instance.report_run_failed(run)
    open_ones = watch.launches.open_claimed()
    before = _one(watch, "SELECT now()")
    watch.settlement.settle(open_ones)
    due = _one(watch, "SELECT not_before FROM factory.launches")
    assert before <= due - timedelta(seconds=seconds) <= _one(watch, "SELECT now()")


def test_a_run_that_dies_again_and_again_is_given_up_with_a_reason(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    launch_id = watch.launches.request(VIDEO_ID, "plan", "test", "test")
    for _ in range(4):
        with watch.catalogue.engine.begin() as connection:
            connection.execute(sa.text("UPDATE factory.launches SET not_before = NULL"))
        _ended(watch, "plan", dg.DagsterRunStatus.FAILURE)
    (launch,) = [x for x in watch.catalogue.reports.show(VIDEO_ID).launches if x.id == launch_id]
    assert launch.outcome == "failed"
    assert "died 4 times in a row and got no further" in (launch.error or "")


def test_a_run_that_got_further_each_time_it_died_is_never_given_up(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.launches.request(VIDEO_ID, "plan", "test", "test")
    got_further = (True, False, False, True, False, False)
    for number, further in enumerate(got_further):
        with watch.catalogue.engine.begin() as connection:
            connection.execute(sa.text("UPDATE factory.launches SET not_before = NULL"))
        stage = f"stage {number}" if further else None
        _ended(watch, "plan", dg.DagsterRunStatus.FAILURE, finished=stage)
    assert watch.requested() == [(VIDEO_ID, "plan")]
    with watch.catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.launches SET not_before = NULL"))
    _ended(watch, "plan", dg.DagsterRunStatus.FAILURE)
    assert watch.requested() == []


def test_what_a_dead_run_was_doing_is_on_record_as_failed(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = _run(watch, "plan")
    stage = watch.catalogue.stages.stage(VIDEO_ID, "audio", run.run_id)
    stage.__enter__()
    watch.instance.report_run_failed(run)
    (launch,) = watch.launches.open_claimed()
    watch.settlement.settle([launch])
    (audio,) = watch.catalogue.reports.show(VIDEO_ID).stages
    assert (audio.status, audio.error) == ("failed", LOST)


def test_open_launches_are_looked_at_together_and_written_to_only_when_something_changed(
    watch: Watch,
):
    watch.catalogue.briefs.accept(an_accepted_brief())
    for phase in ("plan", "render"):
        _run(watch, phase)
    watch.tick(pending_work)
    statements: list[str] = []
    event.listen(
        watch.catalogue.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: statements.append(statement),
    )
    open_ones = watch.launches.open_claimed()
    assert len(open_ones) == 2
    statements.clear()
    watch.settlement.settle(open_ones)
    assert statements == []


def test_a_launch_whose_run_dagster_has_forgotten_is_put_back(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    run = _run(watch, "plan")
    watch.tick(pending_work)
    watch.instance.delete_run(run.run_id)
    with watch.catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.launches SET claimed_at = now() - interval '1 day'")
        )
    watch.settlement.settle(watch.launches.open_claimed())
    assert watch.launches.open_claimed() == []


def _one(watch: Watch, question: str):
    with watch.catalogue.engine.connect() as connection:
        return connection.scalar(sa.text(question))


def _run(watch: Watch, phase: str, video_id: str = VIDEO_ID) -> dg.DagsterRun:
    """Claim a launch and create its run, as Dagster would for the sensor's request."""
    watch.launches.request(video_id, phase, "test", "test")
    (launch,) = watch.launches.claim(1, "test")
    watch.instance.add_dynamic_partitions(VIDEOS_NAME, [video_id])
    return watch.instance.create_run_for_job(
        plan_like(), tags=launch.tags, status=dg.DagsterRunStatus.STARTED
    )


def _ended(
    watch: Watch, phase: str, status: dg.DagsterRunStatus, finished: str | None = None
) -> None:
    run = _run(watch, phase)
    if finished:
        with watch.catalogue.stages.stage(VIDEO_ID, finished, run.run_id):
            pass
    if status == dg.DagsterRunStatus.SUCCESS:
        _succeed(watch, run)
    else:
        watch.instance.report_run_failed(run)
    (launch,) = watch.launches.open_claimed()
    watch.settlement.settle([launch])


def _succeed(watch: Watch, run: dg.DagsterRun) -> None:
    watch.instance.handle_run_event(
        run.run_id,
        dg.DagsterEvent(dg.DagsterEventType.RUN_SUCCESS.value, run.job_name, message=""),
    )


def plan_like() -> dg.JobDefinition:
    """A job that is never run; only its runs' states are looked at."""

    @dg.op
    def nothing() -> None: ...

    @dg.job(name=plan.name)
    def job() -> None:
        nothing()

    return job


def test_a_run_whose_process_is_gone_is_announced_with_its_attempt_in_our_own_words(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    tags = {"dagster/partition": VIDEO_ID, ATTEMPT: "2"}
    run = create_run_for_test(watch.instance, job_name="plan", tags=tags)
    died = dg.DagsterEvent("PIPELINE_FAILURE", "plan", message=FROM_OUTSIDE)
    context = dg.build_run_status_sensor_context("failed_runs", died, watch.instance, run)
    facts = watch.catalogue
    failed_runs(
        context.for_run_failure(),
        events=facts.events,
        stages=facts.stages,
        launches=watch.launches,
    )
    *_, announced = facts.events.after(0)
    assert announced["payload"]["error"] == LOST
    assert announced["payload"]["died_at_attempt"] == 2
