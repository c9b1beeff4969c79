"""Forms in a real browser while answers come late and out of order: what was chosen and typed last stays."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Request, Route

from tests.desk.opened_desk import BRIEF
from tests.desk.server.served_desk import served
from tests.end_to_end.browser import opened_browser
from wiring.factory import Factory

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def page(idle_factory: Factory) -> Iterator[Page]:
    with served(idle_factory) as desk, opened_browser() as browser:
        opened = browser.new_page(base_url=desk.address)
        opened.goto(f"/?token={desk.key}")
        yield opened


class Held:
    """Requests for an address that wait until the test lets them be answered."""

    def __init__(self, page: Page, address: str | re.Pattern[str]) -> None:
        self._page = page
        self._asked: list[Route] = []
        self._ended: list[Request] = []
        page.route(address, lambda route: self._asked.append(route))
        page.on("requestfinished", lambda request: self._ended.append(request))
        page.on("requestfailed", lambda request: self._ended.append(request))

    def wait_for(self, count: int) -> None:
        """Return as soon as so many were asked for."""
        while len(self._asked) < count:
            self._page.wait_for_timeout(20)  # in which the browser's events arrive

    def answer(self, number: int) -> None:
        """Let one be answered; one that was given up stays without."""
        route = self._asked[number]
        with suppress(Error):
            route.continue_()
        while route.request not in self._ended:
            self._page.wait_for_timeout(20)


def test_what_was_chosen_last_counts_though_the_first_answer_comes_last(page: Page):
    with page.expect_response("**/new/price"):
        page.goto("/new")
    held = Held(page, "**/new/price")
    page.get_by_label("Words, or the topic").fill(BRIEF.rpartition("---")[2])
    held.wait_for(1)
    page.get_by_label("Channel", exact=True).select_option("field-notes")
    held.wait_for(2)
    for count, chosen in ((3, "longform"), (4, "short"), (5, "draft")):
        page.get_by_label("Format").select_option(chosen)
        held.wait_for(count)
    for number in reversed(range(5)):
        held.answer(number)
    page.locator("#fit").filter(has_text="fits a Draft").wait_for()
    assert page.get_by_label("Channel", exact=True).input_value() == "field-notes"
    assert page.get_by_label("Format").input_value() == "draft"


def test_what_is_typed_into_a_channels_file_stays_while_the_answer_to_a_field_is_under_way(
    page: Page,
):
    page.goto("/channels/demo")
    held = Held(page, re.compile("/channels/demo/(file|form)$"))
    page.locator("#fields summary").filter(has_text="Voice").click()
    page.locator("#f-voice-speed").fill("1.2")
    page.locator("#f-voice-speed").press("Tab")
    held.wait_for(1)
    page.locator("#text").fill(page.locator("#text").input_value() + "# mine")
    held.answer(0)
    assert page.locator("#text").input_value().endswith("# mine")
    held.wait_for(2)
    held.answer(1)
    page.wait_for_function("document.querySelector('#text').value.includes('speed: 1.2')")
    assert page.locator("#text").input_value().endswith("# mine\n")
    assert page.locator("#f-voice-speed").input_value() == "1.2"


def test_what_is_typed_into_a_field_stays_while_the_answer_to_the_file_is_under_way(page: Page):
    page.goto("/channels/demo")
    held = Held(page, re.compile("/channels/demo/(file|form)$"))
    text = page.locator("#text").input_value()
    page.locator("#text").fill(text.replace("\n  speed: 1.0\n", "\n  speed: 1.3\n"))
    held.wait_for(1)
    title = page.locator("#f-title")
    title.fill("")
    title.press_sequentially("Tides")
    held.answer(0)
    assert title.input_value() == "Tides"
    title.press("Tab")
    held.wait_for(2)
    held.answer(1)
    page.wait_for_function("document.querySelector('#f-voice-speed').value === '1.3'")
    said = page.locator("#text").input_value()
    assert "title: Tides\n" in said and "speed: 1.3\n" in said
    assert title.input_value() == "Tides"
