"""Callers: who asks the API for something, as the guard has found out."""

from starlette.requests import Request

from desk.api.protocol.action import Call
from desk.web.guarded import visitor_of
from factory.people.visitor import Visitor
from wiring.factory import Factory

NOBODY = Visitor(name="nobody", role="guest", known_by="link")


def call_of(factory: Factory, request: Request) -> Call:
    """Return who asks, and where."""
    origin = str(request.base_url).rstrip("/")
    return Call(factory, origin=origin, visitor=visitor_of(request) or NOBODY)
