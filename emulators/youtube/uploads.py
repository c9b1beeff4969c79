"""Resumable uploads, byte by byte: a session, chunks that must join, and what it becomes."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from emulators.request_log import base_of, fault_of
from emulators.youtube.answers import refusal
from emulators.youtube.videos import Videos

UNIT_BYTES = 256 << 10
"""Chunks are multiples of it, the last one apart."""
RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass
class Session:
    """One upload."""

    body: dict[str, Any]
    size: int
    notifies: bool
    """Whether subscribers are told, as YouTube does unless it is asked not to."""
    held: int = 0
    """How many bytes are there; of a film nothing but its hash is kept."""
    arrived: int = 0
    """How many bytes came, those that were sent again among them."""
    digest: Any = field(default_factory=hashlib.sha256)
    video: dict[str, Any] | None = None
    """What it has become."""

    def hold(self, data: bytes | bytearray) -> None:
        """Take bytes that follow those that are there."""
        self.digest.update(data)
        self.held += len(data)


class Uploads:
    """The sessions of all uploads."""

    def __init__(self, videos: Videos) -> None:
        self._videos = videos
        self._sessions: dict[str, Session] = {}

    async def begin(self, request: Request) -> Response:
        """Give a session for what a video shall be."""
        body = json.loads(await request.body())
        fault = self._videos.fault_in(body)
        if fault:
            return refusal(400, fault)
        key = secrets.token_urlsafe(16)
        size = int(request.headers["x-upload-content-length"])
        notifies = request.query_params.get("notifySubscribers", "true") == "true"
        self._sessions[key] = Session(body, size, notifies)
        query = f"uploadType=resumable&upload_id={key}"
        where = f"{base_of(request)}/upload/youtube/v3/videos?{query}"
        return Response(status_code=200, headers={"location": where})

    async def put(self, request: Request) -> Response:
        """Take a chunk, or tell how much is there."""
        key = request.query_params.get("upload_id", "")
        if fault_of(request, "session_gone"):
            self._sessions.pop(key, None)
        session = self._sessions.get(key)
        if session is None:
            return Response("Not Found", 404)
        told = RANGE.fullmatch(request.headers.get("content-range", ""))
        if told is None or int(told[3]) != session.size:
            return Response("Failed to parse Content-Range header.", 400)
        data = await self._arrived(request, session, told[1])
        if told[1] is None:
            return self._state(session)
        if session.video:
            return JSONResponse(session.video)
        first, last = int(told[1]), int(told[2])
        ends = last + 1 == session.size
        if first != session.held or len(data) != last - first + 1:
            return Response("Invalid request. The chunk does not join what is there.", 400)
        if not ends and len(data) % UNIT_BYTES:
            return Response("Chunks are multiples of 256 KiB.", 400)
        if fault_of(request, "short"):
            session.hold(data[: len(data) // 2 // UNIT_BYTES * UNIT_BYTES])
            return self._state(session)
        session.hold(data)
        if ends:
            digest = session.digest.hexdigest()
            session.video = self._videos.made_of(request, session.body, session.size, digest)
            self._videos.all[session.video["id"]].update(
                {"__notified": session.notifies, "__arrived": session.arrived}
            )
            return JSONResponse(session.video)
        if fault_of(request, "late_503"):
            return Response("backend error", 503)
        return self._state(session)

    async def _arrived(self, request: Request, session: Session, first: str | None) -> bytes:
        """Return a chunk; of one that breaks off in the middle, keep the units that have arrived."""
        data = bytearray()
        try:
            async for piece in request.stream():
                data += piece
                session.arrived += len(piece)
        except ClientDisconnect:
            if first is not None and int(first) == session.held:
                session.hold(data[: len(data) // UNIT_BYTES * UNIT_BYTES])
            raise
        return bytes(data)

    def _state(self, session: Session) -> Response:
        if session.video:
            return JSONResponse(session.video)
        headers = {"range": f"bytes=0-{session.held - 1}"} if session.held else {}
        return Response(status_code=308, headers=headers)
