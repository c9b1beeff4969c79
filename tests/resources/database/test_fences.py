"""A process that was away for so long that another took over what it did writes, buys and publishes nothing more."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import TakenOver, TransientError
from factory.units_of_work import Notes, Resumable, UnitDetail
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, as_fallback
from factory_assets.stage.step_retries import errors_for_dagster
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.idempotent_answers import Answer
from resources.catalogue.media_places import prefix_of_video
from resources.catalogue.video_lock import hold_still
from resources.dagster_instance.log_progress import LogProgress
from resources.database.confinement import confined_to
from resources.database.connection import transact
from resources.database.process_locks import ProcessLocks
from resources.journal.journal import PostgresJournal
from resources.journal.spending_limits import lock_money
from resources.storage.disk_store import DiskStore
from tests.databases import cut_locks
from tests.fakes.catalogued import VOICE, accepted, file_ref, unit, writes
from tests.fakes.circuits import NobodyIsAway
from tests.fakes.late_stages import begun_anew
from tests.resources.database.two_tenants import NORTH, accept, video_of

WHO, KEY = "token of Mara", "a-key"
AWAY = (
    "UPDATE factory.process_locks SET owner = 'another-host.boot.1.2.3',"
    " lease_expires_at = now() - interval '1 hour'"
)
"""As if another machine held it, and was not heard since."""
LONG_AGO = "UPDATE factory.api_answers SET asked_at = now() - interval '2 minutes'"
NO_GRACE_SECONDS = 0.001
LATE = "another one took over"


def test_a_late_request_neither_writes_nor_answers_nor_gives_up_what_another_does_by_then(
    catalogue: Catalogue,
):
    late, other = catalogue.api_answers, Catalogue(catalogue.engine).api_answers
    other._locks = ProcessLocks(catalogue.engine, NO_GRACE_SECONDS)
    catalogue.briefs.accept(accepted())
    assert late.claim(WHO, KEY, "asked").is_ == "new"
    assert catalogue.launches.request("a-video", "plan", "x", "Mara"), "as long as it is its own"
    cut_locks(catalogue.engine)
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(AWAY))
        connection.execute(sa.text(LONG_AGO))
    assert Context().run(other.claim, WHO, KEY, "asked").is_ == "new"
    with pytest.raises(TakenOver, match=LATE):
        catalogue.launches.request("a-video", "render", "x", "Mara")
    with pytest.raises(TakenOver, match=LATE):
        late.forget(WHO, KEY)
    assert catalogue.launches.request("a-video", "publish", "x", "Mara"), (
        "of the next thing it does"
    )
    assert Context().run(late.claim, WHO, KEY, "asked").is_ == "being answered"
    Context().run(other.keep, WHO, KEY, Answer(status=201, body="the other's"))
    found = late.claim(WHO, KEY, "asked").answer
    assert found and found.body == "the other's"
    phases = sa.text("SELECT phase FROM factory.launches ORDER BY phase")
    with catalogue.engine.connect() as connection:
        assert connection.scalars(phases).all() == ["plan", "publish"]


def test_a_late_stage_records_no_file_and_buys_nothing_and_what_it_had_bought_is_on_the_books(
    catalogue: Catalogue, tmp_path: Path
):
    engine = catalogue.engine
    catalogue.briefs.accept(accepted())
    store = DiskStore(tmp_path, prefix_of=lambda video_id: prefix_of_video(engine, video_id))
    bought: list[str] = []
    elsewhere, there = Context(), catalogue.stages.stage("a-video", "audio", "run-2")

    def begun_elsewhere(target: Path) -> UnitDetail:
        elsewhere.run(there.__enter__)
        target.write_text("paid", encoding="utf-8")
        return UnitDetail(cost_usd=Decimal("0.25"))

    with (
        PostgresJournal(engine, store) as journal,
        pytest.raises(TakenOver, match="another process has begun the stage audio"),
        catalogue.stages.stage("a-video", "audio", "run-1"),
    ):
        store.write("a-video", "first.txt", b"1")
        journal.perform(unit("one", price_usd=0.25), begun_elsewhere)
        for refused in (
            lambda: journal.perform(unit("two", price_usd=1), writes("two", bought)),
            lambda: store.write("a-video", "first.txt", b"2"),
            lambda: catalogue.artifacts.record(
                "a-video", "audio", [file_ref("a.wav")], provider=None, run_id="run-1"
            ),
        ):
            with pytest.raises(TakenOver, match="has begun the stage"):
                refused()
        store.write("a-video", "first.txt", b"3")
    assert bought == []
    assert catalogue.artifacts.artifact("a-video", "audio", "a.wav") is None
    assert store.local("a-video", "first.txt").read_bytes() == b"1"
    charges = sa.text("SELECT state, settled_usd::float FROM factory.charges")
    under_way = sa.text(
        "SELECT run_id FROM factory.stages WHERE finished_at IS NULL AND failed_at IS NULL"
    )
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(charges)] == [("settled", 0.25)]
        assert connection.scalars(under_way).all() == ["run-2"]
    elsewhere.run(there.__exit__, None, None, None)


def charged(catalogue: Catalogue) -> list[tuple[str, str, float | None]]:
    charges = sa.text("SELECT provider, state, settled_usd::float FROM factory.charges ORDER BY id")
    with catalogue.engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(charges)]


def store_of(catalogue: Catalogue, folder: Path) -> DiskStore:
    return DiskStore(folder, prefix_of=lambda video_id: prefix_of_video(catalogue.engine, video_id))


def test_a_job_that_a_late_stage_submitted_is_noted_and_waited_for_by_the_next_one(
    catalogue: Catalogue, tmp_path: Path
):
    submitted: list[str] = []
    asked = unit("one", price_usd=0.25)
    with (
        PostgresJournal(catalogue.engine, store_of(catalogue, tmp_path)) as journal,
        begun_anew(catalogue, "audio") as (begin_elsewhere, elsewhere),
    ):

        def do(target: Path, notes: Notes) -> UnitDetail:
            if not notes.get():
                submitted.append("job-1")
                begin_elsewhere()
                notes.put({"request_id": "job-1"})
                raise TransientError("it goes on")
            target.write_text("paid", encoding="utf-8")
            return UnitDetail(cost_usd=Decimal("0.25"))

        with pytest.raises(TransientError, match="it goes on"):
            journal.perform(asked, Resumable(do))
        assert charged(catalogue) == [("tones", "reserved", None)]
        elsewhere.run(journal.perform, asked, Resumable(do))
    assert (submitted, charged(catalogue)) == (["job-1"], [("tones", "settled", 0.25)])


def test_what_a_second_provider_made_in_a_late_stage_is_paid_once_and_not_bought_of_the_first(
    catalogue: Catalogue, tmp_path: Path
):
    class FirstIsAway(NobodyIsAway):
        def is_open(self, provider: str) -> bool:
            return provider == VOICE.name

    bought: list[str] = []
    first = unit("one", price_usd=0.25)
    other = VOICE.model_copy(update={"name": "another", "remote": True})
    with (
        PostgresJournal(catalogue.engine, store_of(catalogue, tmp_path)) as journal,
        begun_anew(catalogue, "audio") as (begin_elsewhere, elsewhere),
    ):

        def pays(target: Path) -> UnitDetail:
            begin_elsewhere()
            return writes("paid", bought)(target).model_copy(update={"cost_usd": Decimal("0.25")})

        second = as_fallback((replace(first, provider=other), pays), VOICE)
        group = UnitGroup("one", (((first, writes("first", bought)),), (second,)))
        away, back = (
            FallbackProviders(journal, circuits, LogProgress())
            for circuits in (FirstIsAway(), NobodyIsAway())
        )
        with pytest.raises(TakenOver):
            away.perform_all([group])
        elsewhere.run(back.perform_all, [group])
    assert (bought, charged(catalogue)) == (["paid"], [("another", "settled", 0.25)])


def test_a_lock_is_given_back_though_what_is_around_it_was_taken_over(catalogue: Catalogue):
    locks = ProcessLocks(catalogue.engine)
    with begun_anew(catalogue, "audio") as (begin_elsewhere, _):
        assert locks.take("alone")
        begin_elsewhere()
        locks.let_go("alone")
        assert Context().run(locks.take, "alone")
    Context().run(locks.let_go, "alone")


def test_a_stage_that_fails_says_why_though_what_is_around_it_was_taken_over(
    catalogue: Catalogue,
):
    locks = ProcessLocks(catalogue.engine)
    catalogue.briefs.accept(accepted())
    assert locks.take("alone")
    with (
        pytest.raises(ValueError, match="a fault of ours"),
        catalogue.stages.stage("a-video", "audio", "run-1"),
    ):
        with catalogue.engine.begin() as connection:
            connection.execute(
                sa.text("UPDATE factory.process_locks SET token = gen_random_uuid()")
            )
        raise ValueError("a fault of ours")
    locks.let_go("alone")


def test_who_was_kept_waiting_for_a_video_is_asked_again_whether_its_stage_is_its_own(
    catalogue: Catalogue,
):
    with begun_anew(catalogue, "audio") as (begin_elsewhere, _):

        def recorded(connection: Connection) -> None:
            begin_elsewhere()
            hold_still(connection, "a-video")

        with pytest.raises(TakenOver, match="has begun the stage"):
            transact(catalogue.engine, recorded)


def test_people_of_a_tenant_hold_a_video_still_under_a_lock_and_are_asked_whether_it_is_theirs(
    catalogue: Catalogue,
):
    accept(catalogue, NORTH)
    locks = ProcessLocks(catalogue.engine)

    def held(connection: Connection) -> str:
        hold_still(connection, video_of(NORTH))
        return str(connection.scalar(sa.text("SELECT current_user = factory.tenant_role()")))

    with confined_to(NORTH):
        assert locks.take("alone")
        assert transact(catalogue.engine, held) == "True", "it stays kept to the tenant"
        with catalogue.engine.begin() as another:
            another.execute(sa.text("UPDATE factory.process_locks SET token = gen_random_uuid()"))
        with pytest.raises(TakenOver, match=LATE):
            transact(catalogue.engine, held)
        locks.let_go("alone")


def test_who_waited_for_money_while_its_stage_was_taken_over_claims_and_reserves_nothing(
    catalogue: Catalogue, tmp_path: Path
):
    bought: list[str] = []
    with (
        PostgresJournal(catalogue.engine, store_of(catalogue, tmp_path)) as journal,
        begun_anew(catalogue, "audio") as (begin_elsewhere, _),
        ThreadPoolExecutor(1) as thread,
    ):
        asked = copy_context()
        with catalogue.engine.begin() as other:
            lock_money(other)
            late = thread.submit(
                asked.run, journal.perform, unit("one", price_usd=0.25), writes("one", bought)
            )
            until_somebody_waits(other)
            begin_elsewhere()
        with pytest.raises(TakenOver, match="has begun the stage"):
            late.result(timeout=60)
    with catalogue.engine.connect() as connection:
        claimed = connection.scalar(sa.text("SELECT count(*) FROM factory.work"))
    assert (bought, charged(catalogue), claimed) == ([], [], 0)


def until_somebody_waits(connection: Connection) -> None:
    """Return as soon as another connection of this database waits for a lock that is held."""
    waiting = sa.text(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    while not connection.scalar(waiting):
        pass


def test_a_step_whose_stage_was_taken_over_is_not_tried_again():
    with pytest.raises(dg.Failure) as failed, errors_for_dagster():
        raise TakenOver("another process has begun it")
    assert not failed.value.allow_retries
