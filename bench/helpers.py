"""One long video on many machines: how much sooner its units are done by a run and its helpers.

A machine is a process that does one unit at a time; between them stand the journal's claims, over an
embedded Postgres. A unit waits in place of an encoder or a voice, so that what is measured is the
sharing and not how many cores this machine has.
"""

import math
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from bench.own_database import database_cpu, own_database
from bench.row import Row, at_least, at_most, fact
from factory.records import Provider
from factory.units_of_work import Do, Unit, UnitDetail
from resources.catalogue.catalogue import open_catalogue
from resources.journal.helping_journal import HelpingJournal
from resources.journal.journal import PostgresJournal
from resources.machine.paths import PROJECT
from resources.storage.disk_store import DiskStore


@dataclass(frozen=True, slots=True)
class LongStage:
    """The units of one stage, as they were measured, and what of them is done here."""

    name: str
    units: int
    seconds: float
    """CPU seconds of one, on one core."""
    units_here: int
    seconds_here: float
    """Shorter than a real one: what stands beside a unit's work weighs more."""


STAGES = (
    # 28,800 s of speech in sentences of 5 s, by a voice that speaks 22 s in a CPU second.
    LongStage("sentences of 8 hours", 5760, 0.23, 120, 0.23),
    # 150 shots of 8 s, at 1.1 CPU seconds for a second of 1080p with captions.
    LongStage("segments of 20 minutes", 150, 8.9, 150, 0.2),
)
WORKERS = (1, 2, 4)
EFFICIENCY = 0.9
"""Of as many times as fast as there are workers."""
MOST_OVERHEAD_MS = 10.0
"""Of CPU: claim, heartbeat, result and use."""
START_SECONDS = 8.0
"""Until all processes are there; they begin at an agreed moment."""
EMPTY_UNITS = 400
"""Units without work: what they cost is the sharing."""
CLUSTER = 50
"""Workers that nobody has here."""
CORES = 2
"""Of each of them, and of their database."""
RUN = "bench"


def rows() -> Iterator[Row]:
    """Yield the speed of 1, 2 and 4 workers, what a unit costs, and what 50 would come to."""
    with own_database() as (url, home):
        open_catalogue(url).engine.dispose()
        for stage in STAGES:
            yield from _speeds(stage, url, home)
        before = database_cpu(home)
        _spent(url, home, "empty", EMPTY_UNITS, 0, max(WORKERS))
        of_database = (database_cpu(home) - before) / EMPTY_UNITS
    yield fact("a unit of 4 workers, in the database", of_database * 1000, "CPU ms")
    for stage in STAGES:
        yield _by_cluster(stage, CORES / of_database)


def _speeds(stage: LongStage, url: str, home: Path) -> Iterator[Row]:
    spent = {
        workers: _spent(url, home, stage.name, stage.units_here, stage.seconds_here, workers)
        for workers in WORKERS
    }
    alone, cpu = spent[1]
    overhead_ms = cpu / stage.units_here * 1000
    ideal = stage.units_here * stage.seconds_here
    yield fact(f"{stage.name}, one worker", ideal / alone, "of ideal")
    for workers in WORKERS[1:]:
        times = alone / spent[workers][0]
        yield at_least(
            workers * EFFICIENCY, f"{stage.name}, {workers} workers", times, "times one's speed"
        )
    yield at_most(MOST_OVERHEAD_MS, f"{stage.name}, one beside its work", overhead_ms, "CPU ms")


def _by_cluster(stage: LongStage, most_a_second: float) -> Row:
    """Return what 50 workers would come to by a unit's seconds and what the database bears."""
    at_once = CLUSTER * CORES
    rounds = math.ceil(stage.units / at_once) * stage.seconds
    seconds = max(rounds, stage.units / most_a_second)
    share = stage.units * stage.seconds / at_once / seconds
    bound = "by the database" if seconds > rounds else "by the last round"
    note = f"of ideal; {seconds:.0f} s, bounded {bound}"
    return fact(f"{stage.name}, {CLUSTER} workers, computed", share, "of ideal", note=note)


def _spent(
    url: str, home: Path, name: str, units: int, seconds: float, workers: int
) -> tuple[float, float]:
    """Return how long so many workers take until the run knows every result, and that one's CPU."""
    at = time.time() + START_SECONDS
    given = [url, str(home / "media"), str(at), f"{name} by {workers}", str(units), str(seconds)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.helpers", *given, str(number)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(workers)
    ]
    told = [process.communicate()[0].split() for process in processes]
    return float(told[0][0]), float(told[0][1])


def _perform(given: Sequence[str]) -> tuple[float, float]:
    """Be one of several workers, the first of which joins; return seconds and CPU seconds."""
    url, media, at, name, units, seconds, number = given
    work: list[tuple[Unit, Do]] = [
        (_unit(f"{name}, {n}"), partial(_wait, float(seconds))) for n in range(int(units))
    ]
    with _journal(url, Path(media), int(number)) as journal:
        # Connects, and compiles what is asked each time.
        journal.perform(_unit(f"{name}, first of {number}"), partial(_wait, 0))
        time.sleep(max(0, float(at) - time.time()))
        began, cpu = time.perf_counter(), time.process_time()
        journal.perform_all(work, workers=1, progress=None)
        return time.perf_counter() - began, time.process_time() - cpu


def _journal(url: str, media: Path, number: int) -> AbstractContextManager[PostgresJournal]:
    engine, store = open_catalogue(url).engine, DiskStore(media)
    if number == 0:
        return PostgresJournal(engine, store, run_id=RUN)
    return HelpingJournal(engine, store, run_id=RUN, number=number - 1, over=str)


def _unit(label: str) -> Unit:
    return Unit(
        video_id="bench",
        stage="renders",
        kind="segment",
        label=label,
        recipe={"label": label},
        suffix=".txt",
        provider=Provider(role="render", name="bench", version="1"),
        estimate_usd=Decimal(0),
    )


def _wait(seconds: float, target: Path) -> UnitDetail:
    time.sleep(seconds)
    target.write_text(target.name, encoding="utf-8")
    return UnitDetail()


if __name__ == "__main__":
    print(*_perform(sys.argv[1:]))
