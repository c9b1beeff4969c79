"""A desk over a factory of its own, in this process: its pages and commands without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.actions.acting import acting_as
from desk.actions.making.briefs import hand_in
from desk.web.routes import routes
from factory.errors import FactoryError
from factory.people.role import Role
from factory.people.visitor import Visitor
from wiring.factory import Factory

BRIEF = """\
---
channel: demo
title: The clock that lost a day
---
On the second of September 1752, the people of London went to bed. When they woke, it was the
fourteenth.

Nobody had slept for twelve days. Parliament had changed the calendar, and eleven days had simply
been taken away.

Landlords asked for a full month of rent. Birthdays vanished. And in one small town, the story
goes, a clockmaker refused to move the hands of his best clock.

It ran eleven days behind for the rest of his life, and he was never late for anything.
"""


@dataclass(frozen=True)
class Desk:
    """A factory, and a browser's way to its pages."""

    factory: Factory
    pages: TestClient

    def video(self, brief: str = BRIEF) -> str:
        """Hand a brief in; return its video's ID."""
        taken = hand_in(
            self.factory, brief.encode(), "clock.md", self.factory.settings.inbox, "test", "test"
        )
        return taken.videos[0].video_id


@contextmanager
def opened_desk(factory: Factory, role: Role = "operator", name: str = "test") -> Iterator[Desk]:
    """Hand out the desk of a factory, as somebody of that role and name meets it."""
    app = Starlette(routes=routes(factory), exception_handlers={FactoryError: _said})
    with TestClient(_as(app, role, name), follow_redirects=False) as pages:
        yield Desk(factory, pages)


def _said(request: Request, error: Exception) -> Response:
    return Response(str(error), 409)


def _as(app: ASGIApp, role: Role, name: str) -> ASGIApp:
    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        visitor = Visitor(name=name, role=role, known_by="password")
        with acting_as(visitor.name, "desk"):
            await app({**scope, "state": {"visitor": visitor}}, receive, send)

    return known
