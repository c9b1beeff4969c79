"""Guarded routes: an address, and beside it who may ask for it; the guard refuses all others."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from factory.people.access import Need, Reach
from factory.people.role import Role
from factory.people.visitor import Visitor


class Guarded(Route):
    """A route that says what it wants of whoever asks.

    Args:
        path: as Starlette writes it; a video is named by `{video_id}`.
        endpoint: what answers.
        need: see `factory.people.access.Need`.
        methods: `GET` and `HEAD` by default.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        need: Need,
        *,
        methods: Sequence[str] | None = None,
    ) -> None:
        super().__init__(path, endpoint, methods=list(methods) if methods else None)
        self.need = need


def need(role: Role | None, reach: Reach = "whole", *, decides: bool = False) -> Need:
    """Say what an address wants."""
    return Need(role=role, reach=reach, decides=decides)


class Stated(NamedTuple):
    """What was stated for one request."""

    need: Need
    video: str | None
    """The video that its address names."""


def stated(routes: Iterable[BaseRoute], scope: Scope) -> Stated | None:
    """Return what is stated for an address; None where nothing is: nobody may have that.

    As with the routes themselves the first that fits wins, and one of another method only where
    none fits whole.
    """
    partly: Stated | None = None
    for route in routes:
        match, found = route.matches(scope)
        if match is Match.NONE:
            continue
        if not isinstance(route, Guarded):
            return None
        named = found.get("path_params", {})
        video = named.get("video_id") or str(named.get("name", "")).partition("/")[0]
        here = Stated(route.need, video or None)
        if match is Match.FULL:
            return here
        partly = partly or here
    return partly


def visitor_of(connection: HTTPConnection | Request) -> Visitor | None:
    """Return who asks, as the guard has found out; None where everybody may."""
    return connection.scope.get("state", {}).get("visitor")
