"""A desk without a mouse: ten videos decided by keys in a real browser, and the first account made and used."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.desk.server.guarded_desk import PASSWORD
from tests.desk.server.served_desk import Served, served
from tests.end_to_end.browser import opened_browser
from tests.fakes.reviewable import await_decision
from wiring.factory import Factory

pytestmark = pytest.mark.timeout(300)

VIDEOS = tuple(f"video-{number:02}" for number in range(10))
APPROVE, REJECT, CHANGES, HOLD = "approved", "rejected", "changes", "held"
DECIDED = (*(APPROVE,) * 4, *(REJECT,) * 2, *(CHANGES,) * 2, *(HOLD,) * 2)
REASON = "The lake is too dark."


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with opened_browser() as browser:
        yield browser.new_context(viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def desk(idle_factory: Factory) -> Iterator[Served]:
    with served(idle_factory) as answering:
        yield answering


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus, as somebody without a mouse does."""
    for _ in range(60):
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by 60 presses of Tab")


def decide(page: Page, decision: str) -> None:
    """Decide about the video on the page by its keys."""
    if decision == APPROVE:
        page.keyboard.press("a")
        page.locator("#unplayed[open]").wait_for()
        page.keyboard.press("a")
    elif decision == HOLD:
        page.keyboard.press("h")
    else:
        page.keyboard.press("r" if decision == REJECT else "e")
        page.locator("#reject[open]").wait_for()
        page.keyboard.type(REASON)
        tab_to(page, f'#reject-form button[value="{decision}"]')
        page.keyboard.press("Enter")


def test_ten_videos_are_decided_without_a_mouse(
    desk: Served, browser_page: Page, idle_factory: Factory
):
    for video_id in VIDEOS:
        await_decision(idle_factory, video_id)
    page = browser_page
    page.goto(f"{desk.address}/?token={desk.key}")
    page.keyboard.press("g")
    page.keyboard.press("r")
    for video_id, decision in zip(VIDEOS, DECIDED, strict=True):
        page.locator(f'[data-review="{video_id}"]').wait_for()
        page.evaluate("document.activeElement.blur()")
        decide(page, decision)
    page.get_by_text("Nothing to decide").wait_for(timeout=60_000)
    reports = idle_factory.catalogue.reports
    found = [reports.show(video_id).reviews[-1] for video_id in VIDEOS]
    assert [one.decision for one in found] == [*DECIDED]
    reasons = {one.decision: one.note for one in found}
    assert (reasons[REJECT], reasons[CHANGES]) == (REASON, REASON)


def test_the_first_person_is_let_in_signs_in_and_works_by_keys_alone(
    desk: Served, browser_page: Page
):
    page = browser_page
    page.goto(f"{desk.address}/?token={desk.key}")
    page.goto(f"{desk.address}/settings/people")
    page.get_by_text("Nobody signs in by a password yet").wait_for()
    for field, typed in (("#a-n", "Mara"), ("#a-p", PASSWORD)):
        tab_to(page, field)
        page.keyboard.type(typed)
    tab_to(page, "#a-r")
    page.keyboard.type("operator")
    tab_to(page, '.add[action="/settings/people"] button')
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 person").wait_for()
    tab_to(page, ".me button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sign in").wait_for()
    for field, typed in (("#who", "Mara"), ("#pw", PASSWORD)):
        tab_to(page, field)
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.get_by_text("Mara, operator").wait_for()
    assert page.get_by_role("link", name="New video").is_visible()
