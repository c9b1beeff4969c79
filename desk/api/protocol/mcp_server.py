"""The MCP server: the actions of the API as tools, for models.

What costs money is not done when a model asks for it: it becomes an order that waits until a person
agrees to its price.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from desk.actions.acting import acting_as
from desk.api.orders import place
from desk.api.protocol.action import Action, Call
from desk.api.protocol.problem import Problem, Unfit, problem_for
from desk.api.protocol.requests import every_fault, read
from desk.api.protocol.routes import perform
from desk.api.registry import ACTIONS
from factory.errors import FactoryError, NotFound
from factory.people.role import may
from factory.records import Payload
from factory.reviews.decision import Place

LOG = logging.getLogger(__name__)
NAME = "video-factory"
ABOUT = (
    "Make, watch, correct and publish videos. What costs money answers with its price and waits until "
    "a person agrees; `show_order` says what came of it."
)

TOOLS: Mapping[str, Action] = {
    one.name: one for one in ACTIONS if one.tool and one.endpoint is None
}


class Waiting(Payload):
    """An order that waits for a person."""

    order: int
    usd: float
    waits_for: str


def server_for(call: Call, at: Place = "mcp") -> Server[Any]:
    """Return a server that does what this caller may do, in their name.

    Args:
        call: who asks.
        at: where they do it.
    """

    async def list_tools(_: object, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(
            tools=[tool(one) for one in TOOLS.values() if may(call.visitor.role, one.role)]
        )

    async def call_tool(_: object, params: CallToolRequestParams) -> CallToolResult:
        with acting_as(call.by, at):
            return await run_in_threadpool(answer, call, params.name, params.arguments or {})

    return Server(NAME, instructions=ABOUT, on_list_tools=list_tools, on_call_tool=call_tool)


async def serve_request(call: Call, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request by HTTP; nothing is kept between two of them."""
    manager = StreamableHTTPSessionManager(server_for(call), json_response=True, stateless=True)
    async with manager.run():
        await manager.handle_request(scope, receive, send)


def tool(action: Action) -> Tool:
    """Return an action as a tool."""
    looks = action.method == "GET"
    price = " Answers with its price and waits for a person." if action.costs_usd else ""
    return Tool(
        name=action.name,
        description=f"{action.about}{price}",
        input_schema=action.asks.model_json_schema(),
        annotations=ToolAnnotations(
            read_only_hint=looks, destructive_hint=action.method == "DELETE", open_world_hint=False
        ),
    )


def answer(call: Call, name: str, said: Mapping[str, Any]) -> CallToolResult:
    """Return what comes of a tool; what is wrong with it is told in full, what is wrong here is not.

    An error of the database holds its question and all that was put into it.
    """
    try:
        action = TOOLS.get(name)
        if action is None or not may(call.visitor.role, action.role):
            raise NotFound(f"there is no tool {name[:60]!r} for you")
        in_path = {key: said[key] for key in action.in_path if key in said}
        elsewhere = {key: value for key, value in said.items() if key not in in_path}
        try:
            asked = read(action, elsewhere, in_path)
        except Unfit as error:
            raise every_fault(action, call, error) from error
        video_id = in_path.get("video_id")
        if not call.may(action, video_id if isinstance(video_id, str) else None):
            raise NotFound("there is no such thing for you: you belong to one tenant")
        usd = action.costs_usd(call, asked) if action.costs_usd else 0.0
        body = waiting(call, action, asked, usd) if usd else perform(action, call, asked).body
    except FactoryError as error:
        return _refusal(problem_for(error, call.factory, call.visitor))
    except Exception:
        LOG.exception("the tool %r failed", name[:60])
        fault = f"{name[:60]} failed by a fault of the factory's own; its log says where"
        return _refusal(Problem.of(500, fault))
    return _result(json.loads(body), body, is_error=False)


def waiting(call: Call, action: Action, asked: Payload, usd: float) -> str:
    """Keep what costs money until a person agrees; return what the model is told."""
    order = place(call, action, asked, usd)
    told = Waiting(
        order=order.id,
        usd=order.usd,
        waits_for=f"a person's agreement: `factory orders agree {order.id}`, or at the desk",
    )
    return told.model_dump_json()


def _refusal(problem: Problem) -> CallToolResult:
    told = problem.model_dump(mode="json")
    return _result(told, json.dumps(told, ensure_ascii=False), is_error=True)


def _result(told: Any, text: str, *, is_error: bool) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(text=text)], structured_content=told, is_error=is_error
    )
