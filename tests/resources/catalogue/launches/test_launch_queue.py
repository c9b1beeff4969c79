"""Whatever is to run is claimed by one, and comes back when that one is gone."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from factory.workflow.launch import Launch
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.machine.paths import PROJECT
from tests.fakes.catalogued import accepted

VIDEO = "a-video"


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    yield catalogue
    catalogue.engine.dispose()


@pytest.fixture
def launches(catalogue: Catalogue) -> PostgresLaunches:
    return PostgresLaunches(catalogue.engine)


def change(catalogue: Catalogue, query: str) -> None:
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(query))


def take(launches: PostgresLaunches, phase: str = "plan") -> Launch:
    launches.request(VIDEO, phase, "test", "test")
    (launch,) = launches.claim(1, "test")
    return launch


def test_a_phase_asked_for_twice_is_one_launch(launches: PostgresLaunches):
    first = launches.request(VIDEO, "plan", "new brief", "sensor")
    assert launches.request(VIDEO, "plan", "again", "cli") == first
    assert launches.request(VIDEO, "render", "next", "sensor") != first


def test_a_phase_may_be_asked_for_again_when_it_has_ended(
    catalogue: Catalogue, launches: PostgresLaunches
):
    launch = take(launches)
    catalogue.outcomes.ended(launch.id, "succeeded")
    assert launches.request(VIDEO, "plan", "changed brief", "cli") != launch.id


def test_threads_that_ask_together_get_one_open_launch(launches: PostgresLaunches):
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: launches.request(VIDEO, "plan", "x", "x"), range(40)))
    assert len(ids) == 1


def test_a_launch_of_an_unknown_video_is_refused(launches: PostgresLaunches):
    with pytest.raises(PermanentError, match="unknown is not in the catalogue"):
        launches.request("unknown", "plan", "x", "x")


def test_eight_threads_claim_fifty_launches_each_once(
    catalogue: Catalogue, launches: PostgresLaunches
):
    for n in range(50):
        catalogue.briefs.accept(accepted(f"video-{n}"))
        launches.request(f"video-{n}", "plan", "x", "x")

    def claim_all(_: int) -> list[int]:
        mine: list[int] = []
        while batch := launches.claim(3, "thread"):
            mine += [launch.id for launch in batch]
        return mine

    with ThreadPoolExecutor(8) as pool:
        claimed = [launch for mine in pool.map(claim_all, range(8)) for launch in mine]
    # A thread whose candidates are all locked by others sees none and goes; nobody is left over.
    claimed += claim_all(0)
    assert len(claimed) == len(set(claimed)) == 50


def test_the_oldest_is_claimed_first_and_only_the_phases_asked_for(launches: PostgresLaunches):
    plan = launches.request(VIDEO, "plan", "x", "x")
    render = launches.request(VIDEO, "render", "x", "x")
    publish = launches.request(VIDEO, "publish", "x", "x")
    assert [n.id for n in launches.claim(1, "x", phases=("render",))] == [render]
    assert [n.id for n in launches.claim(5, "x")] == [plan, publish]


def test_nothing_is_claimed_while_the_factory_is_paused(
    catalogue: Catalogue, launches: PostgresLaunches
):
    launches.request(VIDEO, "plan", "x", "x")
    catalogue.settings.change("paused", True)
    assert launches.claim(5, "x") == []
    assert launches.claim_video(VIDEO, "plan", reason="x", by="x") is None
    catalogue.settings.change("paused", False)
    assert len(launches.claim(5, "x")) == 1


def test_what_is_put_back_waits_and_counts_its_attempts(
    catalogue: Catalogue, launches: PostgresLaunches
):
    launch = take(launches)
    catalogue.outcomes.started(launch.id, "run-1")
    catalogue.outcomes.again(launch.id, 3600)
    assert launches.claim(5, "x") == []
    change(catalogue, "UPDATE factory.launches SET not_before = now()")
    (again,) = launches.claim(5, "x")
    assert (launch.attempts, again.attempts, again.run_id) == (1, 2, None)


def test_a_person_who_asks_now_does_not_wait_for_the_delay(
    catalogue: Catalogue, launches: PostgresLaunches
):
    catalogue.outcomes.again(take(launches).id, 3600)
    assert launches.claim_video(VIDEO, "plan", reason="x", by="x")


def test_a_claimed_launch_is_nobody_elses(launches: PostgresLaunches):
    take(launches)
    assert launches.claim(5, "x") == []
    assert launches.claim_video(VIDEO, "plan", reason="x", by="x") is None


def test_what_is_claimed_and_open_is_listed_with_its_age(
    catalogue: Catalogue, launches: PostgresLaunches
):
    launch = take(launches)
    launches.request(VIDEO, "render", "x", "x")
    (open_one,) = launches.open_claimed()
    assert (open_one.id, open_one.claimed_by) == (launch.id, "test")
    assert 0 <= open_one.claimed_seconds < 60
    catalogue.outcomes.ended(launch.id, "failed", "its process died")
    assert launches.open_claimed() == []


def test_the_first_end_counts(catalogue: Catalogue, launches: PostgresLaunches):
    launch = take(launches)
    catalogue.outcomes.ended(launch.id, "failed", "broken")
    catalogue.outcomes.ended(launch.id, "succeeded")
    catalogue.outcomes.again(launch.id, 0)
    (shown,) = catalogue.reports.show(VIDEO).launches
    assert (shown.outcome, shown.error, shown.attempts) == ("failed", "broken", 1)


def test_a_claim_without_a_run_is_given_to_another_after_a_minute(
    catalogue: Catalogue, launches: PostgresLaunches
):
    silent, running = take(launches), take(launches, "render")
    catalogue.outcomes.started(running.id, "run-1")
    change(catalogue, "UPDATE factory.launches SET claimed_at = now() - interval '61 s'")
    (again,) = launches.claim(5, "x")
    assert (again.id, again.attempts) == (silent.id, 2)


CLAIM_AND_DIE = """
import os, sys
from resources.catalogue.catalogue import open_catalogue
catalogue = open_catalogue(sys.argv[1])
launch = catalogue.launches.claim_video("a-video", "plan", reason="x", by="dead", in_process=True)
catalogue.outcomes.started(launch.id, "run-1")
os._exit(9)
"""


def test_what_ran_inside_a_process_comes_back_as_soon_as_that_is_dead(
    catalogue: Catalogue, launches: PostgresLaunches
):
    url = catalogue.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", CLAIM_AND_DIE, url]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9
    (dead,) = launches.open_claimed()
    assert dead.owner_is_dead
    mine = launches.claim_video(VIDEO, "plan", reason="x", by="x", in_process=True)
    assert mine
    assert (mine.id, mine.attempts, mine.run_id) == (dead.id, 2, None)


FACTORY_DIES = """
import os, sys
from resources.catalogue.catalogue import open_catalogue
catalogue = open_catalogue(sys.argv[1])
catalogue.launches.request("a-video", "plan", "x", "x")
(launch,) = catalogue.launches.claim(5, "a factory")
catalogue.outcomes.started(launch.id, "run-1")
os._exit(9)
"""


@pytest.mark.parametrize(
    ("nothing_runs", "of_a_worker", "is_taken"),
    [(True, False, True), (False, False, False), (True, True, False)],
)
def test_what_a_dead_factory_had_begun_is_gone_on_with_where_no_other_runs_and_no_worker_has_it(
    catalogue: Catalogue,
    launches: PostgresLaunches,
    nothing_runs: bool,
    of_a_worker: bool,
    is_taken: bool,
):
    url = catalogue.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", FACTORY_DIES, url]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9
    if of_a_worker:
        change(catalogue, "INSERT INTO factory.run_leases (run_id, queue) VALUES ('run-1', 'q')")
    mine = launches.claim_video(
        VIDEO, "plan", reason="x", by="x", in_process=True, nothing_runs=nothing_runs
    )
    assert (mine is not None) is is_taken


def test_what_runs_inside_a_living_process_stays_its_own_however_long(
    catalogue: Catalogue, launches: PostgresLaunches
):
    assert launches.claim_video(VIDEO, "plan", reason="x", by="x", in_process=True)
    change(catalogue, "UPDATE factory.launches SET claimed_at = now() - interval '9 h'")
    assert launches.claim(5, "x") == []
    assert launches.claim_video(VIDEO, "plan", reason="x", by="x") is None


def test_nothing_of_a_channel_that_rests_is_claimed_and_the_rest_is(
    catalogue: Catalogue, launches: PostgresLaunches
):
    launches.request(VIDEO, "plan", "x", "Mara")
    channel = catalogue.reports.show(VIDEO).channel
    catalogue.paused_channels.pause("another", "Mara")
    catalogue.paused_channels.pause(channel, "Mara")
    assert launches.claim(5, "x") == []
    assert launches.claim_video(VIDEO, "render", reason="x", by="x", asked_by="Mara") is None
    assert catalogue.paused_channels.rests(VIDEO)
    catalogue.paused_channels.resume(channel)
    assert {one.phase for one in launches.claim(5, "x")} == {"plan", "render"}
    asked = catalogue.reports.show(VIDEO).launches
    assert {launch.requested_by for launch in asked} == {"Mara"}


def asked(catalogue: Catalogue, channel: str, count: int) -> list[str]:
    """Ask for so many videos of a channel."""
    names = [f"{channel}-{n}" for n in range(count)]
    for name in names:
        catalogue.briefs.accept(accepted(name, channel=channel))
        catalogue.launches.request(name, "plan", "x", "x")
    return names


def test_no_channel_waits_behind_what_another_has_asked_for_before(
    catalogue: Catalogue, launches: PostgresLaunches
):
    many = asked(catalogue, "many", 30)
    begun = [one.video_id for one in launches.claim(4, "x")]
    assert begun == many[:4]
    few = asked(catalogue, "few", 3)
    claimed = launches.claim(10, "x")
    assert [one.video_id for one in claimed] == [*few, *many[4:11]]
    assert [one.turn for one in claimed] == [0, 1, 2, *range(4, 11)]
    other = asked(catalogue, "other", 1)
    (by_hand,) = [launches.claim_video(name, "plan", reason="x", by="x") for name in other]
    assert by_hand
    assert "dagster/priority" not in by_hand.tags
    last = launches.claim_video(many[-1], "plan", reason="x", by="x")
    assert last
    assert last.tags["dagster/priority"] == "-11"


def test_what_ended_gives_its_channel_its_turn_back(
    catalogue: Catalogue, launches: PostgresLaunches
):
    names = asked(catalogue, "many", 3)
    first, second = launches.claim(2, "x")
    for launch in (first, second):
        catalogue.outcomes.ended(launch.id, "succeeded")
    (third,) = launches.claim(2, "x")
    assert (third.video_id, third.turn) == (names[2], 0)
