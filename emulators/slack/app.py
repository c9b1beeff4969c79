"""Slack: the Web API for one app, Socket Mode, and a page that shows what stands in the workspace."""

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from emulators.request_log import Refusal, base_of, fault_of
from emulators.slack.clicks import Clicks
from emulators.slack.page import page
from emulators.slack.workspace import Workspace, fault_in

REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": Refusal(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "30"}),
    "unavailable": Refusal(503, {"ok": False, "error": "service_unavailable"}),
    "archived": Refusal(200, {"ok": False, "error": "is_archived"}),
}
MISSING = "C0MISSING00"
"""A conversation that the app is not in."""

Method = Callable[[dict[str, Any]], str | dict[str, Any]]


class Slack:
    """One workspace and one app in it."""

    def __init__(self) -> None:
        self.workspace = Workspace()
        self.clicks = Clicks(self.workspace)

    def routes(self) -> list[Route | WebSocketRoute]:
        """Return the addresses of the vendor, and those by which a test or a person clicks."""
        methods: Mapping[str, Method] = {
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._alone,
            "views.open": self._open,
            "files.completeUploadExternal": self._complete,
        }
        return [
            *(
                Route(f"/api/{name}", _method(method), methods=["POST"])
                for name, method in methods.items()
            ),
            Route("/api/files.getUploadURLExternal", self._upload_place, methods=["GET", "POST"]),
            Route("/api/apps.connections.open", self._connection, methods=["POST"]),
            Route("/upload/{file}", self._uploaded, methods=["POST"]),
            WebSocketRoute("/socket", self.clicks.socket),
            Route("/", lambda request: page(self.workspace)),
            Route("/file/{file}", self._file),
            Route("/__workspace", self._shown),
            Route("/__press", self.clicks.press, methods=["POST"]),
            Route("/__submit", self.clicks.submit, methods=["POST"]),
        ]

    def _post(self, asked: dict[str, Any]) -> str | dict[str, Any]:
        channel = asked.get("channel", "")
        if channel == MISSING or not channel:
            return "channel_not_found"
        if not asked.get("text"):
            return "no_text"
        if fault := fault_in(asked.get("blocks", []), self.workspace.whole):
            return fault
        ts = self.workspace.stamp()
        self.workspace.messages[channel, ts] = {"text": asked["text"], "blocks": asked["blocks"]}
        return {"channel": channel, "ts": ts, "message": {"ts": ts, "text": asked["text"]}}

    def _update(self, asked: dict[str, Any]) -> str | dict[str, Any]:
        where = (asked.get("channel", ""), asked.get("ts", ""))
        if where not in self.workspace.messages:
            return "message_not_found"
        if fault := fault_in(asked.get("blocks", []), self.workspace.whole):
            return fault
        self.workspace.messages[where] = {"text": asked["text"], "blocks": asked["blocks"]}
        return {"channel": where[0], "ts": where[1], "text": asked["text"]}

    def _alone(self, asked: dict[str, Any]) -> str | dict[str, Any]:
        told = {name: str(asked.get(name, "")) for name in ("channel", "user", "text")}
        self.workspace.alone.append(told)
        return {"message_ts": self.workspace.stamp()}

    def _open(self, asked: dict[str, Any]) -> str | dict[str, Any]:
        if fault := self.workspace.spend(asked.get("trigger_id", "")):
            return fault
        view = asked["view"]
        view = json.loads(view) if isinstance(view, str) else view
        if len(view.get("private_metadata", "")) > 3000 or len(view["title"]["text"]) > 24:
            return "invalid_arguments"
        view_id = f"V{secrets.token_hex(5).upper()}"
        self.workspace.views[view_id] = view
        return {"view": {**view, "id": view_id}}

    def _complete(self, asked: dict[str, Any]) -> str | dict[str, Any]:
        files = asked["files"]
        ids = [one["id"] for one in (json.loads(files) if isinstance(files, str) else files)]
        if not all(self.workspace.files.get(one) for one in ids):
            return "file_not_found"
        self.workspace.whole.update(ids)
        return {"files": [{"id": one, "title": "poster"} for one in ids]}

    async def _upload_place(self, request: Request) -> Response:
        if fault := await _auth(request):
            return fault
        file = f"F{secrets.token_hex(5).upper()}"
        self.workspace.files[file] = b""
        return JSONResponse(
            {"ok": True, "upload_url": f"{base_of(request)}/upload/{file}", "file_id": file}
        )

    async def _uploaded(self, request: Request) -> Response:
        file = request.path_params["file"]
        if file not in self.workspace.files:
            return Response("not found", 404)
        self.workspace.files[file] = await request.body()
        return Response(f"OK - {len(self.workspace.files[file])}")

    async def _file(self, request: Request) -> Response:
        found = self.workspace.files.get(request.path_params["file"])
        return Response(found, media_type="image/jpeg") if found else Response("not found", 404)

    async def _connection(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("Bearer xapp-"):
            return JSONResponse({"ok": False, "error": "not_allowed_token_type"})
        ticket = secrets.token_hex(8)
        self.workspace.tickets.add(ticket)
        place = base_of(request).replace("http", "ws", 1)
        return JSONResponse({"ok": True, "url": f"{place}/socket?ticket={ticket}"})

    async def _shown(self, request: Request) -> Response:
        messages = [
            {"channel": channel, "ts": ts, **said}
            for (channel, ts), said in self.workspace.messages.items()
        ]
        shown = {
            "messages": messages,
            "alone": self.workspace.alone,
            "views": self.workspace.views,
            "sockets": len(self.workspace.sockets),
        }
        return JSONResponse(shown)


def app() -> Starlette:
    """Return the vendor."""
    return Starlette(routes=Slack().routes())


def _method(do: Method) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint: refusals are said with 200, as Slack does."""

    async def answer(request: Request) -> Response:
        if fault := await _auth(request):
            return fault
        if "json" in request.headers.get("content-type", ""):
            asked = await request.json()
        else:
            asked = dict(await request.form())
        request.state.entry.asked = {"channel": str(asked.get("channel", ""))}
        done = do(asked)
        if isinstance(done, str):
            return JSONResponse({"ok": False, "error": done})
        return JSONResponse({"ok": True, **done})

    return answer


async def _auth(request: Request) -> Response | None:
    token = request.headers.get("authorization", "")
    if fault_of(request, "revoked") or not token.startswith("Bearer xoxb-") or "wrong" in token:
        return JSONResponse({"ok": False, "error": "invalid_auth"})
    return None
