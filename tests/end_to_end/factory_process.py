"""Real `factory` processes for fault tests: started, stopped at a chosen point, killed."""

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import sqlalchemy as sa

from desk.terminal.cli import main
from tests.fakes.forks import FORKS

GATE = 20261121
"""The advisory lock at which a process is made to wait."""


def start(
    home: Path, database_url: str | None, *args: str, beside: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """Start `factory ARGS` in a group of its own, over a home and a database.

    Args:
        home: of the factory.
        database_url: of its database; None: the embedded one.
        args: of the command.
        beside: arguments of the Python that runs the command, in its place.
    """
    return subprocess.Popen(
        [sys.executable, *beside, "-m", "desk", *args],
        env=environment(home, database_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def start_copy(variables: Mapping[str, str], said: Path, *args: str) -> BaseProcess:
    """Start `factory ARGS` as a copy of a process that has imported it; its words go to a file."""
    process = FORKS.Process(target=_be_factory, args=(variables, args, said))
    process.start()
    return process


def run(home: Path, database_url: str | None, *args: str) -> str:
    """Run `factory ARGS` to its end, as such a copy before a pipe; fail with its output when it fails."""
    variables = environment(home, database_url)
    ear, mouth = FORKS.Pipe(duplex=False)
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as complaints, ear:
        said = Path(complaints.name)
        process = FORKS.Process(target=_be_factory, args=(variables, args, said, mouth))
        process.start()
        mouth.close()
        with open(ear.fileno(), encoding="utf-8", closefd=False) as pipe:
            told = pipe.read()
        process.join()
        assert process.exitcode == 0, told + complaints.read()
    return told


def _be_factory(
    variables: Mapping[str, str],
    args: tuple[str, ...],
    said: Path,
    mouth: Connection | None = None,
) -> None:
    """Be given what a new process is given, in a group of its own.

    Args:
        variables: its environment.
        args: of the command.
        said: a file, for what it prints.
        mouth: a pipe, for what it prints on its standard output.
    """
    os.setsid()
    with said.open("w") as file:
        os.dup2(mouth.fileno() if mouth else file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    if mouth:
        mouth.close()
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = ["factory", *args]
    try:
        main()
    finally:
        atexit._run_exitfuncs()  # pyright: ignore[reportAttributeAccessIssue]  # a copy leaves them out


def environment(home: Path, database_url: str | None) -> Mapping[str, str]:
    """Return a clean environment: what a person has, without this test session's variables."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FACTORY_", "DAGSTER_"))}
    kept.pop("DATABASE_URL", None)
    kept["FACTORY_HOME"] = str(home)
    if database_url:
        kept["DATABASE_URL"] = database_url
    return kept


@contextmanager
def gate(engine: sa.Engine, table: str, when: str) -> Iterator["Gate"]:
    """Make the next writer of a row in `table` for which `when` holds wait until it is killed.

    A trigger waits for an advisory lock that this test holds, so the process stands exactly there.
    """
    with engine.connect() as holder:
        holder.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": GATE})
        holder.commit()
        with engine.begin() as connection:
            connection.exec_driver_sql(
                f"""
                CREATE FUNCTION public.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$;
                CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON factory.{table}
                FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION public.wait_at_gate();
                """
            )
        try:
            yield Gate(engine)
        finally:
            holder.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": GATE})
            holder.commit()
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP FUNCTION public.wait_at_gate() CASCADE")


class Gate:
    """Knows who waits at the gate."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def reached(self) -> bool:
        """Whether some process waits there now."""
        with self._engine.connect() as connection:
            waiting = connection.scalar(
                sa.text(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                    "AND NOT granted AND objid = :key"
                ),
                {"key": GATE},
            )
        return bool(waiting)
