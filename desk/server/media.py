"""Serves finished files to the browser: `python -m desk.server.media PORT`, loopback only."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from wiring.factory import media_folder


def create_app(folder: str) -> Starlette:
    """Serve the files of every video under `/media/VIDEO/NAME`, with byte ranges for players."""
    files = StaticFiles(directory=folder, check_dir=False)
    return Starlette(routes=[Mount("/media", files)])


if __name__ == "__main__":
    uvicorn.run(
        create_app(str(media_folder())),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
    )
