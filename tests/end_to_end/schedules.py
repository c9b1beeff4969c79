"""What the commands that kill processes at random share: a number and a seed, a database, vendors."""

import argparse
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from resources.machine.environment_variables import Settings
from resources.postgres.server_session import serving
from tests.conftest import FOR_TESTS, reachable_folder
from tests.fakes.vendors import Vendors, running_vendors


@dataclass(frozen=True)
class Grounds:
    """Where a run takes place; all of it is gone afterwards."""

    home: Path
    url: str
    """Of the database."""
    vendors: Vendors


def asked_for(
    arguments: Sequence[str], module: str, about: str | None, rounds: int
) -> tuple[int, int]:
    """Return how many rounds are asked for, and with which seed; by chance where none is given.

    Args:
        arguments: of the command.
        module: what is run with `python -m`.
        about: what it does.
        rounds: where nobody says how many.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("rounds", nargs="?", type=int, default=rounds, metavar="N")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args(arguments)
    return asked.rounds, asked.seed


@contextmanager
def grounds() -> Iterator[Grounds]:
    """Have an empty home, a database that a killed process cannot harm, and emulated vendors."""
    with reachable_folder() as folder:
        database, home = folder / "database", folder / "factory"
        database.mkdir(mode=0o755)
        home.mkdir()
        settings = Settings(home=database, database_url=None)
        with (
            serving(settings, wait_for_stop=True, options=FOR_TESTS) as url,
            running_vendors() as vendors,
        ):
            yield Grounds(home, url, vendors)
