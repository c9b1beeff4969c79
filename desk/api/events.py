"""Events: what happened, a page at a time or as it happens, with nothing left out."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from desk.actions.event_listeners import listeners_of
from desk.api.protocol.action import Action, Call
from desk.api.protocol.problem import Fault, Unfit
from factory.records import Payload
from factory.workflow.events import TOPICS
from wiring.factory import Factory


class EventsAsked(Payload):
    """Which events, in the order in which they happened."""

    after: int = Field(default=0, ge=0, lt=2**63)
    """The number of the last one that is known."""
    topic: str = ""
    video_id_is: str = ""
    """Of one video only."""
    limit: int = Field(default=100, ge=1, le=1000)


class StreamAsked(Payload):
    """From where on; the header `Last-Event-ID` says the same."""

    after: int | None = Field(default=None, ge=0, lt=2**63)
    """None: from now on."""


class Event(Payload):
    """One thing that happened."""

    id: int
    topic: str
    video_id: str | None
    payload: dict[str, Any]
    at: datetime


class EventPage(Payload):
    """A page of events."""

    events: tuple[Event, ...]
    after: int
    """What to ask for as `after` next: nothing will ever appear before it."""


def _events(call: Call, asked: EventsAsked) -> EventPage:
    if asked.topic and asked.topic not in TOPICS:
        raise Unfit(Fault(field="topic", found=asked.topic[:60], wanted=", ".join(sorted(TOPICS))))
    found = call.factory.catalogue.events.after(
        asked.after, asked.limit, topic=asked.topic or None, video_id=asked.video_id_is or None
    )
    events = tuple(Event.model_validate(one) for one in found)
    return EventPage(events=events, after=events[-1].id if events else asked.after)


async def _stream(factory: Factory, request: Request) -> Response:
    events = listeners_of(request.app, factory).heard(_place(request))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(events), media_type="text/event-stream", headers=headers)


def _place(request: Request) -> int | None:
    given = request.headers.get("last-event-id") or request.query_params.get("after") or ""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Unfit(Fault(field="Last-Event-ID", found=given[:40], wanted="an event's number"))
    return int(given)


async def _lines(events: AsyncIterator[dict[str, Any] | None]) -> AsyncIterator[str]:
    """Yield what happens until who listens is gone; now and then that nothing does."""
    async for one in events:
        yield ": still here\n\n" if one is None else as_line(Event.model_validate(one))


def as_line(event: Event) -> str:
    """Return an event as a server sends it: its number, its topic, and all of it as JSON."""
    data = json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
    return f"id: {event.id}\nevent: {event.topic}\ndata: {data}\n\n"


ACTIONS = (
    Action(
        name="list_events",
        method="GET",
        path="/events",
        role="viewer",
        about="List what happened after an event, in order; nothing appears later before `after`.",
        asks=EventsAsked,
        answers=EventPage,
        do=_events,
        example={"after": 0, "topic": "videos.rendered"},
    ),
    Action(
        name="stream_events",
        method="GET",
        path="/events/stream",
        role="viewer",
        about="Tell what happens as it happens (server-sent events), from `Last-Event-ID` on.",
        asks=StreamAsked,
        endpoint=_stream,
        produces="text/event-stream",
        example={"after": 0},
        tool=False,
    ),
)
