"""Clicks of an emulated Slack: signed as Slack signs, over HTTP or Socket Mode, once or more often."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from emulators.slack.workspace import Workspace

SIGNING_SECRET = "sandbox-signing-secret"
ACK_SECONDS = 3.0
USER = "U0SANDBOX00"


class Clicks:
    """Whoever clicks in a workspace.

    What is asked: `channel`, `ts`, `action_id` (or `view`, `note`), `user`; `url`: where the app's
    interactivity leads, empty: by Socket Mode, or, with `deliver: none`, the signed request itself is
    the answer; `times`: how often it is delivered; `ago`: seconds since it was signed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def press(self, request: Request) -> Response:
        """Press a button of a message."""
        asked = await _asked(request)
        try:
            payload = self._workspace.press(
                *(asked["channel"], asked["ts"], asked["action_id"]), asked.get("user") or USER
            )
        except KeyError as error:
            return JSONResponse({"error": str(error)}, 404)
        return await self._delivered(request, asked, payload)

    async def submit(self, request: Request) -> Response:
        """Send a form."""
        asked = await _asked(request)
        try:
            payload = self._workspace.submit(
                asked["view"], asked.get("note", ""), asked.get("user") or USER
            )
        except KeyError as error:
            return JSONResponse({"error": str(error)}, 404)
        return await self._delivered(request, asked, payload)

    async def socket(self, socket: WebSocket) -> None:
        """Hold a connection of Socket Mode until it is closed."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._workspace.tickets:
            await socket.close(1008)
            return
        self._workspace.tickets.discard(ticket)
        await socket.accept()
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._workspace.sockets.append(socket)
        try:
            while True:
                told = json.loads(await socket.receive_text())
                self._workspace.acknowledged[told["envelope_id"]] = told.get("payload")
        except (WebSocketDisconnect, KeyError, ValueError):
            return
        finally:
            self._workspace.sockets.remove(socket)

    async def _delivered(
        self, request: Request, asked: dict[str, Any], payload: dict[str, Any]
    ) -> Response:
        times = int(asked.get("times") or 1)
        if asked.get("deliver") == "none":
            return JSONResponse(signed(payload, float(asked.get("ago") or 0)))
        if url := asked.get("url"):
            answers = [await _sent(url, payload) for _ in range(times)]
        else:
            envelope = secrets.token_hex(8)
            answers = [await self._over_socket(envelope, payload) for _ in range(times)]
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("./", 303)
        return JSONResponse({"answers": answers})

    async def _over_socket(self, envelope: str, payload: dict[str, Any]) -> Any:
        """Send an envelope; return what it is acknowledged with, or why it is not."""
        if not self._workspace.sockets:
            return "nobody is connected"
        self._workspace.acknowledged.pop(envelope, None)
        frame = {"envelope_id": envelope, "type": "interactive", "accepts_response_payload": True}
        await self._workspace.sockets[-1].send_json({**frame, "payload": payload})
        until = time.monotonic() + ACK_SECONDS
        while envelope not in self._workspace.acknowledged:
            if time.monotonic() > until:
                return "not acknowledged within 3 s"
            await asyncio.sleep(0.02)
        return {"acknowledged": self._workspace.acknowledged[envelope]}


def signed(payload: dict[str, Any], ago: float = 0.0) -> dict[str, Any]:
    """Return headers and body of a request as Slack signs it."""
    body = urlencode({"payload": json.dumps(payload)})
    stamp = str(int(time.time() - ago))
    base = f"v0:{stamp}:{body}".encode()
    mark = hmac.new(SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={mark}",
    }
    return {"headers": headers, "body": body}


async def _sent(url: str, payload: dict[str, Any]) -> Any:
    request = signed(payload)
    async with httpx2.AsyncClient(timeout=ACK_SECONDS, trust_env=False) as client:
        try:
            answer = await client.post(url, content=request["body"], headers=request["headers"])
        except httpx2.HTTPError as error:
            return f"{type(error).__name__}: {error}"
    return {"status": answer.status_code, "body": answer.text}


async def _asked(request: Request) -> dict[str, Any]:
    if "json" in request.headers.get("content-type", ""):
        return await request.json()
    return dict(await request.form())
