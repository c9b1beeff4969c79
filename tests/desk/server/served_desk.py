"""A desk that answers at a port of its own, without Dagster: for browsers and programs of others."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from desk.server.allowed_hosts import Names
from desk.server.app import create_app
from desk.server.visitors import Visitors
from tests.desk.server.guarded_desk import KEYS, who_is_it
from tests.end_to_end.waiting import until
from tests.fakes.free_ports import free_port
from wiring.factory import Factory


@dataclass(frozen=True)
class Served:
    """Where a desk answers."""

    address: str
    key: str
    """Of whoever may do everything."""


@contextmanager
def served(factory: Factory) -> Iterator[Served]:
    """Serve the desk of a factory until the block ends."""
    port = free_port(random.randrange(20_000, 30_000))
    names = Names.of(port, listen="127.0.0.1", hosts=(), public_url="")
    visitors = Visitors(KEYS, "abc", factory)
    app = create_app(
        factory,
        who_is_it,
        names=names,
        visitors=visitors,
        instance="abc",
        code_answers=lambda: True,
    )
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until(lambda: server.started, "a desk that answers", 60)
        yield Served(f"http://127.0.0.1:{port}", KEYS["operator"])
    finally:
        server.should_exit = True
        thread.join(20)
