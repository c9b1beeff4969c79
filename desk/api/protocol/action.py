"""Actions: what a program may ask of the factory, each described once.

From these descriptions come the routes, the OpenAPI document, the page that explains them and the
tools of the MCP server.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from factory.people.access import Need, Reach, allows
from factory.people.role import PersonsRole
from factory.people.visitor import Visitor
from factory.records import Payload
from wiring.factory import Factory

PREFIX = "/api/v1"

Method = Literal["GET", "POST", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody who asks, and where."""

    factory: Factory
    origin: str
    """What addresses that are told begin with: `https://desk.example`."""
    visitor: Visitor

    @property
    def by(self) -> str:
        """Under which name it is recorded."""
        return self.visitor.name

    @property
    def tenant(self) -> str | None:
        """Whose videos alone they reach; None: those of all."""
        return self.visitor.tenant

    def may(self, action: "Action", video_id: str | None) -> bool:
        """Whether they may ask for something, of a video where one is named."""
        return allows(action.need, self.visitor, video_id, self.factory.people.tenant_of)


class NoInput(Payload):
    """Nothing has to be said."""


class OneVideo(Payload):
    """A video, by its ID."""

    video_id: str


class DayAsked(Payload):
    """A day, YYYY-MM-DD (UTC)."""

    day: date | None = None


SOME_VIDEO = {"video_id": "demo-20261128-the-clock-that-lost-a-day-k3f9"}
"""What examples say."""

Do = Callable[[Call, Any], BaseModel]
Endpoint = Callable[[Factory, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Action:
    """One thing that may be asked.

    Args:
        name: of the operation and of the tool: a verb and what it is about.
        method: of HTTP.
        path: below `PREFIX`, or whole where it begins with another address of ours.
        role: who may ask.
        about: one sentence for people and models.
        asks: what is said; fields that the path names stand there, the others of a GET in the
            query, of everything else in the body.
        answers: what comes back.
        do: does it, in a thread of its own.
        example: something that may be said.
        status: of the answer when all is well.
        makes: makes something, so that a repeated request is answered from the first one when both
            bear the same `Idempotency-Key`.
        same_again: asked twice it comes to the same as once, and costs no more: an order of it whose process
            ended is carried out again.
        costs_usd: says what it would spend; None where nothing is ever spent.
        meant: fills in what was left out and would mean something else tomorrow, such as the day, by that day.
        tool: whether a model may ask it.
        commands: of the command line, which do the same.
        endpoint: answers by itself, with what is no JSON object.
        produces: media type of what that answers.
        open_to_all: no token is wanted, as the address itself bears a signature.
        own_tenant: keeps to the caller's tenant by itself.
    """

    name: str
    method: Method
    path: str
    role: PersonsRole
    about: str
    asks: type[Payload] = NoInput
    answers: type[BaseModel] = NoInput
    do: Do | None = None
    example: Mapping[str, Any] = field(default_factory=dict[str, Any])
    status: int = 200
    makes: bool = False
    same_again: bool = False
    costs_usd: Callable[[Call, Any], float] | None = None
    meant: Callable[[Any, date], Payload] | None = None
    tool: bool = True
    commands: tuple[str, ...] = ()
    endpoint: Endpoint | None = None
    produces: str = "application/json"
    open_to_all: bool = False
    own_tenant: bool = False

    @property
    def template(self) -> str:
        """The address as OpenAPI writes it: names in braces, without what they match."""
        return self.address.replace(":path}", "}")

    @property
    def address(self) -> str:
        """The whole path, as Starlette writes it."""
        return self.path if self.path.startswith("/api/") else f"{PREFIX}{self.path}"

    @property
    def need(self) -> Need:
        """What it wants of whoever asks."""
        if self.open_to_all:
            return Need(role=None)
        reach: Reach = "video" if "video_id" in self.in_path else "whole"
        return Need(role=self.role, reach="own" if self.own_tenant else reach)

    @property
    def subject(self) -> str:
        """What it is about: the first word of its path."""
        return self.address.removeprefix(PREFIX).removeprefix("/api").strip("/").split("/")[0]

    @property
    def in_path(self) -> tuple[str, ...]:
        """The fields that stand in the path."""
        parts = self.address.split("{")[1:]
        return tuple(part.partition("}")[0].partition(":")[0] for part in parts)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The fields that stand in the query of a GET or DELETE, in the body of everything else."""
        return tuple(name for name in self.asks.model_fields if name not in self.in_path)

    @property
    def has_body(self) -> bool:
        """Whether something is said in a body."""
        return self.method in ("POST", "PATCH") and bool(self.elsewhere)
