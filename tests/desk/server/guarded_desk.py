"""A desk behind its guard, in this process: whoever asks, what they show is what a browser shows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.actions.acting import acting
from desk.server.allowed_hosts import Names
from desk.server.app import create_app
from desk.server.guard import Guard
from desk.server.refusal_page import refusal_answer
from desk.server.visitors import Visitors
from desk.web.guarded import Guarded, stated, visitor_of
from desk.web.routes import routes
from resources.machine.environment_variables import Settings
from resources.people.passwords import Passwords
from resources.people.register import Register
from tests.fakes.passwords import CHEAP
from wiring.desk_imports import Role
from wiring.factory import Factory

PLACE = "http://127.0.0.1:3000"
KEYS: Mapping[Role, str] = {"operator": "o" * 43, "look": "l" * 43}
PASSWORD = "eleven red herrings"

OURS = {"Origin": PLACE, "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class GuardedDesk:
    """A desk, and ways to come to it."""

    factory: Factory
    people: Register
    app: ASGIApp
    guarded: list[Guarded]

    @contextmanager
    def browser(self, address: str = "192.0.2.7") -> Iterator[TestClient]:
        """Open a browser that nobody has signed in with, and that says where it asks from."""
        with self.program(address) as client:
            client.headers.update(OURS)
            yield client

    @contextmanager
    def program(self, address: str = "192.0.2.7") -> Iterator[TestClient]:
        """Hand out what shows nothing by itself."""
        with TestClient(
            self.app,
            base_url=PLACE,
            follow_redirects=False,
            client=(address, 50_000),
            raise_server_exceptions=False,
        ) as client:
            yield client

    def shows(self, visitor: str) -> dict[str, str]:
        """Return the header by which a program is somebody: a role, or nobody."""
        if visitor == "nobody":
            return {}
        _, secret = self.people.api_tokens.make(f"for {visitor}", visitor, days=1, by="test")
        return {"Authorization": f"Bearer {secret}"}


def desk_at(url: str, home: Path, *, whole: bool = True) -> GuardedDesk:
    """Put a desk together.

    Args:
        url: of its database.
        home: its folder.
        whole: with its pages; else something that only says who has come through the guard.
    """
    factory = Factory(Settings(home=home, database_url=None), url)
    people = Register(factory.catalogue.engine, Passwords(CHEAP))
    factory.__dict__["people"] = people  # what `cached_property` keeps
    visitors = Visitors(KEYS, "abc", factory)
    names = Names.of(3000, listen="127.0.0.1", hosts=(), public_url="https://desk.example.org")
    if whole:
        app = create_app(
            factory,
            who_is_it,
            names=names,
            visitors=visitors,
            instance="abc",
            code_answers=lambda: True,
        )
    else:
        table = routes(factory)
        app = Guard(who_is_it, names, visitors, lambda scope: stated(table, scope), refusal_answer)
    return GuardedDesk(factory, people, app, routes(factory))


async def who_is_it(scope: Scope, receive: Receive, send: Send) -> None:
    """Say who asks, and under whose name something would be recorded."""
    if scope["type"] == "lifespan":
        for moment in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{moment}.complete"})
        return
    visitor = visitor_of(Request(scope))
    answer: Response = JSONResponse(
        {"visitor": visitor.model_dump() if visitor else None, "acting": acting()}
    )
    await answer(scope, receive, send)
