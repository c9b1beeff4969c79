"""Discord: a bot's messages in channels, and the interactions of whoever presses their buttons."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.discord.interactions import PUBLIC_KEY, Server, signed
from emulators.request_log import Refusal, fault_of

__all__ = ["PUBLIC_KEY", "REFUSALS", "app"]

REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": Refusal(
        429,
        {"message": "You are being rate limited.", "retry_after": 12.5, "global": False},
        {"Retry-After": "13", "X-RateLimit-Remaining": "0", "X-RateLimit-Scope": "user"},
    ),
    "unavailable": Refusal(503, {"message": "503: Service Unavailable", "code": 0}),
    "no_access": Refusal(403, {"message": "Missing Access", "code": 50001}),
}
UNKNOWN = {"message": "Unknown Channel", "code": 10003}
MISSING = "1180000000000000404"
"""A channel that there is not."""


class Discord:
    """One application's bot."""

    def __init__(self) -> None:
        self.server = Server()

    async def post(self, request: Request) -> Response:
        """Take a message, with its attachments."""
        if (refusal := _refusal(request)) is not None:
            return refusal
        body, files = await _message(request)
        if fault := fault_in(body, files):
            return JSONResponse(
                {"message": "Invalid Form Body", "code": 50035, "errors": fault}, 400
            )
        number = self.server.number()
        channel = request.path_params["channel"]
        self.server.messages[number] = {**body, "id": number, "channel_id": channel, "files": files}
        return JSONResponse(
            {"id": number, "channel_id": channel, "content": body.get("content", "")}
        )

    async def patch(self, request: Request) -> Response:
        """Change a message."""
        if (refusal := _refusal(request)) is not None:
            return refusal
        found = self.server.messages.get(request.path_params["message"])
        if found is None:
            return JSONResponse({"message": "Unknown Message", "code": 10008}, 404)
        body, _ = await _message(request)
        if fault := fault_in(body, []):
            return JSONResponse(
                {"message": "Invalid Form Body", "code": 50035, "errors": fault}, 400
            )
        found.update(body)
        return JSONResponse({"id": found["id"], "channel_id": found["channel_id"]})

    async def press(self, request: Request) -> Response:
        """Return the signed request of a button: `message`, `word` of the button, `user`, `ago`."""
        asked = await request.json()
        message = self.server.messages[asked["message"]]
        buttons = [one for row in message["components"] for one in row["components"]]
        button = next(one for one in buttons if one["label"].startswith(asked["word"]))
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        facts = self.server.interaction(3, data, asked["user"], message)
        return JSONResponse(signed(facts, float(asked.get("ago", 0))))

    async def submit(self, request: Request) -> Response:
        """Return the signed request of a form: `form` as it was shown, `note`, `message`, `user`."""
        asked = await request.json()
        message, form = self.server.messages[asked["message"]], asked["form"]
        field = form["components"][0]["components"][0]
        value = {"type": 4, "custom_id": field["custom_id"], "value": asked["note"]}
        data = {"custom_id": form["custom_id"], "components": [{"type": 1, "components": [value]}]}
        facts = self.server.interaction(5, data, asked["user"], message)
        return JSONResponse(signed(facts))

    async def ping(self, request: Request) -> Response:
        """Return the signed request by which Discord asks who is there."""
        return JSONResponse(signed({"type": 1, "id": self.server.number()}))

    async def shown(self, request: Request) -> Response:
        """Return what stands in the channels."""
        return JSONResponse(list(self.server.messages.values()))


def app() -> Starlette:
    """Return the vendor."""
    discord = Discord()
    messages = "/api/v10/channels/{channel}/messages"
    return Starlette(
        routes=[
            Route(messages, discord.post, methods=["POST"]),
            Route(f"{messages}/{{message}}", discord.patch, methods=["PATCH"]),
            Route("/__messages", discord.shown),
            Route("/__press", discord.press, methods=["POST"]),
            Route("/__submit", discord.submit, methods=["POST"]),
            Route("/__ping", discord.ping, methods=["POST"]),
        ]
    )


def fault_in(body: dict[str, Any], files: list[str]) -> str:
    """Return what is wrong with a message by Discord's documented limits, or nothing."""
    embeds, rows = body.get("embeds", []), body.get("components", [])
    if len(body.get("content", "")) > 2000 or len(embeds) > 10 or len(rows) > 5:
        return "too long"
    for embed in embeds:
        if not len(embed["title"]) <= 256 or not len(embed["description"]) <= 4096:
            return "embed"
        picture = embed.get("image", {}).get("url", "")
        if picture.startswith("attachment://") and picture.partition("//")[2] not in files:
            return "attachment"
    for row in rows:
        if not 0 < len(row["components"]) <= 5:
            return "row"
        for one in row["components"]:
            named = "url" in one if one["style"] == 5 else 0 < len(one["custom_id"]) <= 100
            if not named or len(one["label"]) > 80:
                return "button"
    return ""


def _refusal(request: Request) -> Response | None:
    key = request.headers.get("authorization", "")
    if fault_of(request, "revoked") or not key.startswith("Bot ") or "wrong" in key:
        return JSONResponse({"message": "401: Unauthorized", "code": 0}, 401)
    if not request.headers.get("user-agent", "").startswith("DiscordBot ("):
        return JSONResponse({"message": "You are being blocked", "code": 40333}, 403)
    if request.path_params["channel"] == MISSING:
        return JSONResponse(UNKNOWN, 404)
    return None


async def _message(request: Request) -> tuple[dict[str, Any], list[str]]:
    """Return a message and the names of what is attached."""
    if "json" in request.headers.get("content-type", ""):
        return await request.json(), []
    form = await request.form()
    files = [
        one.filename or ""
        for key, one in form.items()
        if not isinstance(one, str) and key.startswith("files")
    ]
    said = form["payload_json"]
    return json.loads(said if isinstance(said, str) else await said.read()), files
