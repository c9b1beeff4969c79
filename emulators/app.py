"""All vendors behind one port: each under a prefix of its own, beside the control desk."""

from collections.abc import Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

import emulators.anthropic.app as anthropic
import emulators.discord.app as discord
import emulators.fal.app as fal
import emulators.google.app as google
import emulators.instagram.app as instagram
import emulators.openai.app as openai
import emulators.pexels.app as pexels
import emulators.sheets.app as sheets
import emulators.slack.app as slack
import emulators.tiktok.app as tiktok
import emulators.youtube.app as youtube
from emulators.control_desk import ControlDesk
from emulators.request_log import RequestLog

THIS_PROJECT = str(Path(__file__).resolve().parents[1])
"""The folder of this clone, by which emulators of another one are known."""

VENDORS = {
    "openai": (openai.app, openai.REFUSALS),
    "anthropic": (anthropic.app, anthropic.REFUSALS),
    "gemini": (openai.app, openai.REFUSALS),
    "google": (google.app, google.REFUSALS),
    "fal": (fal.app, fal.REFUSALS),
    "pexels": (pexels.app, pexels.REFUSALS),
    "youtube": (youtube.app, youtube.REFUSALS),
    "sheets": (sheets.app, sheets.REFUSALS),
    "slack": (slack.app, slack.REFUSALS),
    "discord": (discord.app, discord.REFUSALS),
    "tiktok": (tiktok.app, tiktok.REFUSALS),
    "instagram": (instagram.app, instagram.REFUSALS),
}


def emulators(*, stay: bool = True) -> Starlette:
    """Return a fresh set of vendors with an empty log.

    `GET /__project` says from which folder they run, of those that stay, so that others may use them; `GET /__requests?vendor=` lists what was seen;
    `DELETE /__requests` forgets it and calls off every fault; `POST /__faults` orders one.
    """
    desk = ControlDesk()

    async def project(request: Request) -> Response:
        return JSONResponse(THIS_PROJECT)

    async def requests(request: Request) -> Response:
        if request.method == "DELETE":
            desk.forget()
            return Response(status_code=204)
        return JSONResponse(desk.entries(request.query_params.get("vendor", "")))

    async def faults(request: Request) -> Response:
        try:
            desk.order(await request.json())
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return Response(status_code=204)

    return Starlette(
        routes=[
            *([Route("/__project", project)] if stay else []),
            Route("/__requests", requests, methods=["GET", "DELETE"]),
            Route("/__faults", faults, methods=["POST"]),
            *(
                Mount(f"/{name}", RequestLog(make(), name, desk, refusals))
                for name, (make, refusals) in VENDORS.items()
            ),
        ]
    )


def environment(base: str) -> Mapping[str, str]:
    """Return the variables that point every client at the emulators that answer at `base`."""
    return {
        "FACTORY_SANDBOX": base,
        "OPENAI_BASE_URL": f"{base}/openai/v1",
        "OPENAI_API_KEY": "sk-sandbox",
        "ANTHROPIC_BASE_URL": f"{base}/anthropic",
        "ANTHROPIC_API_KEY": "sk-ant-sandbox",
        "GEMINI_BASE_URL": f"{base}/gemini/v1",
        "GEMINI_API_KEY": "sandbox",
        "GOOGLE_TTS_BASE_URL": f"{base}/google",
        "GOOGLE_API_KEY": "sandbox",
        "FAL_BASE_URL": f"{base}/fal",
        "FAL_KEY": "sandbox:sandbox",
        "PEXELS_BASE_URL": f"{base}/pexels",
        "PEXELS_API_KEY": "sandbox",
        "YOUTUBE_BASE_URL": f"{base}/youtube",
        "YOUTUBE_OAUTH_CLIENT": "123456-sandbox:sandbox-secret",
        "FACTORY_SHEETS_LOG": sheets.SPREADSHEET,
        "FACTORY_SHEETS_KEY": sheets.service_account(f"{base}/sheets"),
        "GOOGLE_SHEETS_BASE_URL": f"{base}/sheets",
        "SLACK_BASE_URL": f"{base}/slack",
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_APP_TOKEN": "xapp-sandbox",
        "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
        "SLACK_CHANNEL": "C0SANDBOX00",
        "INSTAGRAM_BASE_URL": f"{base}/instagram",
        "INSTAGRAM_APP": "1234567890:sandbox-secret",
        "TIKTOK_BASE_URL": f"{base}/tiktok",
        "TIKTOK_CLIENT": "sandboxkey:sandbox-secret",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }
