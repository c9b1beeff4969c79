"""A unit of work is done exactly once, whoever asks and whoever dies."""

import threading
from concurrent.futures import ThreadPoolExecutor
from errno import ENOSPC
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import CacheStats

from factory.errors import PermanentError, TransientError
from factory.units_of_work import UnitDetail
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit, writes
from tests.resources.journal.asking import charges, row, submits


class LoudnessDetail(UnitDetail):
    """A number that JSON does not have."""

    lufs: float


class NamedDetail(UnitDetail):
    """A text that Postgres does not keep."""

    name: str


class Told:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.reused: list[bool] = []

    def begin(self, stage: str, total: int, unit: str) -> None: ...
    def step(self, stage: str, doing: str) -> None: ...
    def end(self, stage: str, note: str = "") -> None: ...
    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        self.reused.append(reused)


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
    def fails(target: Path) -> UnitDetail:
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
        journal.perform(unit("one"), lambda target: UnitDetail())


@pytest.mark.parametrize("detail", [LoudnessDetail(lufs=float("-inf")), NamedDetail(name="a\0b")])
def test_a_detail_that_the_database_cannot_keep_is_an_error(
    journal: PostgresJournal, detail: UnitDetail
):
    def do(target: Path) -> UnitDetail:
        target.write_text("x")
        return detail

    with pytest.raises(PermanentError, match="a-video: one: the detail"):
        journal.perform(unit("one"), do)


def test_a_full_disk_in_mid_work_is_permanent_and_says_what_is_free(journal: PostgresJournal):
    def full(target: Path) -> UnitDetail:
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(PermanentError, match="the disk is full: could not write a-video: one"):
        journal.perform(unit("one"), full)


def test_a_full_disk_that_a_program_complains_of_is_permanent_too(journal: PostgresJournal):
    def full(target: Path) -> UnitDetail:
        raise TransientError("ffmpeg ended with 228: out.mp4: No space left on device")

    with pytest.raises(PermanentError, match="the disk is full"):
        journal.perform(unit("one"), full)


def test_a_full_disk_neither_loses_a_paid_job_nor_calls_it_unpaid(
    engine: Engine, journal: PostgresJournal
):
    jobs: list[str] = []

    def full(job: str) -> UnitDetail:
        raise OSError(ENOSPC, "No space left on device")

    with pytest.raises(PermanentError, match="the disk is full"):
        journal.perform(unit("one", price_usd=0.5), submits(jobs, full))
    assert charges(engine) == [("reserved", 0.5, None)]
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: UnitDetail()))
    assert jobs == ["job-1"]


def test_what_was_paid_before_a_disk_got_full_counts_as_spent(
    engine: Engine, journal: PostgresJournal
):
    def full(target: Path) -> UnitDetail:
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

    def fails(target: Path) -> UnitDetail:
        raise PermanentError("the voice cannot say this")

    work = [(unit("u0"), writes("u0", log)), (unit("u1"), fails)]
    work += [(unit(f"u{n}"), writes(f"u{n}", log)) for n in range(2, 9)]
    with pytest.raises(PermanentError, match="the voice cannot say this"):
        journal.perform_all(work, workers=1, progress=None)
    assert log == ["u0"]


def test_what_a_unit_asks_the_database_is_compiled_once(engine: Engine, journal: PostgresJournal):
    compiled: list[str] = []

    def look(_c, _cursor, statement: str, _values, context: DefaultExecutionContext, _many) -> None:
        if context.cache_hit is not CacheStats.CACHE_HIT:
            compiled.append(statement)

    journal.perform(unit("one", price_usd=0.5), writes("one"))
    journal.perform(unit("one", price_usd=0.5), writes("never"))
    event.listen(engine, "before_cursor_execute", look)
    journal.perform(unit("two", price_usd=0.5), writes("two"))
    journal.perform(unit("two", price_usd=0.5), writes("never"))
    assert compiled == []


def test_nothing_is_also_a_list_of_work(journal: PostgresJournal):
    assert journal.perform_all([], workers=2, progress=None) == []


def test_no_connection_is_held_while_work_is_done(engine: Engine, journal: PostgresJournal):
    seen: list[int] = []

    def looks(target: Path) -> UnitDetail:
        seen.append(engine.pool.checkedout())  # type: ignore[attr-defined]
        return writes("x")(target)

    journal.perform(unit("one"), looks)
    assert seen == [0]


def test_two_that_ask_for_the_same_share_it_out_and_neither_waits_while_there_is_work(
    engine: Engine, store: DiskStore
):
    both = threading.Barrier(2, timeout=30)

    def at_the_same_time(target: Path) -> UnitDetail:
        both.wait()  # only where each of the two does one of them
        target.write_text("done", encoding="utf-8")
        return UnitDetail()

    with PostgresJournal(engine, store) as one, PostgresJournal(engine, store) as other:
        work = [(unit(f"unit {n}"), at_the_same_time) for n in range(2)]
        with ThreadPoolExecutor(2) as pool:
            asked = [
                pool.submit(journal.perform_all, work, workers=1, progress=None)
                for journal in (one, other)
            ]
            results = [one.result() for one in asked]
    assert sorted(done.reused for done in (*results[0], *results[1])) == [False, False, True, True]
    assert [done.sha256 for done in results[0]] == [done.sha256 for done in results[1]]
