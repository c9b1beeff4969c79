"""What stays open is closed soon after whoever opened it is nobody any more."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.types import Message, Receive, Scope, Send

from desk.server import open_connections
from desk.server.guard import Guard
from desk.server.visitors import Visitors
from tests.desk.server.guarded_desk import KEYS, PASSWORD, PLACE, GuardedDesk

AT_MOST_SECONDS = 20


@pytest.fixture(autouse=True)
def asked_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_connections, "ASK_SECONDS", 0.01)


async def stays_open(scope: Scope, receive: Receive, send: Send) -> None:
    """Say something, and then nothing for ever, as a page of Dagster that waits for news."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"hello", "more_body": True})
    await asyncio.Event().wait()


def opened(desk: GuardedDesk, path: str, shows: tuple[str, str], then: Callable[[], object]):
    """Open a connection, do something once it stands, and return how it ended."""
    websocket = path.startswith("/dagster")
    shown = {"host": PLACE.removeprefix("http://"), "origin": PLACE, shows[0]: shows[1]}
    scope = {
        "type": "websocket" if websocket else "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "ws" if websocket else "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in shown.items()],
        "client": ("192.0.2.7", 50_000),
        "server": ("127.0.0.1", 3000),
        "subprotocols": [],
    }
    told = list[Message]()

    async def open_it() -> None:
        standing = asyncio.Event()

        async def send(message: Message) -> None:
            told.append(message)
            if message["type"] in ("websocket.accept", "http.response.body"):
                standing.set()

        async def receive() -> Message:
            return await asyncio.Future()

        async with asyncio.timeout(AT_MOST_SECONDS):
            serving = asyncio.ensure_future(desk.app(scope, receive, send))
            await standing.wait()
            assert not serving.done()
            await asyncio.to_thread(then)
            await serving

    asyncio.run(open_it())
    return told[-1]


@pytest.fixture(scope="module")
def standing(guard: GuardedDesk) -> GuardedDesk:
    """A guard before something that stays open for ever."""
    assert isinstance(guard.app, Guard)
    return replace(guard, app=replace(guard.app, app=stays_open))


CLOSED = {"type": "websocket.close", "code": 1008}
ENDED = {"type": "http.response.body", "body": b"", "more_body": False}


@pytest.mark.parametrize(("path", "end"), [("/events", ENDED), ("/dagster/graphql", CLOSED)])
def test_a_stream_ends_when_its_token_is_revoked(standing: GuardedDesk, path: str, end: Message):
    shows = ("authorization", standing.shows("viewer")["Authorization"])
    tokens = standing.people.api_tokens
    assert opened(standing, path, shows, lambda: tokens.revoke("for viewer", by="test")) == end


@pytest.mark.parametrize("how", ["disabled", "signed out", "another role"])
def test_a_stream_ends_with_the_session_and_the_role_it_was_opened_by(
    standing: GuardedDesk, how: str
):
    accounts, visitors = standing.people.accounts, Visitors(KEYS, "abc", standing.factory)
    name = f"Mara {how}"
    person = accounts.add(name, "operator", PASSWORD, by="test", email="")
    cookie = visitors.come_in("", secure=False, person=person.id).partition(";")[0]
    then: dict[str, Callable[[], object]] = {
        "disabled": lambda: accounts.disable(name, by="test"),
        "signed out": lambda: visitors.go_out(cookie, secure=False),
        "another role": lambda: accounts.change_role(name, "viewer", by="test"),
    }
    assert opened(standing, "/dagster/graphql", ("cookie", cookie), then[how]) == CLOSED


def test_the_programs_stream_of_events_ends_too(desk: GuardedDesk):
    shows = ("authorization", desk.shows("viewer")["Authorization"])
    tokens = desk.people.api_tokens
    path = "/api/v1/events/stream"
    assert opened(desk, path, shows, lambda: tokens.revoke("for viewer", by="test")) == ENDED
