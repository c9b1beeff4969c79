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


def storage_routes(keep: Keep) -> list[Route]:
    """Return the routes; what is uploaded is served like any other media."""
    parts: dict[str, dict[int, bytes]] = {}
    numbers = itertools.count(1)

    async def token(request: Request) -> Response:
        return JSONResponse(
            {
                "token": "emulated-token",
                "token_type": "Bearer",
                "base_url": base_of(request),
                "expires_at": "2099-01-01T00:00:00+00:00",
            }
        )

    async def upload(request: Request) -> Response:
        name = _name(request)
        kept = keep(await request.body(), name, request.headers.get("content-type", ""))
        return JSONResponse({"access_url": f"{base_of(request)}/files/b/{kept}"})

    async def initiate(request: Request) -> Response:
        asked: dict[str, Any] = await request.json()
        where = f"{base_of(request)}/files/signed/{asked.get('file_name', 'file')}"
        return JSONResponse({"upload_url": where, "file_url": where})

    async def signed(request: Request) -> Response:
        name = request.path_params["name"]
        keep(await request.body(), name, request.headers.get("content-type", ""))
        return Response(status_code=200)

    async def begin(request: Request) -> Response:
        upload_id = f"upload-{next(numbers)}"
        parts[upload_id] = {}
        return JSONResponse(
            {
                "access_url": f"{base_of(request)}/files/parted/{_name(request)}",
                "uploadId": upload_id,
            }
        )

    async def part(request: Request) -> Response:
        upload_id, number = request.path_params["upload_id"], request.path_params["number"]
        parts[upload_id][number] = await request.body()
        return Response(headers={"etag": f'"{upload_id}-{number}"'})

    async def complete(request: Request) -> Response:
        held = parts.pop(request.path_params["upload_id"])
        asked: dict[str, Any] = await request.json()
        data = b"".join(held[one["partNumber"]] for one in asked["parts"])
        kept = keep(data, request.path_params["name"], "application/octet-stream")
        return JSONResponse({"access_url": f"{base_of(request)}/files/b/{kept}"})

    return [
        Route("/storage/auth/token", token, methods=["POST"]),
        Route("/files/upload", upload, methods=["POST"]),
        Route("/storage/upload/initiate", initiate, methods=["POST"]),
        Route("/files/signed/{name}", signed, methods=["PUT"]),
        Route("/files/upload/multipart", begin, methods=["POST"]),
        Route("/files/parted/{name}/multipart/{upload_id}/complete", complete, methods=["POST"]),
        Route("/files/parted/{name}/multipart/{upload_id}/{number:int}", part, methods=["PUT"]),
    ]


def _name(request: Request) -> str:
    return request.headers.get("x-fal-file-name", "file").replace("/", "_")
