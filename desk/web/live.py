"""Live: events of the factory on their way to open pages, as server-sent events."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse

from desk.actions.event_listeners import listeners_of
from wiring.factory import Factory

Message = tuple[int, str | None, str]
"""Number, video, topic."""


async def live(factory: Factory, request: Request) -> StreamingResponse:
    """Answer with events until the page is gone."""
    last = request.headers.get("last-event-id", "")
    known = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None
    return StreamingResponse(
        _lines(listeners_of(request.app, factory).heard(known)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _lines(events: AsyncIterator[Mapping[str, Any] | None]) -> AsyncIterator[str]:
    greeted = False
    async for event in events:
        if event is not None:
            for line in lines(message(event)):
                yield line
        elif greeted:
            yield ": still here\n\n"
        else:
            greeted = True
            yield "event: hello\ndata: {}\n\n"


def message(event: Mapping[str, Any]) -> Message:
    """Return what a page is told of an event: enough to ask for what it shows anew, and no more."""
    return event["id"], event["video_id"], event["topic"]


def lines(found: Message) -> list[str]:
    """Return the events of the page: `news` for all that happens, `video-ID` for one video's."""
    number, video_id, topic = found
    data = json.dumps({"topic": topic, "video": video_id})
    names = ["news"] if video_id is None else ["news", f"video-{video_id}"]
    return [f"id: {number}\nevent: {name}\ndata: {data}\n\n" for name in names]
