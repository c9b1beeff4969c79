"""How soon a page of the desk is seen: Chromium's first contentful paint, with ten thousand videos.

The desk answers over a real connection, with nothing of it kept by the browser; the median of some
loads counts, on a machine that does other work too.
"""

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from bench.listeners import serving_desk
from bench.made_up.desk_rows import VIDEO, make_one, multiply
from bench.own_factory import own_factory
from bench.row import Row, at_most
from tests.browser import installed

PAGES = ("/", "/videos", f"/videos/{VIDEO}", "/review", "/calendar", "/money", "/new")
LOADS = 5
MOST_SECONDS = 1.0
PAINTED = """() => new Promise((seen) => {
    const look = () => {
        const found = performance.getEntriesByName("first-contentful-paint");
        if (found.length) seen(found[0].startTime); else setTimeout(look, 20);
    };
    look();
})"""


def rows() -> Iterator[Row]:
    """Open each page in a browser that has seen none of them."""
    with own_factory() as factory, sync_playwright() as playwright:
        multiply(factory.catalogue.engine, make_one(factory.catalogue))
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        with serving_desk(factory) as port:
            for path in PAGES:
                seconds = [painted(browser, f"http://127.0.0.1:{port}{path}") for _ in range(LOADS)]
                name = f"{path.replace(VIDEO, 'VIDEO')}, first paint"
                yield at_most(MOST_SECONDS, name, statistics.median(seconds), "s")
        browser.close()


def painted(browser: Browser, address: str) -> float:
    """Return after how many seconds a new window shows something of a page."""
    window = browser.new_context(viewport={"width": 1440, "height": 900})
    page = window.new_page()
    page.goto(address, wait_until="domcontentloaded")
    seconds = page.evaluate(PAINTED) / 1000
    window.close()
    return seconds
