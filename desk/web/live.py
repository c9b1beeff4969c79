"""Live: events of the factory on their way to open pages, as server-sent events.

One loop per process asks the catalogue, while anybody listens; each page has a queue of its own. A
page that comes back says which event it saw last, and gets those after it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from desk.actions.event_feed import EventFeed
from factory.errors import FactoryError
from wiring.factory import Factory

LOOK_SECONDS = 0.5
PING_SECONDS = 15.0
"""So that proxies keep the connection, and a page that is gone is noticed."""

MOST_WAITING = 500
"""Messages for one page; one that does not read them is let go, and comes back by itself."""

MOST_MISSED = 1_000

Message = tuple[int, str | None, str]
"""Number, video, topic."""


class Live:
    """Everybody who listens, and the loop that tells them."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._listeners: set[asyncio.Queue[Message | None]] = set()
        self._loop: asyncio.Task[None] | None = None

    async def __call__(self, request: Request) -> StreamingResponse:
        """Answer with events until the page is gone."""
        last = request.headers.get("last-event-id", "")
        return StreamingResponse(
            self._events(
                int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None
            ),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _events(self, last: int | None) -> AsyncIterator[str]:
        queue: asyncio.Queue[Message | None] = asyncio.Queue(MOST_WAITING)
        self._listeners.add(queue)
        if self._loop is None or self._loop.done():
            self._loop = asyncio.create_task(self._tell())
        try:
            yield "event: hello\ndata: {}\n\n"
            told = last or 0
            if last is not None:
                for event in await run_in_threadpool(self._after, last, MOST_MISSED):
                    told = event["id"]
                    for line in lines(message(event)):
                        yield line
            while True:
                try:
                    found = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if found is None:
                    return
                if found[0] <= told:  # it was among those that were missed
                    continue
                told = found[0]
                for line in lines(found):
                    yield line
        finally:
            self._listeners.discard(queue)

    async def _tell(self) -> None:
        """Look again and again; a database that is away is waited for elsewhere."""
        feed = EventFeed(self._factory)
        while self._listeners:
            try:
                for event in await run_in_threadpool(lambda: list(feed.unseen())):
                    self._hand_out(message(event))
            except FactoryError:
                pass
            await asyncio.sleep(LOOK_SECONDS)

    def _hand_out(self, found: Message) -> None:
        for queue in tuple(self._listeners):
            try:
                queue.put_nowait(found)
            except asyncio.QueueFull:
                self._listeners.discard(queue)
                queue.get_nowait()
                queue.put_nowait(None)

    def _after(self, number: int, limit: int) -> list[dict[str, Any]]:
        return self._factory.catalogue.events.after(number, limit)


def message(event: Mapping[str, Any]) -> Message:
    """Return what a page is told of an event: enough to ask for what it shows anew, and no more."""
    return event["id"], event["video_id"], event["topic"]


def lines(found: Message) -> list[str]:
    """Return the events of the page: `news` for all that happens, `video-ID` for one video's."""
    number, video_id, topic = found
    data = json.dumps({"topic": topic, "video": video_id})
    names = ["news"] if video_id is None else ["news", f"video-{video_id}"]
    return [f"id: {number}\nevent: {name}\ndata: {data}\n\n" for name in names]
