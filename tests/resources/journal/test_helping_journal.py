"""A helper does what nobody does, on behalf of the run that joins, until it is told to stop."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from factory.errors import CleanedAway, NoHelpWanted
from factory.units_of_work import Unit, UnitDetail
from resources.catalogue.shared_stages import PostgresSharedStages
from resources.journal.helping_journal import HelpingJournal
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit, writes
from tests.resources.journal.asking import change, row

LABELS = [f"u{n}" for n in range(8)]
JOINING = "run-that-joins"


def wanted() -> str:
    return ""


def helper(
    engine: Engine, store: DiskStore, over: Callable[[], str] = wanted, number: int = 0
) -> HelpingJournal:
    return HelpingJournal(engine, store, run_id=JOINING, number=number, over=over)


def joining(engine: Engine, store: DiskStore) -> PostgresJournal:
    return PostgresJournal(engine, store, run_id=JOINING)


def work(log: list[str]) -> list[tuple[Unit, Callable[[Path], UnitDetail]]]:
    return [(unit(label), writes(label, log)) for label in LABELS]


def uses(engine: Engine) -> tuple[int, int, str]:
    """Return how many uses of units are noted, how many of them as made anew, and for which run."""
    return tuple(
        row(
            engine,
            "SELECT count(*), count(*) FILTER (WHERE NOT reused), min(run_id || '') "
            "FROM factory.work_uses",
        )
    )


def test_what_a_helper_makes_counts_once_as_made_for_the_run_that_joins(
    engine: Engine, store: DiskStore
):
    log: list[str] = []
    with helper(engine, store) as helps, joining(engine, store) as joins:
        helps.perform_all(work(log)[:5], workers=1, progress=None)
        done = joins.perform_all(work(log), workers=1, progress=None)
        again = joins.perform_all(work(log), workers=1, progress=None)
    assert sorted(log) == LABELS
    assert [one.path.read_text() for one in done] == LABELS
    assert not any(one.reused for one in (*done, *again))
    assert uses(engine) == (8, 8, JOINING)


def test_what_was_made_before_stays_reused_and_the_helper_notes_nothing_of_it(
    engine: Engine, store: DiskStore
):
    log: list[str] = []
    with PostgresJournal(engine, store, run_id="an-earlier-run") as earlier:
        earlier.perform_all(work(log), workers=1, progress=None)
    with helper(engine, store) as helps, joining(engine, store) as joins:
        helps.perform_all(work(log), workers=1, progress=None)
        assert uses(engine) == (8, 8, "an-earlier-run")
        done = joins.perform_all(work(log), workers=1, progress=None)
    assert all(one.reused for one in done)
    assert uses(engine) == (8, 0, JOINING)


def test_each_helper_begins_at_another_place_and_returns_all_in_order(
    engine: Engine, store: DiskStore
):
    begun: list[str] = []
    for number in range(3):
        log: list[str] = []
        with helper(engine, store, number=number) as helps:
            done = helps.perform_all(work(log), workers=1, progress=None)
        assert [one.path.read_text() for one in done] == LABELS
        begun += log[:1]
        change(engine, "DELETE FROM factory.work")
    assert begun == ["u4", "u1", "u6"]


def test_a_helper_that_is_wanted_no_longer_begins_nothing_more(engine: Engine, store: DiskStore):
    log: list[str] = []
    helps = helper(engine, store, over=lambda: "the run has ended")
    with helps, pytest.raises(NoHelpWanted, match="the run has ended"):
        helps.perform_all(work(log), workers=2, progress=None)
    with helps, pytest.raises(NoHelpWanted):
        helps.perform(*work(log)[0])
    assert log == []


def test_a_helper_waits_for_what_the_joining_run_is_at_and_does_not_do_it_again(
    engine: Engine, store: DiskStore
):
    log: list[str] = []
    begun, go = threading.Event(), threading.Event()

    def slow(target: Path) -> UnitDetail:
        begun.set()
        assert go.wait(60)
        return writes("u0", log)(target)

    def over() -> str:
        go.set()  # it has looked, and found the unit in somebody's hands
        return ""

    with joining(engine, store) as joins, helper(engine, store, over) as helps:
        with ThreadPoolExecutor(1) as pool:
            made = pool.submit(joins.perform, unit("u0"), slow)
            assert begun.wait(60)
            done = helps.perform_all([(unit("u0"), writes("u0", log))], workers=1, progress=None)
        assert done[0].sha256 == made.result().sha256
    assert log == ["u0"]


def test_files_of_what_others_made_are_fetched_only_where_they_are_needed(
    engine: Engine, store: DiskStore
):
    log: list[str] = []
    with joining(engine, store) as joins, helper(engine, store) as helps:
        made = joins.perform(*work(log)[0])
        made.path.unlink()
        (done,) = helps.perform_all(work(log)[:1], workers=1, progress=None)
        assert (done.sha256, helps.finished([unit("u0"), unit("u1")])) == (made.sha256, [2, None])
        with pytest.raises(CleanedAway):
            assert done.path
    assert log == ["u0"]


def test_what_is_left_of_a_batch_is_told_without_a_look_at_its_files(
    engine: Engine, store: DiskStore
):
    shared, names = PostgresSharedStages(engine), {one.fingerprint for one, _ in work([])}
    assert shared.left(names, recalling=False) == len(LABELS)
    with joining(engine, store) as joins:
        for pair in work([])[:2]:
            joins.perform(*pair).path.unlink()
    assert shared.left(names, recalling=False) == len(LABELS) - 2
    change(engine, "UPDATE factory.work SET retired_at = now()")
    assert [shared.left(names, recalling=one) for one in (False, True)] == [8, 6]
