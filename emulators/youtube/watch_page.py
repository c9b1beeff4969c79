"""The page where a person sees what stands at the emulated YouTube, flags and all."""

import json
from html import escape
from typing import Any

from starlette.responses import HTMLResponse, Response

from emulators.youtube.videos import shown

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>EMULATED: {title}</title>
<p>EMULATED YouTube: nothing of this left this machine.<h1>{title}</h1><pre>{facts}</pre>"""


def watch_page(video: dict[str, Any]) -> Response:
    """Return the page of one video, with all that was sent and done to it."""
    facts = {
        **shown(video),
        "subscribers notified": video["__notified"],
        "thumbnails set": video["__thumbnails"],
        "captions": list(video["__captions"].values()),
        "playlists": video["__playlists"],
    }
    said = json.dumps(facts, indent=2, ensure_ascii=False)
    return HTMLResponse(PAGE.format(title=escape(video["snippet"]["title"]), facts=escape(said)))
