"""Opening the desk in a browser, without the key on any command line."""

import html
import webbrowser
from pathlib import Path

from wiring.desk_imports import write_private


def open_in_browser(link: str, folder: Path) -> None:
    """Open a link by way of a page in a private folder: other users see our command lines."""
    page = folder / "open.html"
    write_private(
        page,
        f'<!doctype html><meta charset="utf-8"><title>Video factory</title>'
        f'<meta http-equiv="refresh" content="0;url={html.escape(link, quote=True)}">',
    )
    webbrowser.open(page.as_uri())
