"""A process that was away for so long that another took over what it did writes, buys and publishes nothing more."""

from contextvars import Context
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError, TransientError
from factory.units_of_work import UnitDetail
from resources.catalogue.api_answers import Answer
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.media_places import prefix_of_video
from resources.database.process_locks import ProcessLocks
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.databases import cut_locks
from tests.fakes.catalogued import accepted, file_ref, unit, writes

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
    with pytest.raises(TransientError, match=LATE):
        catalogue.launches.request("a-video", "render", "x", "Mara")
    with pytest.raises(TransientError, match=LATE):
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
        pytest.raises(PermanentError, match="another process has begun the stage audio"),
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
            with pytest.raises(PermanentError, match="has begun the stage"):
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
