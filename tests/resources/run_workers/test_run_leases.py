"""Leases of runs: one worker has a run, whatever a broker delivers, and lets go in time."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from resources.database.connection import open_database
from resources.run_workers.run_leases import RUN_LEASE_SECONDS, RunLeases, worker_engine
from resources.run_workers.run_process import Program, RunProcess
from resources.run_workers.worker import take_and_run

POLITE = """
import signal, sys, time
def stop(*_):
    print("called off", file=open(sys.argv[1], "w"))
    sys.exit(3)
signal.signal(signal.SIGINT, stop)
open(sys.argv[1], "w")
time.sleep(600)
"""


def polite(there: Path) -> Program:
    return Program([sys.executable, "-S", "-c", POLITE, str(there)])


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE public.runs (run_id text, status text)"))
        connection.execute(sa.text("INSERT INTO public.runs VALUES ('r', 'STARTING')"))
    yield engine
    engine.dispose()


@pytest.fixture
def leases(engine: Engine) -> RunLeases:
    made = RunLeases(engine, ride_seconds=0)
    made.ask("r", "render")
    return made


def becomes(engine: Engine, status: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE public.runs SET status = :status"), {"status": status})


def unheard(engine: Engine, seconds: float) -> None:
    ago = sa.text("UPDATE factory.run_leases SET heard_at = now() - make_interval(secs => :s)")
    with engine.begin() as connection:
        connection.execute(ago, {"s": seconds})


def test_a_run_is_taken_once_and_a_second_delivery_is_refused(engine: Engine, leases: RunLeases):
    assert leases.take("r", "one", resumes=False)
    assert not leases.take("r", "two", resumes=False)
    becomes(engine, "STARTED")
    unheard(engine, RUN_LEASE_SECONDS + 1)
    assert not leases.take("r", "two", resumes=False), "it was begun: its message came twice"
    assert take_and_run(leases, "execute_run", "r").startswith("refused")
    becomes(engine, "SUCCESS")
    assert take_and_run(leases, "resume_run", "r").startswith("refused")


def test_whoever_is_unheard_is_succeeded_and_whoever_is_heard_is_not(
    engine: Engine, leases: RunLeases
):
    assert leases.take("r", "one", resumes=False)
    becomes(engine, "STARTED")
    assert not leases.take("r", "two", resumes=True)
    unheard(engine, RUN_LEASE_SECONDS + 1)
    assert leases.take("r", "two", resumes=True)
    assert leases.beat("r", "one") is None
    assert leases.beat("r", "two") is False


def test_a_worker_that_died_before_its_run_began_is_waited_for(engine: Engine, leases: RunLeases):
    assert leases.take("r", "one", resumes=False)
    assert leases.waits("r")
    becomes(engine, "STARTED")
    assert not leases.waits("r")


def test_what_was_called_off_in_its_queue_is_taken_by_nobody(leases: RunLeases):
    assert not leases.cancel("r")
    assert not leases.take("r", "one", resumes=False)
    assert not leases.waits("r")


def test_a_message_asks_for_nothing_but_a_run(leases: RunLeases):
    assert take_and_run(leases, "--help", "r") == "refused: a message asks for '--help'"
    assert leases.take("r", "one", resumes=False)


def test_a_run_that_is_called_off_is_asked_to_stop(leases: RunLeases, tmp_path: Path):
    leases.take("r", "one", resumes=False)
    there = tmp_path / "there"
    patient = _CallsOff(leases, there)
    process = RunProcess(patient, "r", "one", beat_seconds=0.02)
    assert process.run(lambda: polite(there)) == 3
    assert there.read_text() == "called off\n"
    lease = leases.lease("r")
    assert lease
    assert (lease.ended, lease.exit_code) == (True, 3)


class _CallsOff(RunLeases):
    """Leases of which a run is called off as soon as its process says that it is there."""

    def __init__(self, leases: RunLeases, there: Path) -> None:
        super().__init__(leases._engine, 0)
        self._there = there

    def beat(self, run_id: str, worker: str) -> bool | None:
        if self._there.exists():
            self.cancel(run_id)
        return super().beat(run_id, worker)


def test_the_process_of_a_lost_lease_is_killed(engine: Engine, leases: RunLeases, tmp_path: Path):
    leases.take("r", "one", resumes=False)
    becomes(engine, "STARTED")
    unheard(engine, RUN_LEASE_SECONDS + 1)
    assert leases.take("r", "two", resumes=True)
    there = tmp_path / "there"
    process = RunProcess(leases, "r", "one", beat_seconds=0.1)
    assert process.run(lambda: polite(there)) is None
    assert not there.exists() or there.read_text() == ""
    lease = leases.lease("r")
    assert lease
    assert (lease.worker, lease.ended) == ("two", False)


def test_who_cannot_prove_a_lease_lets_go_of_it(tmp_path: Path):
    nowhere = worker_engine("postgresql+psycopg2://nobody:x@127.0.0.1:1/none")
    process = RunProcess(
        RunLeases(nowhere, ride_seconds=0), "r", "one", beat_seconds=0.05, sure_seconds=0.2
    )
    assert process.run(lambda: polite(tmp_path / "there")) is None
