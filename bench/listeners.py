"""What it costs that many pages stand open: memory, threads and connections of the database of one desk.

Two hundred listen as open pages do, over real connections; then something happens, and the time is
taken until the last of them has heard of it.
"""

import asyncio
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette

from bench.desk import for_owner
from bench.own_factory import own_factory
from bench.row import Row, at_most, fact
from desk.web.routes import routes
from factory.workflow import events as topics
from wiring.factory import Factory

PAGES = 200
MOST_MB = 100
MOST_CONNECTIONS = 5
MOST_SECONDS = 1.0
CONNECTIONS = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
ASKED = b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def rows() -> Iterator[Row]:
    """Open the pages, tell them something, and look at the desk meanwhile."""
    with own_factory() as factory, serving_desk(factory) as port:
        asyncio.run(_told(factory, port, 1))  # what the first page loads counts for nobody
        threads, before = threading.active_count(), _memory_mb()
        seconds, connections = asyncio.run(_told(factory, port, PAGES))
        yield at_most(MOST_MB, f"{PAGES} open pages, memory", _memory_mb() - before, "MB")
        yield at_most(MOST_CONNECTIONS, "their connections", connections, "connections")
        more = threading.active_count() - threads
        yield fact("their threads", more, "threads", note="of what asks the database")
        yield at_most(MOST_SECONDS, "until the last has heard", seconds, "s")


@contextmanager
def serving_desk(factory: Factory) -> Iterator[int]:
    """Serve the pages of a factory to whoever asks; yield the port."""
    app = for_owner(Starlette(routes=routes(factory)))
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


async def _told(factory: Factory, port: int, pages: int) -> tuple[float, int]:
    """Return after how many seconds the last of so many pages heard, and the connections meanwhile."""
    catalogue = factory.catalogue
    with ExitStack() as opened:
        readers: list[asyncio.StreamReader] = []
        for _ in range(pages):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            opened.callback(writer.close)
            writer.write(ASKED)
            await reader.readuntil(b"event: hello")
            readers.append(reader)
        await asyncio.to_thread(catalogue.events.announce, min(topics.TOPICS), None, {})
        began = time.perf_counter()
        await asyncio.gather(*(reader.readuntil(b"event: news") for reader in readers))
        seconds = time.perf_counter() - began
        with catalogue.engine.connect() as connection:
            return seconds, connection.scalar(CONNECTIONS) or 0


def _memory_mb() -> float:
    """Return the most that this process ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
