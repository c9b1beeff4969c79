"""A run and its helpers killed with -9 at random: what they make is what one run makes, each unit once."""

import random
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue
from tests.end_to_end.waiting import until
from tests.fakes.catalogued import accepted
from tests.fakes.forks import FORKS
from tests.fakes.sharing_worker import RUN, STAGE, UNITS, VIDEO, help_it, join, joined, made

SEED = 20261128
KILLS_EACH = 2
ROLES = ("joining", "helper", "other helper")
DONE = "SELECT fingerprint, sha256, attempts FROM factory.work WHERE done_at IS NOT NULL"


class Together:
    """A run that joins and two helpers, each started again when it was killed."""

    def __init__(self, catalogue: Catalogue, url: str, folder: Path) -> None:
        self._catalogue = catalogue
        self._shared = (url, folder)
        self._helpers = 0
        self.at_work = {role: self._start(role) for role in ROLES}

    def _start(self, role: str) -> BaseProcess:
        if role == "joining":
            process = FORKS.Process(target=join, args=self._shared)
        else:
            process = FORKS.Process(target=help_it, args=(*self._shared, self._helpers))
            self._helpers += 1
        process.start()
        return process

    def kill(self, role: str) -> None:
        process = self.at_work[role]
        process.kill()
        process.join()
        self.at_work[role] = self._start(role)

    def done(self) -> dict[str, tuple[str, int]]:
        """Return hash and number of attempts of what is done, by its unit."""
        with self._catalogue.engine.connect() as connection:
            rows = connection.execute(sa.text(DONE)).all()
        return {row.fingerprint: (row.sha256, row.attempts) for row in rows}

    def until_done(self, units: int) -> dict[str, tuple[str, int]]:
        until(lambda: len(self.done()) >= units, f"{units} units are done")
        return self.done()

    def ended(self) -> list[int | None]:
        """Wait until all have ended; return how."""
        for process in self.at_work.values():
            process.join(120)
        return [process.exitcode for process in self.at_work.values()]

    def stop(self) -> None:
        for process in self.at_work.values():
            process.kill()
            process.join()


@pytest.fixture
def together(catalogue: Catalogue, database_url: str, tmp_path: Path) -> Iterator[Together]:
    catalogue.briefs.accept(accepted(VIDEO))
    with catalogue.stages.stage(VIDEO, STAGE, RUN):
        started = Together(catalogue, database_url, tmp_path)
        try:
            yield started
        finally:
            started.stop()


@pytest.mark.timeout(300)
def test_killed_at_random_they_make_what_one_run_makes_and_nothing_twice(
    together: Together, catalogue: Catalogue, tmp_path: Path
):
    dice = random.Random(SEED)
    kills = dice.sample([*ROLES] * KILLS_EACH, len(ROLES) * KILLS_EACH)
    moments = sorted(dice.sample(range(3, UNITS - 10), len(kills)))
    before: dict[str, tuple[str, int]] = {}
    for units, role in zip(moments, kills, strict=True):
        before = together.until_done(units)
        together.kill(role)
        kept = together.done()
        assert {name: kept[name] for name in before} == before
    assert together.ended() == [0, 0, 0], "helpers end by themselves when nothing is left"

    alone = joined([made(f"u{n}") for n in range(UNITS)])
    assert (tmp_path / "joined").read_text("ascii") == alone
    done = together.done()
    assert {name: done[name] for name in before} == before, "what was done is not done again"
    begun_again = sum(attempts - 1 for _, attempts in done.values())
    assert (len(done), begun_again <= len(kills)) == (UNITS, True)
    with catalogue.engine.connect() as connection:
        uses = "SELECT count(*), count(*) FILTER (WHERE reused), min(run_id) FROM factory.work_uses"
        assert tuple(connection.execute(sa.text(uses)).one()) == (UNITS, 0, RUN)
