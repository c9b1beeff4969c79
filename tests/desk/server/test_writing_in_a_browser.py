"""In a real browser what somebody writes is never replaced, and what is copied is copied without being allowed to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from resources.outlets.outbox.outlet import OutboxOutlet
from tests.desk.opened_desk import BRIEF
from tests.desk.server.served_desk import Served, served
from tests.end_to_end.browser import opened_browser
from tests.fakes.manifests import a_listing
from tests.fakes.outbox import publication, released
from tests.fakes.reviewable import VIDEO, Reviewable, await_decision
from wiring.factory import Factory

pytestmark = pytest.mark.timeout(300)

CHANGED = f"one => one.dispatchEvent(new Event('video-{VIDEO}', {{bubbles: true}}))"
NEWS = "one => one.dispatchEvent(new Event('news', {bubbles: true}))"
COUNTING = """() => {
    [window.news, window.again] = [0, 0];
    document.addEventListener('news', () => { window.news += 1; });
    document.addEventListener('held', () => { window.again += 1; }, true);
}"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.fixture
def opened(idle_factory: Factory, tmp_path: Path) -> Iterator[tuple[Page, Served]]:
    video = Reviewable(idle_factory)
    video.accept(review="required", outlets=("outbox",))
    video.render(b"mp4")
    going_out = publication(released(tmp_path / "r", listing=a_listing()), video_id=VIDEO)
    outbox = OutboxOutlet(idle_factory.settings.outbox)
    idle_factory.catalogue.posts.post(going_out, outbox, lambda: None)
    await_decision(idle_factory, "another-video")
    with served(idle_factory) as desk, opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{desk.address}/?token={desk.key}")
        yield page, desk


def test_what_is_written_stays_until_it_is_sent_or_taken_back(
    opened: tuple[Page, Served], idle_factory: Factory
):
    page, desk = opened
    with page.expect_response("**/progress"):
        page.goto(f"{desk.address}/videos/{VIDEO}")
    page.get_by_text("Ask somebody without an account to look").click()
    page.get_by_label("Name of the guest").fill("Ada")
    page.get_by_role("link", name="Save the video").focus()
    page.evaluate("window.before = true")
    Reviewable(idle_factory).render(b"another master")
    with page.expect_response("**/progress"):
        page.locator("footer").evaluate(CHANGED)
    page.wait_for_timeout(2500)  # it looks again each two seconds
    assert (
        page.evaluate("window.before")
        and page.get_by_label("Name of the guest").input_value() == "Ada"
    )
    page.get_by_label("Name of the guest").fill("")
    page.get_by_role("link", name="Save the video").focus()
    page.wait_for_function("() => !window.before")
    page.goto(f"{desk.address}/videos")
    page.get_by_label("About another-video").check()
    page.get_by_text("Reject", exact=True).click()
    page.get_by_label("Why?").fill("Too dark")
    page.locator("#found").evaluate("one => { one.dataset.before = 'yes'; }")
    page.locator("h1").click()
    page.locator("footer").evaluate(NEWS)
    page.wait_for_timeout(1000)
    assert page.get_by_label("Why?").input_value() == "Too dark"
    page.get_by_label("Why?").fill("")
    page.get_by_label("About another-video").uncheck()
    page.locator("#found:not([data-before])").wait_for(
        timeout=10_000
    )  # what was held back comes then


def test_a_file_chosen_for_an_empty_form_asks_nobody_whether_words_give_way(
    opened: tuple[Page, Served],
):
    page, desk = opened
    page.goto(f"{desk.address}/new")
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", dismiss)
    brief = {"name": "clock.md", "mimeType": "text/markdown", "buffer": BRIEF.encode()}
    with page.expect_navigation():
        page.locator("[data-brief-file]").set_input_files([brief])  # type: ignore[list-item]
    assert asked == []


def test_a_part_that_is_held_back_is_asked_for_again_alone(opened: tuple[Page, Served]):
    page, desk = opened
    page.goto(f"{desk.address}/videos")
    page.get_by_label("About another-video").check()
    page.locator("footer").evaluate(COUNTING)
    page.locator("footer").evaluate(NEWS)
    page.wait_for_function("() => window.again > 0")
    assert page.evaluate("window.news") == 1


def test_any_field_of_a_new_video_is_asked_about_before_it_gives_way(opened: tuple[Page, Served]):
    page, desk = opened
    for label, words in (("Description", "Of a lighthouse"), ("Length", "16 min")):
        page.goto(f"{desk.address}/new")
        page.get_by_text("Time, length, own pictures").click()
        page.get_by_label(label, exact=True).fill(words)
        asked: list[str] = []

        def dismiss(dialog: object, asked: list[str] = asked) -> None:
            asked.append(dialog.message)  # type: ignore[attr-defined]
            dialog.dismiss()  # type: ignore[attr-defined]

        page.once("dialog", dismiss)
        page.get_by_role("link", name="An example").click()
        assert "all else that stands here" in "".join(asked)
        assert page.get_by_label(label, exact=True).input_value() == words


def test_the_words_of_a_listing_are_copied_by_a_key_with_and_without_a_clipboard(
    opened: tuple[Page, Served],
):
    page, desk = opened
    page.goto(f"{desk.address}/videos/{VIDEO}")
    copy = page.get_by_role("button", name="Copy the title")
    copy.focus()
    page.keyboard.press("Enter")
    page.locator("#copied").filter(has_text="Title").wait_for()
    expect(copy).to_be_focused()
    page.add_init_script(NO_CLIPBOARD)
    page.reload()
    page.evaluate("document.execCommand = () => false")
    copy.focus()
    page.keyboard.press("Enter")
    page.locator("#copied").filter(has_text="chosen, not copied").wait_for()
    assert page.evaluate("getSelection().toString()") == a_listing().title
