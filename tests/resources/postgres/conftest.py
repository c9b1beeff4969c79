"""What the tests of this folder share."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from resources.machine.environment_variables import Settings
from tests.conftest import reachable_folder
from tests.resources.postgres.server_users import User, settings_of, wait_until_over


@pytest.fixture(scope="module")
def shared_home() -> Iterator[Path]:
    with reachable_folder() as path:
        yield path


@pytest.fixture
def settings(shared_home: Path) -> Iterator[Settings]:
    """One home after the other's end: its data is initialised once."""
    home = settings_of(shared_home)
    yield home
    wait_until_over(home)


@pytest.fixture
def new_settings() -> Iterator[Settings]:
    with reachable_folder() as path:
        home = settings_of(path)
        yield home
        wait_until_over(home)


@pytest.fixture
def user(settings: Settings) -> Iterator[Callable[[], User]]:
    users: list[User] = []

    def start() -> User:
        users.append(User(settings.home))
        return users[-1]

    yield start
    for process in users:
        process.kill()


@pytest.fixture
def far_place(tmp_path: Path) -> Iterator[tuple[Settings, Path]]:
    """A home behind a folder that is root's alone, and where its cluster goes."""
    tmp_path.chmod(0o700)
    settings = settings_of(tmp_path / "home")
    name = hashlib.sha256(bytes(settings.postgres)).hexdigest()[:16]
    place = Path("/var/lib/video-factory") / name
    yield settings, place
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(place.with_suffix(".old"), ignore_errors=True)
    with suppress(OSError):  # another factory of this machine may be there
        place.parent.rmdir()
