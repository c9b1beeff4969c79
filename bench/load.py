"""Many tenants and many workers: who waits how long, and what the database bears.

Fifty tenants have ten thousand videos made by two hundred workers, over an embedded Postgres. One of
them has asked for half of the videos before anybody else asks for one. The queue, stages and
journal are real; a worker is a thread, and work a pause, as what is measured is everything beside it.
"""

import queue
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from bench.own_database import database_cpu, own_database
from bench.row import Row, at_most, fact
from factory.records import Provider
from factory.units_of_work import Unit, UnitDetail
from factory.workflow.launch import Launch
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore

VIDEOS, TENANTS, WORKERS = 10_000, 50, 200
BACKFILL_CHANNELS = 20
UNITS, UNIT_SECONDS = 2, 0.5
"""Of each video; a worker pauses so long for each, a tenth of what a sentence or picture takes."""
CLAIMED_AT_ONCE = 20
BEHIND = "backfill"
"""The tenant that asks first, for half of all videos; the others have the rest."""
LONGEST = 3.0
"""Runs that anybody else's video may wait for, at the 95th percentile: those under way end first."""
LAST = 1 << 40

FILLED = (
    "INSERT INTO factory.tenants (tenant, added_by) VALUES (:tenant, 'bench')",
    """
    INSERT INTO factory.channels (channel, tenant)
    SELECT :tenant || '-' || n, :tenant FROM generate_series(1, cast(:channels AS int)) n""",
    """
    INSERT INTO factory.videos (video_id, identity, channel, tenant, media_tenant, format, language,
        title)
    SELECT name, name, :tenant || '-' || (n % cast(:channels AS int) + 1), :tenant, :tenant, 'short',
           'en', name
    FROM generate_series(1, cast(:videos AS int)) n,
         LATERAL (SELECT :tenant || '-' || to_char(n, 'FM000000') AS name) each""",
)
ASKED = """
    INSERT INTO factory.launches (video_id, phase, reason, requested_by)
    SELECT video_id, 'plan', 'bench', 'bench' FROM factory.videos WHERE tenant = :tenant
    ORDER BY video_id
"""


@dataclass
class Load:
    """A factory in which nothing but its database works."""

    catalogue: Catalogue
    journal: PostgresJournal
    videos: int
    asked: Iterator[str]
    """Videos of the other tenants, in the order in which they are asked for."""
    waiting: "queue.PriorityQueue[tuple[int, int, Launch | None]]" = field(
        default_factory=queue.PriorityQueue[tuple[int, int, Launch | None]]
    )
    requested: dict[str, float] = field(default_factory=dict[str, float])
    waits: dict[str, list[float]] = field(
        default_factory=lambda: defaultdict[str, list[float]](list)
    )
    runs: list[float] = field(default_factory=list[float])
    claims: list[float] = field(default_factory=list[float])
    over: threading.Event = field(default_factory=threading.Event)

    def backfill(self) -> list[str]:
        """Return the videos of the tenant that asks first."""
        return [f"{BEHIND}-{n:06}" for n in range(1, self.videos // 2 + 1)]

    def dispatch(self) -> None:
        """Claim what is due as the sensor does, as long as a worker has nothing to do."""
        while not self.over.is_set():
            if self.waiting.qsize() >= CLAIMED_AT_ONCE:
                self.over.wait(0.02)
                continue
            began = time.perf_counter()
            found = self.catalogue.launches.claim(CLAIMED_AT_ONCE, "bench")
            self.claims.append(time.perf_counter() - began)
            for launch in found:
                self.waiting.put((launch.turn, launch.id, launch))
            if not found:
                self.ask_next()
                self.over.wait(0.1)

    def work(self) -> None:
        """Do one launch after the other, as a worker's runs do."""
        while True:
            _, _, launch = self.waiting.get()
            if launch is None:
                return
            began = time.monotonic()
            tenant = launch.video_id.partition("-")[0]
            self.waits[tenant].append(began - self.requested[launch.video_id])
            self._run(launch)
            self.runs.append(time.monotonic() - began)
            if len(self.runs) % 2 == 0:
                self.ask_next()
            if len(self.runs) >= self.videos:
                self.over.set()

    def ask_next(self) -> None:
        """Have the next of the others ask for a video."""
        if video_id := next(self.asked, None):
            self.requested[video_id] = time.monotonic()
            self.catalogue.launches.request(video_id, "plan", "bench", "bench")

    def _run(self, launch: Launch) -> None:
        with self.catalogue.stages.stage(launch.video_id, "audio", None):
            for number in range(UNITS):
                self.journal.perform(_unit(launch.video_id, number), _pause)
        self.catalogue.outcomes.ended(launch.id, "succeeded")


def rows(videos: int = VIDEOS, tenants: int = TENANTS, workers: int = WORKERS) -> Iterator[Row]:
    """Yield what was done in a second, the waits of the tenants, and the database's share."""
    with own_database() as (url, home):
        catalogue = open_catalogue(url)
        others = _fill(catalogue, videos, tenants)
        with PostgresJournal(catalogue.engine, DiskStore(home / "media")) as journal:
            load = Load(catalogue, journal, videos, others)
            for video_id in load.backfill():
                load.requested[video_id] = time.monotonic()
            before, began = database_cpu(home), time.monotonic()
            _run_all(load, workers)
            seconds, spent = time.monotonic() - began, database_cpu(home) - before
        catalogue.engine.dispose()
    yield from _told(
        load, f"{videos:,} videos, {tenants} tenants, {workers} workers", seconds, spent
    )


def _run_all(load: Load, workers: int) -> None:
    threads = [threading.Thread(target=load.work) for _ in range(workers)]
    dispatcher = threading.Thread(target=load.dispatch)
    for thread in (dispatcher, *threads):
        thread.start()
    dispatcher.join()
    for _ in threads:
        load.waiting.put((LAST, LAST, None))
    for thread in threads:
        thread.join()


def _told(load: Load, name: str, seconds: float, spent: float) -> Iterator[Row]:
    done = len(load.runs)
    run = statistics.median(load.runs)
    worst = {tenant: _95(waits) for tenant, waits in load.waits.items()}
    backfill = worst.pop(BEHIND)
    yield fact(f"{name}: runs", done / seconds, "a second")
    yield fact(f"{name}: claims of units", done * UNITS / seconds, "a second")
    yield fact(f"{name}: the database, for a video", spent / done * 1000, "CPU ms")
    yield fact(f"{name}: the database", spent / seconds, "cores", note=f"in {seconds:.0f} s")
    yield fact(f"{name}: {CLAIMED_AT_ONCE} claimed, 95 %", _95(load.claims), "s")
    yield fact("a run, median", run, "s")
    yield fact("the backfill's wait, 95 %", backfill / run, "runs")
    yield at_most(LONGEST, "any other tenant's wait, 95 %", max(worst.values()) / run, "runs")
    yield fact("least of any other tenant's, 95 %", min(worst.values()) / run, "runs")


def _95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _fill(catalogue: Catalogue, videos: int, tenants: int) -> Iterator[str]:
    """Make everybody's videos, have the backfill asked for, and yield the others in their order."""
    names = [BEHIND, *(f"tenant{n:02}" for n in range(1, tenants))]
    each = (videos - videos // 2) // (tenants - 1) + 1
    with catalogue.engine.begin() as connection:
        for number, name in enumerate(names):
            facts = {
                "tenant": name,
                "channels": BACKFILL_CHANNELS if number == 0 else 1,
                "videos": videos // 2 if number == 0 else each,
            }
            for statement in FILLED:
                connection.execute(sa.text(statement), facts)
        connection.execute(sa.text(ASKED), {"tenant": BEHIND})
    with catalogue.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return iter([f"{name}-{n:06}" for n in range(1, each + 1) for name in names[1:]])


def _unit(video_id: str, number: int) -> Unit:
    return Unit(
        video_id=video_id,
        stage="audio",
        kind="speech",
        label=f"sentence {number}",
        recipe={"of": video_id, "number": number},
        suffix=".txt",
        provider=Provider(role="voice", name="bench", version="1"),
    )


def _pause(target: Path) -> UnitDetail:
    time.sleep(UNIT_SECONDS)
    target.write_text(target.name, encoding="utf-8")
    return UnitDetail()
