"""Debian's Chromium, as a person uses it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.end_to_end.running_factory import Running


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start it; skip the test where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def signed_in(browser: Browser, factory: Running, role: str = "operator") -> tuple[Page, list[str]]:
    """Return a page of the desk in a window of its own, and what goes wrong in it."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{factory.desk}/?token={factory.key(role)}")
    return page, wrong
