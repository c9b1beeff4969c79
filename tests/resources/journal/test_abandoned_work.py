"""What a dead process holds is let go once its video is over, and nothing of it is lost."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.reviews.decision import Review
from factory.units_of_work import Notes, Resumable, UnitDetail
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.journal.abandoned_work import PostgresAbandonedWork
from resources.journal.charge_resolution import PostgresDoubts
from resources.journal.journal import PostgresJournal
from resources.machine.paths import PROJECT
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import MASTER, NOW, accepted, unit

VIDEO = "a-video"
PAID = unit("one", price_usd=0.5)

DYING = """
import os, sys
from factory.units_of_work import Resumable
from resources.catalogue.catalogue import open_catalogue
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from pathlib import Path
from tests.fakes.catalogued import unit

def dies(target, notes):
    if sys.argv[3] == "noted" and not notes.get():
        notes.put({"request_id": "job-1"})
    os._exit(9)

engine = open_catalogue(sys.argv[1]).engine
PostgresJournal(engine, DiskStore(Path(sys.argv[2]))).perform(
    unit("one", price_usd=float(sys.argv[4])), Resumable(dies)
)
"""


@dataclass
class Died:
    """A video whose processes died in the middle of a paid call."""

    catalogue: Catalogue
    store: Path

    def dies(self, times: int, job: str = "noted", price_usd: float = 0.5) -> None:
        url = self.catalogue.engine.url.render_as_string(hide_password=False)
        command = [sys.executable, "-c", DYING, url, str(self.store), job, str(price_usd)]
        for _ in range(times):
            assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9

    @property
    def abandoned_work(self) -> PostgresAbandonedWork:
        return PostgresAbandonedWork(self.catalogue.engine)

    @property
    def journal(self) -> PostgresJournal:
        return PostgresJournal(self.catalogue.engine, DiskStore(self.store))

    def charges(self) -> list[tuple[str, float]]:
        rows = "SELECT state, coalesce(settled_usd, estimated_usd) FROM factory.charges ORDER BY id"
        with self.catalogue.engine.connect() as connection:
            return [(state, float(usd)) for state, usd in connection.execute(sa.text(rows))]

    def owned(self) -> int:
        rows = sa.text("SELECT count(*) FROM factory.work WHERE owner IS NOT NULL")
        with self.catalogue.engine.connect() as connection:
            return int(connection.scalar(rows) or 0)


@pytest.fixture
def died(database_url: str, tmp_path: Path) -> Iterator[Died]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    catalogue.launches.request(VIDEO, "plan", "test", "test")
    yield Died(catalogue, tmp_path / "media")
    catalogue.engine.dispose()


def failed(catalogue: Catalogue) -> None:
    (launch,) = catalogue.launches.claim(1, "test")
    catalogue.outcomes.ended(launch.id, "failed", "its process died 4 times")


def finished(catalogue: Catalogue) -> None:
    (launch,) = catalogue.launches.claim(1, "test")
    catalogue.outcomes.ended(launch.id, "succeeded")


def cancelled(catalogue: Catalogue) -> None:
    catalogue.withdrawals.cancel(VIDEO, "mara")


def deleted(catalogue: Catalogue) -> None:
    cancelled(catalogue)
    catalogue.withdrawals.delete(VIDEO, "mara")


def rejected(catalogue: Catalogue) -> None:
    finished(catalogue)
    facts = {"decision": "rejected", "reviewer": "mara", "note": "", "decided_at": NOW}
    catalogue.reviews.decide(
        Review.model_validate({"video_id": VIDEO, "master_sha256": MASTER, **facts})
    )


@pytest.mark.parametrize("end", [failed, finished, cancelled, deleted, rejected])
def test_deaths_leave_nothing_reserved_and_nothing_owned_when_the_video_ends(
    died: Died, end: Callable[[Catalogue], None]
):
    died.dies(times=4 if end is failed else 1)
    assert (died.charges(), died.owned()) == ([("reserved", 0.5)], 1)
    end(died.catalogue)
    assert died.abandoned_work.release() == 1
    assert (died.charges(), died.owned()) == ([("in_doubt", 0.5)], 0)
    assert died.abandoned_work.release() == 0


def test_while_the_video_is_being_made_nothing_is_let_go(died: Died):
    died.dies(times=1)
    assert died.abandoned_work.release() == 0
    assert (died.charges(), died.owned()) == ([("reserved", 0.5)], 1)


def test_what_a_living_process_does_is_its_own_even_of_a_video_that_is_over(died: Died):
    cancelled(died.catalogue)
    closed: list[int] = []

    def do(target: Path) -> UnitDetail:
        closed.append(died.abandoned_work.release())
        target.write_text("x", encoding="utf-8")
        return UnitDetail()

    died.journal.perform(PAID, do)
    assert closed == [0]
    assert died.charges() == [("settled", 0.5)]


def test_a_call_without_a_job_is_in_doubt_too(died: Died):
    died.dies(times=1, job="lost")
    cancelled(died.catalogue)
    died.abandoned_work.release()
    assert (died.charges(), died.owned()) == ([("in_doubt", 0.5)], 0)


def test_a_unit_that_costs_nothing_is_only_let_go(died: Died):
    died.dies(times=1, price_usd=0)
    cancelled(died.catalogue)
    assert died.abandoned_work.release() == 1
    assert (died.charges(), died.owned()) == ([], 0)


def goes_on(jobs: list[str]) -> Resumable:
    def do(target: Path, notes: Notes) -> UnitDetail:
        jobs.append(notes.get().get("request_id", "a new job"))
        target.write_text("x", encoding="utf-8")
        return UnitDetail(cost_usd=Decimal("0.45"))

    return Resumable(do)


def test_who_asks_again_goes_on_with_the_job_and_with_its_charge(died: Died):
    died.dies(times=1)
    failed(died.catalogue)
    died.abandoned_work.release()
    jobs: list[str] = []
    died.journal.perform(PAID, goes_on(jobs))
    assert jobs == ["job-1"]
    assert died.charges() == [("settled", 0.45)]


def test_a_job_whose_charge_was_resolved_meanwhile_is_not_charged_twice(died: Died):
    died.dies(times=1)
    failed(died.catalogue)
    died.abandoned_work.release()
    doubts = PostgresDoubts(died.catalogue.engine)
    (doubt,) = doubts.open(VIDEO)
    doubts.resolve(doubt.id, PAID.estimate_usd, "mara")
    died.journal.perform(PAID, goes_on([]))
    assert died.charges() == [("settled", 0.45)]
