"""Pexels: search for photos and footage, and the files themselves."""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.content import clips, pictures
from emulators.request_log import Refusal, base_of, fault_of

REFUSALS: Mapping[str, Refusal] = {
    "rate_limit": Refusal(
        429,
        {"status": 429, "code": "Too Many Requests"},
        {"X-Ratelimit-Limit": "20000", "X-Ratelimit-Remaining": "0"},
    ),
    "unavailable": Refusal(500, {"status": 500, "code": "Internal Server Error"}),
}
SIDES = {"landscape": (4608, 3072), "portrait": (3072, 4608), "square": (3600, 3600)}
PHOTOGRAPHERS = ("Ana Example", "Ben Muster", "Chloé Modèle", "Dmitri Obrazets")
FOUND = 40
"""How much there is of anything."""
LARGEST_PX = 2600
"""The longest side of what is sent, so that tests stay quick; the listed sizes are larger."""


def app() -> Starlette:
    """Return the vendor."""
    return Starlette(
        routes=[
            Route("/v1/search", _search_photos),
            Route("/videos/search", _search_videos),
            Route("/v1/videos/search", _search_videos),
            Route("/v1/photos/{number:int}", _photo),
            Route("/photos/{number:int}/{name}", _photo_file),
            Route("/video-files/{number:int}/{name}", _video_file),
        ]
    )


def _refusal(request: Request) -> Response | None:
    key = request.headers.get("authorization", "")
    if not key or "wrong" in key:
        return Refusal(401, {"status": 401, "code": f"Unauthorized: {key}"}).response({})
    if "query" in request.query_params and not request.query_params["query"].strip():
        return Refusal(400, {"status": 400, "code": "Bad Request: query is empty"}).response({})
    return None


def _numbers(request: Request) -> tuple[list[int], dict[str, Any]]:
    """Return the numbers on this page, and the page's own fields."""
    query = request.query_params.get("query", "")
    page = int(request.query_params.get("page", "1"))
    per_page = min(80, int(request.query_params.get("per_page", "15")))
    total = 0 if fault_of(request, "nothing_found") or "zzz" in query else FOUND
    first = int.from_bytes(hashlib.sha256(query.encode()).digest()[:3]) + 100_000
    numbers = [first + at for at in range((page - 1) * per_page, min(total, page * per_page))]
    about: dict[str, Any] = {"page": page, "per_page": per_page, "total_results": total}
    if page * per_page < total:
        about["next_page"] = str(request.url.include_query_params(page=page + 1))
    return numbers, about


def _quota(request: Request) -> dict[str, str]:
    left = 20000 - request.state.entry.number
    return {
        "X-Ratelimit-Limit": "20000",
        "X-Ratelimit-Remaining": str(max(0, left)),
        "X-Ratelimit-Reset": "1798761600",
    }


async def _search_photos(request: Request) -> Response:
    if (refusal := _refusal(request)) is not None:
        return refusal
    numbers, about = _numbers(request)
    sides = SIDES[request.query_params.get("orientation", "landscape")]
    query = request.query_params["query"]
    request.state.entry.asked = {"query": query}
    photos = [_about_photo(request, number, sides, query) for number in numbers]
    return JSONResponse({**about, "photos": photos}, headers=_quota(request))


def _about_photo(
    request: Request, number: int, sides: tuple[int, int], query: str
) -> dict[str, Any]:
    width, height = sides
    base = base_of(request)
    original = f"{base}/photos/{number}/pexels-photo-{number}.jpeg"
    who = PHOTOGRAPHERS[number % len(PHOTOGRAPHERS)]
    shapes = {
        "original": "",
        "large2x": "?auto=compress&cs=tinysrgb&dpr=2&h=650&w=940",
        "large": "?auto=compress&cs=tinysrgb&h=650&w=940",
        "medium": "?auto=compress&cs=tinysrgb&h=350",
        "small": "?auto=compress&cs=tinysrgb&h=130",
        "portrait": "?auto=compress&cs=tinysrgb&fit=crop&h=1200&w=800",
        "landscape": "?auto=compress&cs=tinysrgb&fit=crop&h=627&w=1200",
        "tiny": "?auto=compress&cs=tinysrgb&dpr=1&fit=crop&h=200&w=280",
    }
    sized = f"?w={width}&h={height}"
    return {
        "id": number,
        "width": width,
        "height": height,
        "url": f"https://www.pexels.com/photo/{quote(query.replace(' ', '-'))}-{number}/",
        "photographer": who,
        "photographer_url": f"https://www.pexels.com/@{quote(who.split()[0].lower())}",
        "photographer_id": number % 997,
        "avg_color": "#7A6A5A",
        "src": {name: original + (tail or sized) for name, tail in shapes.items()},
        "liked": False,
        "alt": f"{query}, seen by {who}",
    }


async def _photo(request: Request) -> Response:
    if (refusal := _refusal(request)) is not None:
        return refusal
    number = request.path_params["number"]
    return JSONResponse(
        _about_photo(request, number, SIDES["landscape"], "photo"), headers=_quota(request)
    )


async def _photo_file(request: Request) -> Response:
    if fault_of(request, "expired"):
        return Response("Not Found", 404)
    asked = request.query_params
    width, height = int(asked.get("w", 940)), int(asked.get("h", 650))
    shrink = min(1.0, LARGEST_PX / max(width, height))
    prompt = f"photo {request.path_params['number']}"
    data = await asyncio.to_thread(
        pictures.picture, prompt, round(width * shrink), round(height * shrink), "JPEG"
    )
    if fault_of(request, "broken_picture"):
        data = data[: len(data) // 3]
    return Response(data, media_type="image/jpeg")


async def _search_videos(request: Request) -> Response:
    if (refusal := _refusal(request)) is not None:
        return refusal
    numbers, about = _numbers(request)
    query = request.query_params["query"]
    request.state.entry.asked = {"query": query}
    upright = request.query_params.get("orientation") == "portrait"
    videos = [_about_video(request, number, query, upright=upright) for number in numbers]
    return JSONResponse(
        {**about, "url": "https://www.pexels.com/videos/", "videos": videos},
        headers=_quota(request),
    )


def _about_video(request: Request, number: int, query: str, *, upright: bool) -> dict[str, Any]:
    base = base_of(request)
    who = PHOTOGRAPHERS[number % len(PHOTOGRAPHERS)]
    sides = [(640, 360), (1280, 720), (1920, 1080)]
    sides = [(short, long) for long, short in sides] if upright else sides
    seconds = 6 + number % 9
    return {
        "id": number,
        "width": sides[-1][0],
        "height": sides[-1][1],
        "duration": seconds,
        "url": f"https://www.pexels.com/video/{quote(query.replace(' ', '-'))}-{number}/",
        "image": f"{base}/photos/{number}/preview.jpeg",
        "user": {
            "id": number % 997,
            "name": who,
            "url": f"https://www.pexels.com/@{quote(who.split()[0].lower())}",
        },
        "video_files": [
            {
                "id": number * 10 + at,
                "quality": "hd" if min(width, height) >= 720 else "sd",
                "file_type": "video/mp4",
                "width": width,
                "height": height,
                "fps": 25.0,
                "link": f"{base}/video-files/{number}/{width}_{height}_25fps.mp4?s={seconds}",
            }
            for at, (width, height) in enumerate(sides)
        ],
        "video_pictures": [],
    }


async def _video_file(request: Request) -> Response:
    if fault_of(request, "expired"):
        return Response("Not Found", 404)
    width, height = (int(side) for side in request.path_params["name"].split("_")[:2])
    seconds = float(request.query_params.get("s", "6"))
    prompt = f"video {request.path_params['number']}"
    data = await asyncio.to_thread(clips.clip, prompt, width, height, seconds, fps=25, sound=False)
    return Response(data, media_type="video/mp4")
