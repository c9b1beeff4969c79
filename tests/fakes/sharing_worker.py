"""One of several processes that make a stage together: the run that joins, or a helper of it."""

import hashlib
from functools import partial
from pathlib import Path
from typing import Final

from factory.units_of_work import Do, Unit, UnitDetail
from resources.catalogue.catalogue import open_catalogue
from resources.journal.helping_journal import HelpingJournal
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import unit

VIDEO: Final = "a-video"
STAGE: Final = "audio"
RUN: Final = "run-that-joins"
UNITS: Final = 60
ROUNDS: Final = 40_000
"""Of a hash, in place of an encoder: some hundredths of a second."""


def made(label: str) -> bytes:
    """Return what a unit makes."""
    return hashlib.pbkdf2_hmac("sha256", label.encode(), b"", ROUNDS)


def joined(parts: list[bytes]) -> str:
    """Return what the run that joins leaves behind."""
    return hashlib.sha256(b"".join(parts)).hexdigest()


def work() -> list[tuple[Unit, Do]]:
    """Return the units of the stage, the same for everyone."""
    return [(unit(label), partial(_make, label)) for label in (f"u{n}" for n in range(UNITS))]


def _make(label: str, target: Path) -> UnitDetail:
    target.write_bytes(made(label))
    return UnitDetail()


def join(url: str, folder: Path) -> None:
    """Be the run that joins: make what nobody makes, wait for the others, join all."""
    engine = open_catalogue(url).engine
    with PostgresJournal(engine, DiskStore(folder / "media"), run_id=RUN) as journal:
        done = journal.perform_all(work(), workers=1, progress=None)
    (folder / "joined").write_text(joined([one.path.read_bytes() for one in done]), "ascii")


def help_it(url: str, folder: Path, number: int) -> None:
    """Be a helper."""
    catalogue = open_catalogue(url)
    over = partial(catalogue.shared_stages.over, VIDEO, STAGE, RUN)
    store = DiskStore(folder / "media")
    with HelpingJournal(catalogue.engine, store, run_id=RUN, number=number, over=over) as journal:
        journal.perform_all(work(), workers=1, progress=None)
