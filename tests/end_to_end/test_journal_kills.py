"""The database is killed in mid-work, and the work goes on as if nothing had happened."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from factory.units_of_work import UnitDetail
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.journal.journal import PostgresJournal
from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import accepted, unit, writes


class KilledServer:
    """An embedded server of its own, whose keeper starts it again."""

    def __init__(self, settings: Settings, url: str) -> None:
        self._folder = settings.postgres
        self.url = url

    def kill(self) -> None:
        (card,) = self._folder.rglob("postmaster.pid")
        os.kill(int(card.read_text(encoding="ascii").split()[0]), signal.SIGKILL)


@pytest.fixture
def server() -> Iterator[KilledServer]:
    with tempfile.TemporaryDirectory(prefix="factory-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        settings = Settings(home=home, database_url=None)
        with serving(settings, wait_for_stop=True) as url:
            yield KilledServer(settings, url)


@pytest.fixture
def catalogue(server: KilledServer) -> Iterator[Catalogue]:
    catalogue = open_catalogue(server.url)
    yield catalogue
    catalogue.engine.dispose()


def test_postgres_killed_in_mid_work_costs_no_work(
    server: KilledServer, catalogue: Catalogue, tmp_path: Path
):
    catalogue.briefs.accept(accepted("a-video"))
    journal = PostgresJournal(catalogue.engine, DiskStore(tmp_path))
    log: list[str] = []

    def do(target: Path) -> UnitDetail:
        server.kill()
        return writes("words", log)(target)

    with catalogue.stages.stage("a-video", "audio", "run-1"):
        done = journal.perform_all(
            [(unit("u0"), writes("u0", log)), (unit("u1"), do), (unit("u2"), writes("u2", log))],
            workers=2,
            progress=None,
        )
        server.kill()
    shown = catalogue.reports.show("a-video")
    assert [d.reused for d in done] == [False, False, False]
    assert sorted(log) == ["u0", "u2", "words"]
    assert (shown.audio, shown.units_done) == ("done", 3)
