"""fal's storage: tokens, single uploads, uploads by signed address, uploads in parts."""

import itertools
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.request_log import base_of

Keep = Callable[[bytes, str, str], str]
"""Keep bytes under (name, media type); return the name they are found by."""


class _Storage:
    """What is being uploaded in parts; all else is kept at once."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._parts: dict[str, dict[int, bytes]] = {}
        self._numbers = itertools.count(1)

    async def token(self, request: Request) -> Response:
        return JSONResponse(
            {
                "token": "emulated-token",
                "token_type": "Bearer",
                "base_url": base_of(request),
                "expires_at": "2099-01-01T00:00:00+00:00",
            }
        )

    async def upload(self, request: Request) -> Response:
        name = _name(request)
        kept = self._keep(await request.body(), name, request.headers.get("content-type", ""))
        return JSONResponse({"access_url": f"{base_of(request)}/files/b/{kept}"})

    async def initiate(self, request: Request) -> Response:
        asked: dict[str, Any] = await request.json()
        where = f"{base_of(request)}/files/signed/{asked.get('file_name', 'file')}"
        return JSONResponse({"upload_url": where, "file_url": where})

    async def signed(self, request: Request) -> Response:
        name = request.path_params["name"]
        self._keep(await request.body(), name, request.headers.get("content-type", ""))
        return Response(status_code=200)

    async def begin(self, request: Request) -> Response:
        upload_id = f"upload-{next(self._numbers)}"
        self._parts[upload_id] = {}
        return JSONResponse(
            {
                "access_url": f"{base_of(request)}/files/parted/{_name(request)}",
                "uploadId": upload_id,
            }
        )

    async def part(self, request: Request) -> Response:
        upload_id, number = request.path_params["upload_id"], request.path_params["number"]
        self._parts[upload_id][number] = await request.body()
        return Response(headers={"etag": f'"{upload_id}-{number}"'})

    async def complete(self, request: Request) -> Response:
        held = self._parts.pop(request.path_params["upload_id"])
        asked: dict[str, Any] = await request.json()
        data = b"".join(held[one["partNumber"]] for one in asked["parts"])
        kept = self._keep(data, request.path_params["name"], "application/octet-stream")
        return JSONResponse({"access_url": f"{base_of(request)}/files/b/{kept}"})


def storage_routes(keep: Keep) -> list[Route]:
    """Return the routes; what is uploaded is served like any other media."""
    storage = _Storage(keep)
    parted = "/files/parted/{name}/multipart/{upload_id}"
    return [
        Route("/storage/auth/token", storage.token, methods=["POST"]),
        Route("/files/upload", storage.upload, methods=["POST"]),
        Route("/storage/upload/initiate", storage.initiate, methods=["POST"]),
        Route("/files/signed/{name}", storage.signed, methods=["PUT"]),
        Route("/files/upload/multipart", storage.begin, methods=["POST"]),
        Route(f"{parted}/complete", storage.complete, methods=["POST"]),
        Route(f"{parted}/{{number:int}}", storage.part, methods=["PUT"]),
    ]


def _name(request: Request) -> str:
    return request.headers.get("x-fal-file-name", "file").replace("/", "_")
