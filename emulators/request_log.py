"""The door of every vendor: each request is logged, and meets the faults that were ordered."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulators.connections import drop
from emulators.control_desk import ControlDesk, Entry, Fault
from emulators.hostile_answers import HOSTILE

BEFORE = frozenset({"status", "rate_limit", "nginx", "drop", "stall"})
"""Faults that strike before the vendor looks at the request: nothing is done, nothing billed.

`stall` waits `seconds` (default 60) first, and then answers as usual.
"""
AFTER = frozenset({"lose", "late", "garble"} | set(HOSTILE))
"""Faults that strike when the work is done and billed: the answer is lost, late or no JSON, or it is
hostile (`emulators.hostile_answers`)."""
NGINX = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr><center>nginx</center></body></html>"
LONG_SECONDS = 60.0


@dataclass(frozen=True)
class Refusal:
    """One way in which a vendor says no."""

    status: int
    body: Any
    headers: Mapping[str, str] | None = None

    def response(self, headers: Mapping[str, str]) -> Response:
        """Return it as the vendor words it."""
        return Response(
            json.dumps(self.body),
            self.status,
            {**(self.headers or {}), **headers},
            media_type="application/json",
        )


class RefusedRequest(Exception):
    """A request that is answered with a refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.body)
        self.refusal = refusal


class RequestLog:
    """One vendor's app behind the desk.

    Args:
        app: the vendor.
        vendor: its name in log and faults.
        refusals: what it says, by the kind of fault; `rate_limit` is wanted.
    """

    def __init__(
        self, app: ASGIApp, vendor: str, desk: ControlDesk, refusals: Mapping[str, Refusal]
    ) -> None:
        self._app = app
        self._vendor = vendor
        self._desk = desk
        self._refusals = refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log the request, let the faults have it, and answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        where = (self._vendor, scope["method"], path)
        entry = self._desk.arrived(*where)
        scope.setdefault("state", {}).update(entry=entry, desk=self._desk, where=where)
        before = self._desk.take(*where, BEFORE | set(self._refusals))
        if before and not await self._survives(before, entry, scope, receive, send):
            return
        after = self._desk.take(*where, AFTER)
        try:
            if after:
                await self._spoil(after, entry, scope, receive, send)
            else:
                await self._app(scope, receive, _noting(entry, send))
        except ClientDisconnect:
            entry.fault = entry.fault or "cut"  # whoever asked is gone: nobody to answer

    async def _survives(
        self, fault: Fault, entry: Entry, scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Let a fault strike before the work; True if the request goes on."""
        entry.fault = fault.kind
        if fault.kind == "stall":
            await asyncio.sleep(fault.options.get("seconds", LONG_SECONDS))
            return True
        if fault.kind == "drop":
            await drop(scope)
            return False
        await Request(scope, receive).body()
        await self._answer(fault)(scope, receive, _noting(entry, send))
        return False

    def _answer(self, fault: Fault) -> Response:
        options = fault.options
        headers = {str(k): str(v) for k, v in options.get("headers", {}).items()}
        if "retry_after" in options:
            headers["retry-after"] = str(options["retry_after"])
        if fault.kind in self._refusals:
            return self._refusals[fault.kind].response(headers)
        status = int(options.get("status", 503))
        if fault.kind == "nginx":
            return Response(NGINX.format(status), status, headers, media_type="text/html")
        body = options.get("body", {"error": {"message": f"emulated {status}"}})
        return Refusal(status, body).response(headers)

    async def _spoil(
        self, fault: Fault, entry: Entry, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Do the work, and let the answer be lost, late, or no JSON."""
        entry.fault = fault.kind
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        if fault.kind == "lose":
            await drop(scope)
            return
        if fault.kind == "garble":
            text = fault.options.get("text", "<html>not what you asked for</html>")
            await Response(text, media_type="application/json")(
                scope, receive, _noting(entry, send)
            )
            return
        if fault.kind in HOSTILE:
            await HOSTILE[fault.kind](kept, fault.options, scope, _noting(entry, send))
            return
        await asyncio.sleep(fault.options.get("seconds", LONG_SECONDS))
        for message in kept:
            await _noting(entry, send)(message)


def fault_of(request: Request, *kinds: str) -> Fault | None:
    """Return the fault of one of these kinds that this request meets, if any."""
    fault = request.state.desk.take(*request.state.where, frozenset(kinds))
    if fault:
        request.state.entry.fault = fault.kind
    return fault


def times_of(request: Request) -> float:
    """Return what counts are multiplied by: below 1 where `fewer` are to be told than before."""
    fewer = fault_of(request, "fewer")
    return fewer.options.get("times", 0.5) if fewer else 1.0


def base_of(request: Request) -> str:
    """Return the vendor's own address, without a slash at its end."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"


def _noting(entry: Entry, send: Send) -> Send:
    async def noted(message: Message) -> None:
        if message["type"] == "http.response.start":
            entry.status = message["status"]
        await send(message)

    return noted
