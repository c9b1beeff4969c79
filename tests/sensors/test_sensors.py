"""The sensors over a real catalogue and a real inbox: what they notice and what they ask for."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa
from sqlalchemy import event

from factory_assets.stage.jobs import plan
from factory_assets.stage.names import VIDEOS_NAME
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launch_queue import PostgresLaunches
from resources.home.channel_files import ChannelFolder
from resources.home.inbox import InboxFolder
from resources.images import fonts
from resources.journal.books import PostgresBooks
from resources.journal.budgets import PostgresBudgets
from resources.machine.settings import PROJECT
from sensors import new_briefs as sensor_module
from sensors.decided_reviews import decided_reviews
from sensors.lost_runs import LOST
from sensors.new_briefs import in_turn, new_briefs
from sensors.pending_work import Settlement, pending_work
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review

WORDS = "The sea came a little closer to the tower every winter. " * 8


@dataclass
class Watch:
    """Everything a sensor sees."""

    inbox: Path
    catalogue: Catalogue
    launches: PostgresLaunches
    instance: dg.DagsterInstance

    def drop(self, name: str, text: str, age_seconds: float = 60) -> None:
        """Put a file into the inbox that nobody has written to for a while."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        then = time.time() - age_seconds
        os.utime(path, (then, then))

    def tick(self, sensor: dg.SensorDefinition) -> dg.SensorResult | dg.SkipReason:
        """Evaluate the sensor once."""
        resources = {
            "inbox": InboxFolder(self.inbox),
            "channels": ChannelFolder((PROJECT / "examples" / "channels",)),
            "briefs": self.catalogue.briefs,
            "stages": self.catalogue.stages,
            "events": self.catalogue.events,
            "reviews": self.catalogue.reviews,
            "outcomes": self.catalogue.outcomes,
            "launches": self.launches,
            "budgets": PostgresBudgets(self.catalogue.engine, ChannelFolder(())),
            "books": PostgresBooks(self.catalogue.engine),
            "lettering": fonts,
        }
        wanted = {name: resources[name] for name in sensor.required_resource_keys}
        context = dg.build_sensor_context(instance=self.instance, resources=wanted)
        result = sensor(context)
        assert isinstance(result, dg.SensorResult | dg.SkipReason)
        return result

    @property
    def settlement(self) -> Settlement:
        """What the sensor brings launches up to date with."""
        facts = self.catalogue
        return Settlement(self.instance, facts.briefs, facts.stages, self.launches, facts.outcomes)

    def requested(self) -> list[tuple[str, str]]:
        """Return open launches as (video, phase)."""
        with self.catalogue.engine.connect() as connection:
            rows = connection.execute(
                sa.text("SELECT video_id, phase FROM factory.launches WHERE ended_at IS NULL")
            )
            return [tuple(row) for row in rows]


@pytest.fixture
def watch(database_url: str, tmp_path: Path) -> Iterator[Watch]:
    catalogue = open_catalogue(database_url)
    with dg.DagsterInstance.ephemeral() as instance:
        yield Watch(tmp_path / "inbox", catalogue, PostgresLaunches(catalogue.engine), instance)
    catalogue.engine.dispose()


def brief(title: str, channel: str = "demo") -> str:
    return f"---\nchannel: {channel}\ntitle: {title}\n---\n{WORDS}"


def test_a_new_brief_becomes_a_partition_and_a_run_in_the_same_tick(watch: Watch):
    watch.drop("tower.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert result.run_requests and result.dynamic_partitions_requests
    (run,) = result.run_requests
    (added,) = result.dynamic_partitions_requests
    assert (run.job_name, list(added.partition_keys)) == ("plan", [run.partition_key])
    assert not list(watch.inbox.glob("*.md"))
    assert isinstance(watch.tick(new_briefs), dg.SkipReason)


def test_a_bad_brief_is_put_aside_with_its_reason_and_the_next_one_goes_on(watch: Watch):
    watch.drop("a.md", brief("Nowhere", channel="nobody"))
    watch.drop("b.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert len(result.run_requests or ()) == 1
    (reason,) = (watch.inbox / "rejected").glob("*.reason.txt")
    assert "nobody" in reason.read_text(encoding="utf-8")
    rejected = [e for e in watch.catalogue.events.after() if e["topic"] == "brief.rejected"]
    assert "nobody" in rejected[0]["payload"]["reason"]


def test_the_newest_brief_does_not_wait_behind_a_thousand_bad_ones(watch: Watch):
    for number in range(120):
        watch.drop(f"bad-{number}.md", "---\n", age_seconds=4000 - number)
    watch.drop("good.md", brief("The tower"))
    result = watch.tick(new_briefs)
    assert isinstance(result, dg.SensorResult)
    assert len(result.run_requests or ()) == 1
    assert len(list((watch.inbox / "rejected").glob("*.reason.txt"))) == 49


def test_whatever_comes_in_newer_the_oldest_has_its_turn():
    waiting = [Path(f"{n}") for n in range(7)]
    assert [p.name for p in in_turn(waiting)] == ["6", "0", "5", "1", "4", "2", "3"]
    assert in_turn(waiting[:1]) == waiting[:1]


def test_a_tick_ends_when_its_time_is_up_and_the_next_one_goes_on(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sensor_module, "SECONDS_A_TICK", -1.0)
    watch.drop("good.md", brief("The tower"))
    assert isinstance(watch.tick(new_briefs), dg.SkipReason)
    monkeypatch.setattr(sensor_module, "SECONDS_A_TICK", 10.0)
    assert isinstance(watch.tick(new_briefs), dg.SensorResult)


def test_the_reason_beside_a_rejected_brief_tells_everything_at_once(watch: Watch):
    watch.drop("a.md", "---\nchannel: nobody\nformat: shrot\ncolour: red\n---\n# Few\n\nWords.\n")
    watch.tick(new_briefs)
    reason = (watch.inbox / "rejected" / "a.md.reason.txt").read_text()
    for said in ("line 2: channel:", "line 3: format:", "line 4: colour:"):
        assert said in reason


def test_a_folder_named_as_a_brief_is_put_aside_and_said(watch: Watch):
    watch.drop("story.md/notes.txt", "mine")
    then = time.time() - 60
    os.utime(watch.inbox / "story.md", (then, then))
    watch.tick(new_briefs)
    assert (watch.inbox / "rejected" / "story.md" / "notes.txt").read_text() == "mine"
    reason = (watch.inbox / "rejected" / "story.md.reason.txt").read_text()
    assert "it is a folder" in reason


def test_a_brief_that_is_a_video_already_is_rejected(watch: Watch):
    for name in ("a.md", "b.md"):
        watch.drop(name, brief("The tower"))
        watch.tick(new_briefs)
    (reason,) = (watch.inbox / "rejected").glob("*.reason.txt")
    assert "already the video demo-" in reason.read_text(encoding="utf-8")


def test_a_brief_left_behind_by_a_crash_is_taken_in_once(watch: Watch):
    for _ in range(2):
        watch.drop("a.md", brief("The tower"))
        watch.tick(new_briefs)
    assert not (watch.inbox / "rejected").exists()
    assert len(watch.catalogue.reports.list_videos()) == 1


def test_a_brief_that_was_written_a_moment_ago_is_taken_in_at_the_first_tick(watch: Watch):
    watch.drop("a.md", brief("The tower"), age_seconds=0.2)
    assert isinstance(watch.tick(new_briefs), dg.SensorResult)


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


def test_a_rendered_video_that_a_person_must_see_is_not_published(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required")))
    _ended(watch, "render", dg.DagsterRunStatus.SUCCESS)
    assert watch.requested() == []


def test_a_run_that_died_without_a_failed_step_is_started_again(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    _ended(watch, "plan", dg.DagsterRunStatus.FAILURE)
    assert watch.requested() == [(VIDEO_ID, "plan")]
    assert watch.launches.open_claimed() == []


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


def test_an_approval_asks_for_the_release_and_both_decisions_are_shown(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.catalogue.reviews.decide(a_review(reviewer="mara", decision="rejected", note="too loud"))
    watch.catalogue.reviews.decide(a_review(reviewer="mara"))
    result = watch.tick(decided_reviews)
    assert isinstance(result, dg.SensorResult)
    shown = [event.metadata["decision"].value for event in result.asset_events]
    assert shown == ["rejected", "approved"]
    assert [run.job_name for run in result.run_requests or ()] == ["publish"]
    assert isinstance(watch.tick(decided_reviews), dg.SkipReason)


def test_a_decision_by_policy_starts_nothing(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.catalogue.reviews.decide(a_review())
    watch.tick(decided_reviews)
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


def _run(watch: Watch, phase: str) -> dg.DagsterRun:
    """Claim a launch and create its run, as Dagster would for the sensor's request."""
    watch.launches.request(VIDEO_ID, phase, "test", "test")
    (launch,) = watch.launches.claim(1, "test")
    watch.instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO_ID])
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
        watch.instance.handle_run_event(
            run.run_id,
            dg.DagsterEvent(dg.DagsterEventType.RUN_SUCCESS.value, run.job_name, message=""),
        )
    else:
        watch.instance.report_run_failed(run)
    (launch,) = watch.launches.open_claimed()
    watch.settlement.settle([launch])


def plan_like() -> dg.JobDefinition:
    """A job that is never run; only its runs' states are looked at."""

    @dg.op
    def nothing() -> None: ...

    @dg.job(name=plan.name)
    def job() -> None:
        nothing()

    return job
