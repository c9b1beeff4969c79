"""A database for one benchmark: a home of its own, gone with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving


@contextmanager
def own_home() -> Iterator[Path]:
    """Make an empty folder in which a database can lie."""
    with TemporaryDirectory(prefix="factory-bench-") as name:
        home = Path(name)
        home.chmod(0o755)  # the server's account is another one where root runs this
        yield home


@contextmanager
def own_database() -> Iterator[tuple[str, Path]]:
    """Serve an empty database; yield its address and its home."""
    with (
        own_home() as home,
        serving(Settings(home=home, database_url=None), wait_for_stop=True) as url,
    ):
        yield url, home


def database_cpu(home: Path) -> float:
    """Return the CPU seconds of a home's database so far, of connections that are closed as well."""
    (card,) = home.rglob("postmaster.pid")
    server = psutil.Process(int(card.read_text(encoding="ascii").split()[0]))
    ended = server.cpu_times()
    living = [process.cpu_times() for process in server.children()]
    spent = ended.children_user + ended.children_system
    return spent + sum(times.user + times.system for times in (ended, *living))
