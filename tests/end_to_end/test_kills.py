"""`factory make` killed with -9 in every stage: run again, it finishes without redoing anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from resources.database.connection import open_database
from tests.end_to_end.factory_process import environment, gate, run, start_copy
from tests.end_to_end.waiting import until

CHANNEL = """
name: tales
title: Tales
format: draft
review: automatic
music: {kind: brown-noise}
compliance: {made_for_kids: false, synthetic_media: true}
"""
BRIEF = """---
channel: tales
title: The bell under the lake
---
In the winter of 1934 the valley was filled with water. The church tower stayed where it was.

Divers say that the bell hangs in it yet.
"""

STOPS = [
    ("stages", "NEW.stage = 'briefs' AND NEW.finished_at IS NOT NULL"),
    ("stages", "NEW.stage = 'scripts' AND NEW.finished_at IS NOT NULL"),
    (
        "work",
        "NEW.kind = 'speech' AND NEW.done_at IS NOT NULL AND starts_with(NEW.recipe->>'shown', 'The church')",
    ),
    ("stages", "NEW.stage = 'audio' AND NEW.finished_at IS NOT NULL"),
    ("work", "NEW.kind = 'picture' AND NEW.done_at IS NOT NULL"),
    ("stages", "NEW.stage = 'captions' AND NEW.finished_at IS NOT NULL"),
    ("stages", "NEW.stage = 'listings' AND NEW.finished_at IS NOT NULL"),
    ("work", "NEW.kind = 'segment' AND NEW.done_at IS NOT NULL"),
    ("work", "NEW.kind = 'master' AND NEW.done_at IS NOT NULL"),
    ("stages", "NEW.stage = 'renders' AND NEW.finished_at IS NOT NULL"),
    ("stages", "NEW.stage = 'releases' AND NEW.finished_at IS NOT NULL"),
    ("posts", "NEW.published_at IS NOT NULL"),
]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "the-bell.md"
    path.write_text(BRIEF, encoding="utf-8")
    return path


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.mark.timeout(600)
def test_killed_in_every_stage_it_finishes_without_redoing_what_was_done(
    database_url: str, engine: sa.Engine, brief: Path, tmp_path: Path
):
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "tales.yaml").write_text(CHANNEL, encoding="utf-8")
    finished: dict[str, tuple[str, int]] = {}
    for table, when in STOPS:
        _make_and_kill_at(table, when, database_url, engine, brief, tmp_path)
        now = _done_units(engine)
        for fingerprint, (sha256, attempts) in finished.items():
            assert now[fingerprint] == (sha256, attempts), f"redone after the kill at {when}"
        finished = now

    run(tmp_path, database_url, "make", str(brief))

    assert {k: v for k, v in _done_units(engine).items() if k in finished} == finished
    with engine.connect() as connection:
        posts = connection.execute(
            sa.text("SELECT outlet, published_at IS NOT NULL FROM factory.posts")
        ).all()
        videos = connection.scalar(sa.text("SELECT count(*) FROM factory.videos"))
        open_launches = connection.scalar(
            sa.text("SELECT count(*) FROM factory.launches WHERE ended_at IS NULL")
        )
    assert [tuple(post) for post in posts] == [("outbox", True)]
    assert (videos, open_launches) == (1, 0)
    folders = [path for path in (tmp_path / "outbox").iterdir() if not path.name.startswith(".")]
    assert len(folders) == 1
    assert (folders[0] / "video.mp4").stat().st_size > 50_000


def _make_and_kill_at(
    table: str, when: str, database_url: str, engine: sa.Engine, brief: Path, home: Path
) -> None:
    with gate(engine, table, when) as stop:
        said = home / "said.txt"
        process = start_copy(environment(home, database_url), said, "make", str(brief))
        until(lambda: stop.reached() or process.exitcode is not None, f"a process at {when}")
        assert process.exitcode is None, said.read_text(encoding="utf-8")
        process.kill()  # -9 and it alone, as a power cut would: nobody gets to tidy up
        process.join()


def _done_units(engine: sa.Engine) -> dict[str, tuple[str, int]]:
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text(
                "SELECT fingerprint, sha256, attempts FROM factory.work WHERE done_at IS NOT NULL"
            )
        ).all()
    return {row.fingerprint: (row.sha256, row.attempts) for row in rows}
