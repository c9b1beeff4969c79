"""A unit of work is done exactly once, whoever asks and whoever dies."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import AnswerLost, PermanentError, TransientError
from factory.work import Detail, Notes, Resumable
from resources.catalogue.catalogue import Catalogue
from resources.database.connection import open_database
from resources.journal.journal import PostgresJournal
from resources.machine.settings import PROJECT
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit, writes

ELSEWHERE = "another-machine.boot.1.2.3"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media")


@pytest.fixture
def journal(engine: Engine, store: DiskStore) -> Iterator[PostgresJournal]:
    with PostgresJournal(engine, store) as journal:
        yield journal


class Told:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.reused: list[bool] = []

    def begin(self, stage: str, total: int, unit: str) -> None: ...
    def end(self, stage: str, note: str = "") -> None: ...
    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        self.reused.append(reused)


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


def row(engine: Engine, query: str, **values: Any) -> Any:
    with engine.connect() as connection:
        return connection.execute(sa.text(query), values).one()


def change(engine: Engine, query: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(query))


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


def blobs(store_root: Path) -> list[Path]:
    return [p for p in (store_root / "media" / "blobs").rglob("*") if p.is_file()]


def test_what_was_done_before_is_not_done_again_even_for_another_video(journal: PostgresJournal):
    log: list[str] = []
    first = journal.perform(unit("one"), writes("words", log))
    again = journal.perform(unit("one", video_id="another-video"), writes("words", log))
    assert (first.reused, again.reused) == (False, True)
    assert first.detail == again.detail == {"letters": 5}
    assert again.path.read_text() == "words"
    assert log == ["words"]


def test_another_recipe_is_another_unit(journal: PostgresJournal):
    one = journal.perform(unit("one", speed=1.0), writes("slow"))
    two = journal.perform(unit("one", speed=1.5), writes("fast"))
    assert (one.path.read_text(), two.path.read_text()) == ("slow", "fast")


def test_twenty_threads_asking_for_ten_units_do_ten(journal: PostgresJournal):
    log: list[str] = []
    units = [unit(f"unit {n}") for n in range(10)]

    def all_of_them(start: int) -> set[str]:
        order = units[start % 10 :] + units[: start % 10]
        return {journal.perform(u, writes(u.label, log)).sha256 for u in order}

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(all_of_them, range(20)))
    assert sorted(log) == sorted(u.label for u in units)
    assert all(len(hashes) == 10 and hashes == results[0] for hashes in results)


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

    def slow(target: Path) -> Detail:
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

    def overtaken(target: Path) -> Detail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        quick.perform(unit("one"), writes("the quick one's"))
        return writes("the slow one's")(target)

    done = slow.perform(unit("one"), overtaken)
    assert done.reused
    assert done.path.read_text() == "the quick one's"
    assert journal.perform(unit("one"), writes("never")).sha256 == done.sha256


@pytest.mark.parametrize("harm", ["flip", "remove"])
def test_a_broken_result_is_made_again(
    journal: PostgresJournal, engine: Engine, store: DiskStore, harm: str
):
    path = journal.perform(unit("one"), writes("words")).path
    path.write_text("wordz") if harm == "flip" else path.unlink()
    fresh = PostgresJournal(engine, DiskStore(path.parents[2]))
    done = fresh.perform(unit("one"), writes("words"))
    assert not done.reused
    assert done.path.read_text() == "words"
    assert fresh.perform(unit("one"), writes("never")).reused


@pytest.mark.parametrize("error", [PermanentError("no"), TransientError("later"), KeyError("bug")])
def test_a_failing_unit_leaves_nothing_and_is_done_at_the_next_ask(
    journal: PostgresJournal, engine: Engine, tmp_path: Path, error: Exception
):
    def fails(target: Path) -> Detail:
        target.write_text("half")
        raise error

    with pytest.raises(type(error)):
        journal.perform(unit("one"), fails)
    left = row(engine, "SELECT owner, error, done_at FROM factory.work")
    assert (left.owner, left.done_at) == (None, None)
    assert str(error) in left.error
    assert blobs(tmp_path) == []
    assert not journal.perform(unit("one"), writes("whole")).reused


def test_work_that_writes_nothing_is_an_error(journal: PostgresJournal):
    with pytest.raises(PermanentError, match="a-video: one: was done, but nothing was written"):
        journal.perform(unit("one"), lambda target: {})


@pytest.mark.parametrize("detail", [{"lufs": float("-inf")}, {"path": Path()}, {"text": "a\0b"}])
def test_a_detail_that_the_database_cannot_keep_is_an_error(
    journal: PostgresJournal, detail: dict[str, Any]
):
    def do(target: Path) -> Detail:
        target.write_text("x")
        return detail

    with pytest.raises(PermanentError, match="a-video: one: the detail"):
        journal.perform(unit("one"), do)


def test_a_full_disk_in_mid_work_is_permanent_and_says_what_is_free(journal: PostgresJournal):
    def full(target: Path) -> Detail:
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(PermanentError, match="the disk is full: could not write a-video: one"):
        journal.perform(unit("one"), full)


def test_a_full_disk_that_a_program_complains_of_is_permanent_too(journal: PostgresJournal):
    def full(target: Path) -> Detail:
        raise TransientError("ffmpeg ended with 228: out.mp4: No space left on device")

    with pytest.raises(PermanentError, match="the disk is full"):
        journal.perform(unit("one"), full)


def test_a_full_disk_neither_loses_a_paid_job_nor_calls_it_unpaid(
    engine: Engine, journal: PostgresJournal
):
    jobs: list[str] = []

    def full(job: str) -> Detail:
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(PermanentError, match="the disk is full"):
        journal.perform(unit("one", price_usd=0.5), submits(jobs, full))
    assert charges(engine) == [("reserved", 0.5, None)]
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: {}))
    assert jobs == ["job-1"]


def test_what_was_paid_before_a_disk_got_full_counts_as_spent(
    engine: Engine, journal: PostgresJournal
):
    def full(target: Path) -> Detail:
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(PermanentError, match="the disk is full"):
        journal.perform(unit("one", price_usd=0.5), full)
    assert charges(engine) == [("in_doubt", 0.5, None)]


def test_many_are_done_in_the_order_asked_and_counted(journal: PostgresJournal):
    journal.perform(unit("u3"), writes("u3"))
    told = Told()
    work = [(unit(f"u{n}"), writes(f"u{n}")) for n in range(6)]
    done = journal.perform_all(work, workers=3, progress=told)
    assert [d.path.read_text() for d in done] == [f"u{n}" for n in range(6)]
    assert sorted(told.reused) == [False] * 5 + [True]


def test_the_first_failure_stops_what_has_not_begun(journal: PostgresJournal):
    log: list[str] = []

    def fails(target: Path) -> Detail:
        raise PermanentError("the voice cannot say this")

    work = [(unit("u0"), writes("u0", log)), (unit("u1"), fails)]
    work += [(unit(f"u{n}"), writes(f"u{n}", log)) for n in range(2, 9)]
    with pytest.raises(PermanentError, match="the voice cannot say this"):
        journal.perform_all(work, workers=1, progress=None)
    assert log == ["u0"]


def test_nothing_is_also_a_list_of_work(journal: PostgresJournal):
    assert journal.perform_all([], workers=2, progress=None) == []


def test_no_connection_is_held_while_work_is_done(engine: Engine, journal: PostgresJournal):
    seen: list[int] = []

    def looks(target: Path) -> Detail:
        seen.append(engine.pool.checkedout())  # type: ignore[attr-defined]
        return writes("x")(target)

    journal.perform(unit("one"), looks)
    assert seen == [0]


def charges(engine: Engine) -> list[tuple[str, float, float | None]]:
    with engine.connect() as connection:
        found = connection.execute(
            sa.text("SELECT state, estimated_usd, settled_usd FROM factory.charges ORDER BY id")
        )
        return [
            (r.state, float(r.estimated_usd), r.settled_usd and float(r.settled_usd)) for r in found
        ]


def test_money_is_reserved_before_and_settled_after(engine: Engine, journal: PostgresJournal):
    def paid(target: Path) -> Detail:
        assert charges(engine) == [("reserved", 0.5, None)]
        return {**writes("x")(target), "cost_usd": 0.4}

    assert journal.perform(unit("one", price_usd=0.5), paid).cost_usd == 0.4
    assert journal.perform(unit("one", price_usd=0.5), paid).cost_usd == 0.0
    assert charges(engine) == [("settled", 0.5, 0.4)]
    assert Catalogue(engine).costs.cost_usd("a-video") == 0.4


def test_what_costs_nothing_is_not_charged(engine: Engine, journal: PostgresJournal):
    journal.perform(unit("one"), writes("x"))
    assert charges(engine) == []


def test_a_refusal_is_released_and_an_unknown_end_is_in_doubt(
    engine: Engine, journal: PostgresJournal
):
    def refused(target: Path) -> Detail:
        raise PermanentError("no such voice")

    def crashed(target: Path) -> Detail:
        raise KeyError("answer")

    for do in (refused, crashed):
        with pytest.raises((PermanentError, KeyError)):
            journal.perform(unit("one", price_usd=0.5), do)
    assert [state for state, *_ in charges(engine)] == ["released", "in_doubt"]
    assert Catalogue(engine).costs.cost_usd("a-video") == 0.5


def test_an_answer_lost_twice_is_not_paid_for_a_third_time(
    engine: Engine, journal: PostgresJournal
):
    def crashed(target: Path) -> Detail:
        raise KeyError("answer")

    for _ in range(2):
        with pytest.raises(KeyError):
            journal.perform(unit("one", price_usd=0.5), crashed)
    with pytest.raises(PermanentError, match=r"2 times .* up to \$1\.000 may be spent"):
        journal.perform(unit("one", price_usd=0.5), writes("x"))


def submits(jobs: list[str], answers: Callable[[str], Detail], target_text: str = "clip"):
    """Return work that submits a job once, notes it, and asks for its answer."""

    def do(target: Path, notes: Notes) -> Detail:
        if not notes.get():
            jobs.append(f"job-{len(jobs) + 1}")
            notes.put({"request_id": jobs[-1]})
        detail = answers(notes.get()["request_id"])
        target.write_text(target_text, encoding="utf-8")
        return detail

    return Resumable(do)


def test_a_job_outlives_the_process_that_submitted_it(engine: Engine, store: DiskStore):
    jobs: list[str] = []

    def dies(job: str) -> Detail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        raise KeyboardInterrupt

    first = PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=3600)
    with pytest.raises(KeyboardInterrupt):
        first.perform(unit("one", price_usd=0.5), submits(jobs, dies))
    assert charges(engine) == [("reserved", 0.5, None)]
    next_one = PostgresJournal(engine, store, lease_seconds=0.1)
    done = next_one.perform(
        unit("one", price_usd=0.5), submits(jobs, lambda job: {"job": job, "cost_usd": "0.45"})
    )
    assert (jobs, done.detail["job"]) == (["job-1"], "job-1")
    assert charges(engine) == [("settled", 0.5, 0.45)]
    assert row(engine, "SELECT notes FROM factory.work").notes is None


@pytest.mark.parametrize(
    ("error", "state", "submitted"),
    [
        (TransientError("the status page is away"), "reserved", 1),
        (AnswerLost("no answer to a poll"), "reserved", 1),
        (PermanentError("the prompt is refused"), "released", 2),
        (PermanentError("a black clip", charged=True), "settled", 2),
        (TransientError("a clip that cannot be played", charged=True), "settled", 2),
    ],
)
def test_a_failed_job_is_given_up_only_when_it_is_over(
    engine: Engine, journal: PostgresJournal, error: Exception, state: str, submitted: int
):
    jobs: list[str] = []

    def fails(job: str) -> Detail:
        raise error

    with pytest.raises(type(error)):
        journal.perform(unit("one", price_usd=0.5), submits(jobs, fails))
    assert [found for found, *_ in charges(engine)] == [state]
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: {}))
    assert len(jobs) == submitted


def test_a_job_that_failed_without_a_charge_is_submitted_again(
    engine: Engine, journal: PostgresJournal
):
    jobs: list[str] = []

    def lost(target: Path, notes: Notes) -> Detail:
        notes.put({"request_id": "job-0"})
        notes.put({})
        raise TransientError("the vendor's runner died")

    with pytest.raises(TransientError):
        journal.perform(unit("one", price_usd=0.5), Resumable(lost))
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: {}))
    assert jobs == ["job-1"]
    assert [state for state, *_ in charges(engine)] == ["released", "settled"]


def test_an_answer_that_got_lost_is_in_doubt_although_it_may_be_asked_for_again(
    engine: Engine, journal: PostgresJournal
):
    def lost(target: Path) -> Detail:
        raise AnswerLost("the connection broke after the request left")

    with pytest.raises(AnswerLost):
        journal.perform(unit("one", price_usd=0.5), lost)
    assert charges(engine) == [("in_doubt", 0.5, None)]


def test_whoever_lost_the_claim_can_note_nothing_and_says_what_it_paid(
    engine: Engine, store: DiskStore, journal: PostgresJournal
):
    slow = PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=3600)
    said: list[str] = []

    def overtaken(target: Path, notes: Notes) -> Detail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        quick = PostgresJournal(engine, store, lease_seconds=0.1)
        quick.perform(unit("one", price_usd=0.5), writes("quick"))
        with pytest.raises(TransientError, match="somebody else took it over") as error:
            notes.put({"request_id": "job-1"})
        said.append(str(error.value))
        return {**writes("slow")(target), "cost_usd": 0.3}

    assert slow.perform(unit("one", price_usd=0.5), Resumable(overtaken)).reused
    assert "job-1" in said[0]
    assert charges(engine) == [("settled", 0.5, 0.3), ("settled", 0.5, 0.5)]
