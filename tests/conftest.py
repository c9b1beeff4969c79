"""What tests of several folders share: a real Postgres."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import hypothesis
import psycopg2
import pytest

from resources.machine.settings import Settings
from resources.postgres.server_session import serving
from tests.fakes.vendors import Vendors, running_vendors

# What a test says does not depend on how busy the machine is.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

PROJECT = Path(__file__).resolve().parent.parent
SERVERS = {"postgres_server", "vendor_server"}
SERVER_PLACES = ("tests/resources/postgres", "tests/resources/dagster_instance")
FILMS = (
    "tests/golden",
    "tests/factory_assets/audio",
    "tests/factory_assets/renders",
    *(
        f"tests/resources/{folder}"
        for folder in ("audio", "illustrators", "inspection", "narrators", "rendering", "video")
    ),
)
"""Where real sound and pictures are made, with FFmpeg, a voice or a brush."""

FOR_TESTS = ("fsync=off", "shared_buffers=32MB")  # survives kill -9, not a power cut


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make check` leaves out: by what a test asks for, and by where it lies."""
    for item in items:
        place = item.path.relative_to(PROJECT).as_posix()
        asked = SERVERS & set(getattr(item, "fixturenames", ()))
        if asked or place.startswith(SERVER_PLACES):
            item.add_marker("server")
        if place.startswith(FILMS):
            item.add_marker("film")
        if place.startswith("tests/end_to_end"):
            item.add_marker("slow")


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


@pytest.fixture
def database_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, empty database."""
    with fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(postgres_server: str) -> Iterator[str]:
    """The same for all tests of one module that follow each other."""
    with fresh_database(postgres_server) as url:
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database on the server, and drop it afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    with closing(psycopg2.connect(server.replace("+psycopg2", ""))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
