"""What tests of several folders share: a real Postgres."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving
from tests.databases import Databases
from tests.fakes.vendors import Vendors, running_vendors
from tests.places import END_TO_END, FILMS, LONGEST, ONE_FACTORY, SERVER_PLACES

# What a test says does not depend on how busy the machine is.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

PROJECT = Path(__file__).resolve().parent.parent
SERVERS = {"postgres_server", "vendor_server"}
FOR_TESTS = ("fsync=off", "shared_buffers=32MB")  # survives kill -9, not a power cut


def _turn(item: pytest.Item) -> tuple[int, ...]:
    """Return when a test's file comes; tests of one file stay in their order."""
    place = item.path.relative_to(PROJECT).as_posix()
    if place in LONGEST:
        return (LONGEST.index(place),)
    kinds = ("slow", "film", "server")
    marked = (n for n, kind in enumerate(kinds) if item.get_closest_marker(kind))
    return (len(LONGEST), min(marked, default=len(kinds)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make check` leaves out: by what a test asks for, and by where it lies.

    A file is run by one worker; so that none is left with a long one at the end, those come first.
    """
    for item in items:
        place = item.path.relative_to(PROJECT).as_posix()
        asked = SERVERS & set(getattr(item, "fixturenames", ()))
        if asked or place.startswith(SERVER_PLACES):
            item.add_marker("server")
        if place.startswith(FILMS):
            item.add_marker("film")
        if place.startswith(END_TO_END) or place in LONGEST:
            item.add_marker("slow")
    files: dict[Path, tuple[int, ...]] = {}
    for item in items:
        files[item.path] = min(files.get(item.path, (len(LONGEST) + 1,)), _turn(item))
    items.sort(key=lambda item: files[item.path])


class ByFile(LoadFileScheduling):
    """A file is run by one worker, and so are the files that share a running factory."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_FACTORY if nodeid.startswith(ONE_FACTORY) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile | None:
    """Hand the tests out by file where that is asked for."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def no_dagster_left_open() -> Iterator[None]:
    """A test leaves no instance of Dagster open.

    One that is collected later puts back whichever stood before it, even one that is gone: some other
    test then fails, which opens none.
    """
    before = _current_dagster()
    yield
    assert _current_dagster() is before, "a context or an instance of Dagster wants a `with`"


def _current_dagster() -> object:
    """Return what definitions would be loaded by; None where nothing has loaded Dagster."""
    loaded = sys.modules.get("dagster._core.storage.defs_state.base")
    return loaded and loaded.DefsStateStorage.get()


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Make a folder that every account can reach, unlike `tmp_path`: root's server needs that."""
    with tempfile.TemporaryDirectory(prefix="factory-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the session's own server."""
    with reachable_folder() as home:
        settings = Settings(home=home, database_url=None)
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            yield url


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Iterator[Databases]:
    """The databases of the session's own server."""
    with closing(Databases(postgres_server)) as opened:
        yield opened


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of a database with the factory's tables, as migrations leave them."""
    with databases.lent() as url:
        yield url


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    """The business facts over a database of its own, empty."""
    opened = open_catalogue(database_url)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh database with nothing in it."""
    with databases.bare() as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(databases: Databases) -> Iterator[str]:
    """A database with the factory's tables, for all tests of one module that follow each other."""
    with databases.lent() as url:
        yield url


@pytest.fixture(scope="session")
def vendor_server() -> Iterator[Vendors]:
    """The emulated vendors, one process for the session."""
    with running_vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(vendor_server: Vendors, monkeypatch: pytest.MonkeyPatch) -> Vendors:
    """The emulated vendors with an empty log, and every client pointed at them."""
    vendor_server.forget()
    for name, value in vendor_server.variables.items():
        monkeypatch.setenv(name, value)
    return vendor_server
