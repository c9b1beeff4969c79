"""Users of an embedded server, and what is seen of it from outside."""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg2
from psycopg2.extensions import connection as Connection

from resources.machine.environment_variables import Settings
from resources.machine.paths import PROJECT
from tests.conftest import FOR_TESTS

PATIENCE_SECONDS = 60.0


PACKAGES = Path(psutil.__file__).parent.parent


IS_ROOT = os.getuid() == 0


NOBODY: Mapping[str, Any] = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid}


USER_PROGRAM = """
import sys
from pathlib import Path
from resources.postgres.server_session import serving
from resources.machine.environment_variables import Settings
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


def python_for_nobody() -> str | None:
    """Return a Python like this one that the account nobody can run, too."""
    likewise = shutil.which(f"python3.{sys.version_info.minor}", path=os.defpath)
    for python in filter(None, (sys.executable, likewise)):
        command = ["/bin/sh", "-c", '"$0" -c "import psycopg2, psutil, pydantic"', python]
        if subprocess.run(command, check=False, capture_output=True, **NOBODY).returncode == 0:
            return python
    return None
