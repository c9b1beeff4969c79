"""Listeners: whoever hears what happens as it happens, all of them by one look at the catalogue.

One loop asks for new events while anybody listens, so that two hundred open pages cost the database
what one costs. Each listener has a queue of its own. One that comes back says which event it saw last,
and gets those after it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from desk.actions.event_feed import EventFeed
from factory.errors import FactoryError
from wiring.factory import Factory

LOOK_SECONDS = 0.5
QUIET_SECONDS = 15.0
MOST_WAITING = 500
"""Events for one listener; one that does not take them is let go, and comes back by itself."""

AT_ONCE = 1_000

Event = dict[str, Any]
"""`id`, `topic`, `video_id`, `payload`, `at`."""
T = TypeVar("T")


def listeners_of(app: Starlette, factory: Factory) -> "EventListeners":
    """Return those of an app: one loop tells its pages and its API."""
    if not hasattr(app.state, "listeners"):
        app.state.listeners = EventListeners(factory)
    return app.state.listeners


class EventListeners:
    """Everybody who listens, and the loop that tells them."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._queues: set[asyncio.Queue[Event | None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def heard(self, last: int | None) -> AsyncIterator[Event | None]:
        """Yield events in order and each once, from the one after `last`, or from now on if it is None.

        Yields None whenever nothing was to be told for `QUIET_SECONDS`, so that whoever passes the
        events on can notice that nobody is there any more. Ends for a listener that takes too little.
        """
        queue: asyncio.Queue[Event | None] = asyncio.Queue(MOST_WAITING)
        self._queues.add(queue)
        try:
            events = self._factory.catalogue.events
            newest = await self._asked(events.last)
            # Who names a place that is not there yet must not let the others wait for it.
            told = newest if last is None else min(last, newest)
            yield None
            while missed := await self._asked(partial(events.after, told, AT_ONCE)):
                for event in missed:
                    told = event["id"]
                    yield event
            if self._loop is None or self._loop.done():
                # From this listener's place: what happened since it asked would be told by nobody.
                self._loop = asyncio.create_task(self._tell(told))
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), QUIET_SECONDS)
                except TimeoutError:
                    yield None
                    continue
                if event is None:
                    return
                if event["id"] > told:  # it was not among those that were missed
                    yield event
        finally:
            self._queues.discard(queue)

    async def _asked(self, question: Callable[[], T]) -> T:
        """Return the catalogue's answer, however long it is away; one listener asks at a time."""
        while True:
            try:
                async with self._one_at_a_time:
                    return await run_in_threadpool(question)
            except FactoryError:
                await asyncio.sleep(LOOK_SECONDS)

    async def _tell(self, after: int) -> None:
        """Look again and again from an event on; a database that is away is waited for."""
        feed = EventFeed(self._factory, after)
        while self._queues:
            try:
                for event in await run_in_threadpool(lambda: list(feed.unseen())):
                    self._hand_out(event)
            except FactoryError:
                pass
            await asyncio.sleep(LOOK_SECONDS)

    def _hand_out(self, event: Event) -> None:
        for queue in tuple(self._queues):
            try:
                queue.put_nowait(event)
            except asyncio.QueueFull:
                self._queues.discard(queue)
                # All that waits is dropped: who comes back goes on right behind what it was told.
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)
