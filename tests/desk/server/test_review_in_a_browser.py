"""The review in a real browser: it moves on, its queue is the one of now, and it asks before what nobody saw."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from desk.actions.publishing.reviews import decide, master_to_decide
from tests.desk.server.served_desk import Served, served
from tests.end_to_end.browser import opened_browser
from tests.fakes.reviewable import await_decision
from wiring.factory import Factory

pytestmark = pytest.mark.timeout(300)

VIDEOS = ("first-video", "second-video", "third-video")


@pytest.fixture
def queue(idle_factory: Factory) -> Factory:
    for video_id in VIDEOS:
        await_decision(idle_factory, video_id)
    return idle_factory


@pytest.fixture
def page(queue: Factory) -> Iterator[tuple[Page, Served]]:
    with served(queue) as desk, opened_browser() as browser:
        opened = browser.new_page()
        opened.goto(f"{desk.address}/?token={desk.key}")
        opened.goto(f"{desk.address}/review")
        opened.locator("#live").filter(has_text="Live").wait_for(
            state="attached"
        )  # events are heard
        yield opened, desk


def test_what_nobody_played_is_asked_about_once_and_the_next_one_comes_by_itself(
    page: tuple[Page, Served], queue: Factory
):
    opened, _ = page
    opened.keyboard.press("a")
    asked = opened.get_by_text("You have played 0 %: approve all the same?")
    asked.wait_for()
    opened.keyboard.press("Escape")
    asked.wait_for(state="hidden")
    opened.keyboard.press("a")
    opened.keyboard.press("a")
    opened.locator('[data-review="second-video"]').wait_for()
    assert opened.locator(".strip li:visible").count() == 2
    assert opened.locator("#place").inner_text() == "1 of 2"
    opened.locator("#place").filter(has_text="1 of 2").wait_for()
    opened.locator("#nav").filter(has_text="Review 2").wait_for()
    assert queue.catalogue.reports.show("first-video").review == "approved"
    assert opened.locator(".strip li").count() == 2
    opened.locator("#undo").wait_for(state="hidden")


def test_what_was_decided_elsewhere_leaves_the_queue_and_the_screen(
    page: tuple[Page, Served],
):
    opened, _ = page
    for video_id in VIDEOS[:2]:
        decide(video_id, "rejected", master_to_decide(video_id).seen, "Too dark.")
    opened.locator('[data-review="third-video"]').wait_for()
    opened.locator("#nav").filter(has_text="Review 1").wait_for()
