"""One video's units of work on two machines: how much sooner they are done than on one.

A machine is a process with a store of its own; between them stand the journal's claims, over an embedded
Postgres. A unit waits for `UNIT_SECONDS` in place of an encoder, so that what is measured is the sharing and
not how many cores this machine has.
"""

import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from bench.own_database import own_database
from bench.row import Row, at_least, at_most
from factory.records import Provider
from factory.units_of_work import Unit, UnitDetail
from resources.catalogue.catalogue import open_catalogue
from resources.journal.journal import PostgresJournal
from resources.machine.paths import PROJECT
from resources.storage.disk_store import DiskStore

UNITS = 20
UNIT_SECONDS = 1.0
"""A segment of a Short takes about that."""
EFFICIENCY = 0.9
"""Of twice as many a second."""
MOST_OVERHEAD_MS = 20.0
"""Of CPU: claim, heartbeat, result and use; two hundredths of such a unit, also on a busy machine."""
START_SECONDS = 8.0
"""Until both processes are there; they begin at an agreed moment."""


def rows() -> list[Row]:
    """Return the speed of two beside that of one, and what a unit costs beside its work."""
    with own_database() as (url, home):
        open_catalogue(url).engine.dispose()
        (one, cpu), (two, _) = (_spent(url, home, machines) for machines in (1, 2))
    overhead_ms = cpu / UNITS * 1000
    return [
        at_least(2 * EFFICIENCY, f"{UNITS} units on two machines", one / two, "times one's speed"),
        at_most(MOST_OVERHEAD_MS, "a unit beside its work", overhead_ms, "CPU ms"),
    ]


def _spent(url: str, home: Path, machines: int) -> tuple[float, float]:
    """Return how long so many machines take until the last of them knows every result, and its CPU."""
    at = time.time() + START_SECONDS
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "bench.sharing", url, str(home / f"{machines}-media")),
                *(str(at), str(machines)),
            ],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(machines)
    ]
    told = [process.communicate()[0].split() for process in processes]
    return max((float(seconds), float(cpu)) for seconds, cpu in told)


def _perform(url: str, media: Path, at: float, machines: int) -> tuple[float, float]:
    engine = open_catalogue(url).engine
    with PostgresJournal(engine, DiskStore(media)) as journal:
        work = [(_unit(number, machines), _wait) for number in range(UNITS)]
        journal.perform(
            _unit(-1, machines), _wait
        )  # connects, and compiles what is asked each time
        time.sleep(max(0, at - time.time()))
        began, cpu = time.perf_counter(), time.process_time()
        journal.perform_all(work, workers=1, progress=None)
        return time.perf_counter() - began, time.process_time() - cpu


def _unit(number: int, machines: int) -> Unit:
    return Unit(
        video_id="bench",
        stage="renders",
        kind="segment",
        label=f"segment {number}",
        recipe={"number": number, "machines": machines},
        suffix=".txt",
        provider=Provider(role="render", name="bench", version="1"),
        estimate_usd=Decimal(0),
    )


def _wait(target: Path) -> UnitDetail:
    time.sleep(UNIT_SECONDS)
    target.write_text(target.name, encoding="utf-8")
    return UnitDetail()


if __name__ == "__main__":
    print(*_perform(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
