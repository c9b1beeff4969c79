"""Jobs that a vendor goes on with: noted, found again, given up only when they are over."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from factory.errors import AnswerLost, PermanentError, TransientError
from factory.units_of_work import Notes, Resumable, UnitDetail
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit, writes
from tests.resources.journal.asking import ELSEWHERE, change, charges, row, submits


class JobDetail(UnitDetail):
    """Which of a vendor's jobs made it."""

    job: str


def test_a_job_outlives_the_process_that_submitted_it(engine: Engine, store: DiskStore):
    jobs: list[str] = []

    def dies(job: str) -> UnitDetail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        raise KeyboardInterrupt

    first = PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=3600)
    with pytest.raises(KeyboardInterrupt):
        first.perform(unit("one", price_usd=0.5), submits(jobs, dies))
    assert charges(engine) == [("reserved", 0.5, None)]
    next_one = PostgresJournal(engine, store, lease_seconds=0.1)
    done = next_one.perform(
        unit("one", price_usd=0.5),
        submits(jobs, lambda job: JobDetail(job=job, cost_usd=Decimal("0.45"))),
    )
    assert (jobs, done.read(JobDetail).job) == (["job-1"], "job-1")
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

    def fails(job: str) -> UnitDetail:
        raise error

    with pytest.raises(type(error)):
        journal.perform(unit("one", price_usd=0.5), submits(jobs, fails))
    assert [found for found, *_ in charges(engine)] == [state]
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: UnitDetail()))
    assert len(jobs) == submitted


def test_a_job_that_failed_without_a_charge_is_submitted_again(
    engine: Engine, journal: PostgresJournal
):
    jobs: list[str] = []

    def lost(target: Path, notes: Notes) -> UnitDetail:
        notes.put({"request_id": "job-0"})
        notes.put({})
        raise TransientError("the vendor's runner died")

    with pytest.raises(TransientError):
        journal.perform(unit("one", price_usd=0.5), Resumable(lost))
    journal.perform(unit("one", price_usd=0.5), submits(jobs, lambda job: UnitDetail()))
    assert jobs == ["job-1"]
    assert [state for state, *_ in charges(engine)] == ["released", "settled"]


def test_an_answer_that_got_lost_is_in_doubt_although_it_may_be_asked_for_again(
    engine: Engine, journal: PostgresJournal
):
    def lost(target: Path) -> UnitDetail:
        raise AnswerLost("the connection broke after the request left")

    with pytest.raises(AnswerLost):
        journal.perform(unit("one", price_usd=0.5), lost)
    assert charges(engine) == [("in_doubt", 0.5, None)]


def test_whoever_lost_the_claim_can_note_nothing_and_says_what_it_paid(
    engine: Engine, store: DiskStore, journal: PostgresJournal
):
    slow = PostgresJournal(engine, store, owner=ELSEWHERE, lease_seconds=3600)
    said: list[str] = []

    def overtaken(target: Path, notes: Notes) -> UnitDetail:
        change(engine, "UPDATE factory.work SET lease_expires_at = now() - interval '1 h'")
        quick = PostgresJournal(engine, store, lease_seconds=0.1)
        quick.perform(unit("one", price_usd=0.5), writes("quick"))
        with pytest.raises(TransientError, match="somebody else took it over") as error:
            notes.put({"request_id": "job-1"})
        said.append(str(error.value))
        writes("slow")(target)
        return UnitDetail(cost_usd=Decimal("0.3"))

    assert slow.perform(unit("one", price_usd=0.5), Resumable(overtaken)).reused
    assert "job-1" in said[0]
    assert charges(engine) == [("settled", 0.5, 0.3), ("settled", 0.5, 0.5)]
