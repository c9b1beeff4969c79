"""How fast the desk answers with ten thousand videos: what every page and list takes of the machine.

Each is asked for a few dozen times while there is one video, which is its floor, and again among ten
thousand. CPU time counts, of the desk and of its database together: a desk that has a core to itself
answers in that time.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.made_up.desk_rows import VIDEO, make_one, multiply
from bench.own_factory import own_factory
from bench.row import Row
from desk.api.protocol.routes import api_routes
from desk.web.routes import PAGES, routes
from factory.people.visitor import OWNER, Visitor

ASKED, LEAST_ASKED = 30, 4
MOST_SECONDS = 30.0
"""Of one address: a page that takes long is asked for less often."""
MOST_MS = 150
CONNECTIONS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend'"
)
NOT_PAGES = (
    "/media/",
    "/picture",
    "/watch/",
    "/tiktok",
    "/growth/",
    "/analytics/stills/",
    "/sample",
    "/outbox/",
    "/ideas/",
)
LISTS = (
    "/videos?state=needs-somebody",
    "/videos?state=published&q=film",
    "/videos?q=nowhere",
    "/api/v1/videos",
    "/api/v1/videos?state=needs-somebody",
    f"/api/v1/videos/{VIDEO}",
    "/api/v1/stories",
    "/api/v1/events?after=0",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one address took, in milliseconds."""

    cpu_p95: float
    wall_median: float
    bytes: int


def rows() -> Iterator[Row]:
    """Measure every page and list, with one video and with ten thousand."""
    with own_factory() as factory:
        engine = factory.catalogue.engine
        app = Starlette(routes=[*routes(factory), *api_routes(factory)])
        with TestClient(for_owner(app)) as pages:
            master = make_one(factory.catalogue)
            floors = _taken(pages, engine)
            multiply(engine, master)
            for address, taken in _taken(pages, engine).items():
                yield _row(address, taken, floors[address])


def _row(address: str, taken: Taken, floor: Taken) -> Row:
    return Row(
        name=f"{address.replace(VIDEO, 'VIDEO')}, p95",
        figure=taken.cpu_p95,
        unit="CPU ms",
        floor=floor.cpu_p95,
        goal=f"<= {MOST_MS}",
        met=taken.cpu_p95 <= MOST_MS,
        note=f"{taken.wall_median:.0f} ms by the clock (median), {taken.bytes / 1000:.0f} kB",
    )


def _addresses() -> list[str]:
    known = [path for path in PAGES if not any(part in path for part in NOT_PAGES)]
    filled = [path.replace("{video_id}", VIDEO).replace("{channel}", "demo") for path in known]
    return [*filled, *LISTS]


def _taken(pages: TestClient, engine: Engine) -> Mapping[str, Taken]:
    return {address: asked(pages, address, cpu_clock(engine)) for address in _addresses()}


def asked(pages: TestClient, address: str, cpu_ms: Callable[[], float]) -> Taken:
    """Ask for an address some dozen times; return what the first but one and all after it took."""
    cpu: list[float] = []
    wall: list[float] = []
    size = 0
    given_up = time.perf_counter() + MOST_SECONDS
    while len(cpu) <= ASKED and (len(cpu) < LEAST_ASKED or time.perf_counter() < given_up):
        began, worked = time.perf_counter(), cpu_ms()
        answer = pages.get(address)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append(cpu_ms() - worked)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:500]}")
        size = len(answer.content)
    p95 = statistics.quantiles(cpu[1:], n=20)[-1]
    return Taken(cpu_p95=p95, wall_median=statistics.median(wall[1:]), bytes=size)


def cpu_clock(engine: Engine) -> Callable[[], float]:
    """Return a clock of the milliseconds that this process and its database have worked."""
    with engine.connect() as connection:
        worked_ns = dict.fromkeys(connection.scalars(sa.text(CONNECTIONS)), 0)

    def worked() -> float:
        for pid in worked_ns:
            with suppress(FileNotFoundError):  # closed: what it had worked stays
                worked_ns[pid] = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
        return sum(worked_ns.values()) / 1e6 + time.process_time() * 1000

    return worked


def for_owner(app: ASGIApp) -> ASGIApp:
    """Ask as whoever came in by the link."""

    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        visitor = Visitor(name=OWNER, role="admin", known_by="link")
        await app({**scope, "state": {"visitor": visitor}}, receive, send)

    return known
