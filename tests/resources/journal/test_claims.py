"""Whose a unit is: one process does it, the others wait, and a dead one is succeeded."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from factory.units_of_work import UnitDetail
from resources.journal.journal import PostgresJournal
from resources.machine.paths import PROJECT
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit, writes
from tests.resources.journal.asking import ELSEWHERE, change, row


class Workers:
    """Starts `tests.fakes.journal_worker` over the same database and store."""

    def __init__(self, url: str, root: Path) -> None:
        self.effects = root / "effects"
        self._shared = [url, str(root / "media"), str(self.effects)]

    def start(self, *labels: str, lease: float = 3600, owner: str = "") -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.fakes.journal_worker"]
        return subprocess.Popen(
            [*command, *self._shared, str(lease), owner, *labels],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def done(self) -> list[str]:
        return self.effects.read_text(encoding="utf-8").split()


@pytest.fixture
def workers(database_url: str, tmp_path: Path) -> Workers:
    return Workers(database_url, tmp_path)


def hears(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    assert process.stdout.readline().strip() == words


def tells(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin
    process.stdin.write(words + "\n")
    process.stdin.flush()


def gets_to_work(process: subprocess.Popen[str]) -> None:
    hears(process, "ready")
    tells(process, "go")
    hears(process, "asking one")
    hears(process, "doing one")


def test_two_processes_asked_for_the_same_units_do_them_once(workers: Workers):
    labels = [f"u{n}" for n in range(12)]
    both = [workers.start(*labels), workers.start(*labels)]
    for process in both:
        hears(process, "ready")
    for process in both:
        tells(process, "go")
    said = [process.communicate(timeout=60)[0] for process in both]
    assert sorted(workers.done()) == sorted(labels)
    assert sum(text.count("done ") for text in said) == 12
    assert sum(text.count("reused ") for text in said) == 12


def test_a_process_waits_for_the_one_that_is_at_it(workers: Workers, journal: PostgresJournal):
    with workers.start("hold", "one") as process:
        gets_to_work(process)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(journal.perform, unit("one"), writes("mine"))
            process.communicate("go\n", timeout=60)
            done = waiting.result(timeout=60)
    assert done.reused
    assert done.path.read_text() == "one"


def test_a_killed_process_on_this_machine_is_succeeded_at_once(
    workers: Workers, journal: PostgresJournal, engine: Engine
):
    with workers.start("hold", "one", lease=3600) as process:
        gets_to_work(process)
        process.kill()  # not waited for: a zombie is dead too
        done = journal.perform(unit("one"), writes("mine"))
    assert not done.reused
    assert done.path.read_text() == "mine"
    assert row(engine, "SELECT attempts FROM factory.work").attempts == 2


def test_another_machines_claim_stands_until_its_lease_is_over(
    workers: Workers, engine: Engine, store: DiskStore
):
    with workers.start("hold", "one", lease=2, owner=ELSEWHERE) as process:
        gets_to_work(process)
        process.kill()
        process.wait()
    question = "SELECT lease_expires_at > clock_timestamp() AS good FROM factory.work"
    stood = row(engine, question).good
    done = PostgresJournal(engine, store, lease_seconds=0.5).perform(unit("one"), writes("mine"))
    assert stood
    assert not row(
        engine, "SELECT created_at + interval '2 s' > done_at AS early FROM factory.work"
    ).early
    assert done.path.read_text() == "mine"


def test_a_lease_is_renewed_while_the_work_goes_on(engine: Engine, store: DiskStore):
    ask = "SELECT lease_expires_at AS at, owner FROM factory.work"
    done_renewing = threading.Event()

    def slow(target: Path) -> UnitDetail:
        first = row(engine, ask).at
        while row(engine, ask).at == first:  # ends when the heartbeat was seen
            done_renewing.wait(0.02)
        return writes("slow")(target)

    with PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=1) as journal:
        assert journal.perform(unit("one"), slow).path.read_text() == "slow"
    assert row(engine, ask).owner is None


def test_a_slow_owner_that_lost_its_lease_does_not_overwrite(
    engine: Engine, store: DiskStore, journal: PostgresJournal
):
    quick = PostgresJournal(engine, store, lease_seconds=0.1)
    slow = PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=3600)

    def overtaken(target: Path) -> UnitDetail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        quick.perform(unit("one"), writes("the quick one's"))
        return writes("the slow one's")(target)

    done = slow.perform(unit("one"), overtaken)
    assert done.reused
    assert done.path.read_text() == "the quick one's"
    assert journal.perform(unit("one"), writes("never")).sha256 == done.sha256
