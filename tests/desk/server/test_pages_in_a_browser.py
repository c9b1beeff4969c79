"""Every page in a real browser: axe finds nothing serious, light and dark, and nothing scrolls sideways or lies over another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, ViewportSize

from desk.actions.making.briefs import hand_in
from desk.web.routes import PAGES
from factory.channel.channel import Channel
from factory.ideas.idea import Near
from factory.ideas.proposal import proposals
from tests.desk.opened_desk import BRIEF
from tests.desk.server.served_desk import Served, served
from tests.end_to_end.browser import opened_browser
from tests.fakes.manifests import a_script
from tests.fakes.versions import rendered, reworded
from wiring.factory import Factory

pytestmark = pytest.mark.timeout(300)

PARTS = (
    "/progress",
    "/picture",
    "/media/",
    "/growth/",
    "/analytics/stills/",
    "/sample",
    "/outbox/",
    "/ideas/",
)
"""What no page of its own stands at."""
MORE = ("/orders", "/api/docs", "/no-such-page")
REFUSED = {"/no-such-page": 404, "/videos/{video_id}/tiktok": 409}
"""What is no page's content: nothing stands there; the video's channel does not send to TikTok."""
SERIOUS = ("serious", "critical")
WIDE: ViewportSize = {"width": 1440, "height": 900}
BETWEEN: ViewportSize = {"width": 1024, "height": 768}
NARROW: ViewportSize = {"width": 360, "height": 740}
LEAST_TARGET = 44
"""CSS pixels, after WCAG 2.5.5."""
ASTRAY = """() => {
  const of = parts => [...document.querySelectorAll("main " + parts)].filter(one => !one.closest(".hush, dialog")
    && one.checkVisibility({opacityProperty: true, visibilityProperty: true}));
  const box = one => one.getBoundingClientRect(), says = one => one.outerHTML.slice(0, 120);
  const lain = of(":is(h1, h2, h3, p, button, .btn, input, select, textarea)").filter(one => {
    for (let at = one; at.tagName !== "MAIN"; at = at.parentElement)
      if (["absolute", "fixed", "sticky"].includes(getComputedStyle(at).position)) return false;
    return true;
  });
  const crushed = of(":is(h1, h2, h3, p, li, dd, td, summary, label)").filter(one =>
    one.textContent.trim().length > 40 && box(one).width < 96 && box(one).height > 200);
  const over = lain.flatMap((one, at) => lain.slice(at + 1).filter(two => {
    const a = box(one), b = box(two);
    return !one.contains(two) && !two.contains(one)
      && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  }).map(two => "over another: " + says(one) + " and " + says(two)));
  return [...crushed.map(one => Math.round(box(one).width) + " px wide: " + says(one)), ...over];
}"""
"""Text in a column less than 96 pixels wide and long, and whatever lies over something else."""


@pytest.fixture
def video(idle_factory: Factory, tmp_path: Path) -> str:
    inbox = idle_factory.settings.inbox
    taken = hand_in(idle_factory, BRIEF.encode(), "clock.md", inbox, "test", "test")
    video_id = taken.videos[0].video_id
    for name, words in (("first", "One."), ("second", "Two.")):
        rendered(idle_factory, video_id, reworded(a_script(), words), name, tmp_path)
    propose(idle_factory)
    return video_id


def propose(factory: Factory) -> None:
    """Leave ideas with titles like others and long reasons."""
    topics = ["The lighthouse keeper who counted waves, and what he wrote of the last", "The tower"]
    told = {"name": "demo", "title": "Small True Stories of the Sea", "format": "short"}
    channel = Channel.model_validate({**told, "ideas": {"topics": topics, "per_day": 2}})
    near = tuple(Near(title=f"A lighthouse, part {n}", likeness=0.4) for n in range(3))
    found = [
        one.model_copy(
            update={
                "near": near,
                "reasons": tuple(
                    why.model_copy(update={"words": f"{why.words}; " * 3}) for why in one.reasons
                ),
            }
        )
        for one in proposals(channel, date(2026, 11, 20), ())
    ]
    factory.catalogue.ideas.propose(found, None)


@pytest.fixture
def desk(idle_factory: Factory) -> Iterator[Served]:
    with served(idle_factory) as answering:
        yield answering


def addresses(video: str) -> list[str]:
    """Return where every page stands."""
    known = [path for path in PAGES if not any(part in path for part in PARTS)]
    filled = [p.replace("{video_id}", video).replace("{channel}", "demo") for p in known]
    assert not [path for path in filled if "{" in path]
    return [*filled, *MORE]


def faults(page: Page, **options: Any) -> list[str]:
    """Return what axe calls serious, each with where it stands."""
    answer = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    found = [one for one in answer["violations"] if one["impact"] in SERIOUS]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def laid_out(page: Page, address: str) -> list[str]:
    """Return where a page is wider than its window, and what in it is crushed or lies over another."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    over, window = page.evaluate(width), page.viewport_size
    where = f"{address} in {window['width'] if window else 0} px"
    wide = [f"{where}: {over} px wider than its window"] if over > 0 else []
    return [*wide, *(f"{where}: {one}" for one in page.evaluate(ASTRAY))]


def test_an_answer_that_failed_leaves_what_is_shown_and_the_next_one_is_taken_with_the_keyboards_focus(
    desk: Served, video: str
):
    with opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{desk.address}/?token={desk.key}")
        with page.expect_response("**/progress"):  # asked for as soon as events are heard
            page.goto(f"{desk.address}/videos/{video}")
        failing = [True]

        def answer(route: Route) -> None:
            if failing:
                route.fulfill(status=503, content_type="text/html", body="<h1>No database</h1>")
            else:
                route.continue_()

        page.route("**/progress", answer)
        happened = f"one => one.dispatchEvent(new Event('video-{video}', {{bubbles: true}}))"
        with page.expect_response(lambda one: one.status == 503):
            page.locator("footer").evaluate(happened)
        page.locator("#live").filter(has_text="does not answer").wait_for()
        assert page.locator("#progress .steps").is_visible()
        failing.clear()
        page.locator("#progress .steps a").last.focus()
        held = page.evaluate("document.activeElement.id")
        page.locator("#progress").evaluate("one => { one.dataset.before = 'yes'; }")
        page.locator("footer").evaluate(happened)
        page.locator("#progress:not([data-before]) .steps").wait_for()
        page.wait_for_function("held => document.activeElement.id === held", arg=held)
        assert page.get_by_text("No database").count() == 0


def test_a_file_fills_the_form_where_nothing_is_lost_by_it_and_sections_stay_open_while_somebody_types_into_a_channels_file(
    desk: Served, tmp_path: Path
):
    brief = tmp_path / "clock.md"
    brief.write_text(BRIEF)
    with opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{desk.address}/?token={desk.key}")
        page.goto(f"{desk.address}/new?example=1")
        page.get_by_role("button", name="Make it").wait_for()
        page.goto(f"{desk.address}/new")
        page.get_by_label("Title").fill("Mine")
        page.once("dialog", lambda asked: asked.dismiss())
        page.get_by_label("A file").set_input_files(brief)
        page.once("dialog", lambda asked: asked.dismiss())
        page.get_by_role("link", name="An example").click()
        assert page.get_by_label("Title").input_value() == "Mine"
        page.once("dialog", lambda asked: asked.accept())
        page.get_by_label("A file").set_input_files(brief)
        page.wait_for_url("**/new/file")
        assert page.get_by_label("Title").input_value() == "The clock that lost a day"
        page.get_by_text("Price of 1 video").wait_for()
        page.set_viewport_size(NARROW)
        for target in page.locator(".kind > :is(label, a)").all():
            assert (target.bounding_box() or {})["width"] >= LEAST_TARGET
        page.goto(f"{desk.address}/channels/demo")
        page.locator("#fields summary").filter(has_text="Voice").click()
        page.locator("input[name='open.Voice']").wait_for(state="attached")
        with page.expect_response("**/form"):
            page.locator("#text").press_sequentially("#")
        page.locator("#f-voice-speed").wait_for()
        assert page.locator("#fields details[open]").count() == 2  # the first, and Voice


def test_nobody_is_kept_from_any_page(desk: Served, video: str):
    with opened_browser() as browser:
        page = browser.new_context(viewport=WIDE, color_scheme="light").new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{desk.address}/?token={desk.key}")
        for address in addresses(video):
            page.set_viewport_size(WIDE)
            page.emulate_media(color_scheme="light")
            answer = page.goto(f"{desk.address}{address}", wait_until="domcontentloaded")
            status = answer.status if answer else None
            if status != REFUSED.get(address.replace(video, "{video_id}"), 200):
                wrong.append(f"{address}: answered {status}")
            wrong += [f"{address}, light, {one}" for one in faults(page)]
            wrong += laid_out(page, address)
            page.set_viewport_size(BETWEEN)
            wrong += laid_out(page, address)
            page.set_viewport_size(NARROW)
            page.emulate_media(color_scheme="dark")
            dark = faults(page, runOnly=["color-contrast", "scrollable-region-focusable"])
            wrong += [f"{address}, dark, {one}" for one in dark]
            wrong += laid_out(page, address)
        assert not wrong
