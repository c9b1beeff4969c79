"""The desk in a browser: from words to a published video, and what no page lets anybody do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from playwright.sync_api import Browser, Page, Route

from desk.web.routes import COMMANDS, PAGES
from tests.end_to_end.browser import opened_browser, signed_in
from tests.end_to_end.running_factory import Running
from tests.end_to_end.waiting import until

pytestmark = pytest.mark.timeout(900)

PARTS = ("/media/", "/ideas/made")
"""Addresses without a frame around them."""
TITLE = "The box that was counted badly"
WORDS = """In 1748 a clerk in Lisbon locked a small iron box.

For ninety years nobody could open it. When the lock was cut at last, the box held one dry rose.

The bank keeps it to this day."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


def test_words_become_a_video_one_sentence_is_corrected_and_a_key_publishes_it(
    factory: Running, browser: Browser
):
    page, wrong = signed_in(browser, factory)
    page.goto(f"{factory.desk}/new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Words, or the topic").fill(WORDS)
    page.get_by_label("Channel", exact=True).select_option("required")
    page.locator("#price .sum").filter(has_text="$0.00").wait_for()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/videos/*")
    video = str(factory.video(TITLE))
    first = _decidable(page, factory, video, but="")
    spoken = _units(factory, video, "speech")
    pictures = _units(factory, video, "picture")

    page.goto(f"{factory.desk}/videos/{video}")
    page.locator("#s2 details.words summary").click()
    page.get_by_label("Words of scene 2").fill(
        "For ninety years nobody could open it. When the lock was cut at last, the box held one "
        "black feather."
    )
    page.locator("#s2 [data-remake]").filter(has_text="1 sentence").wait_for()
    page.get_by_role("button", name="Remake scene 2").click()
    second = _decidable(page, factory, video, but=first)
    assert _units(factory, video, "speech") == spoken + 1
    # Its own, and the next one's where both would be set at one place: docs/pictures.md.
    assert _units(factory, video, "picture") <= pictures + 2
    assert "black feather" in page.locator("#s2").inner_text()

    page.goto(f"{factory.desk}/review")
    page.locator("video[data-player]").wait_for()
    page.keyboard.press("a")
    page.keyboard.press("a")  # asked once more: nothing of it was played
    page.locator("#undo").filter(has_text="Approved").wait_for()
    page.keyboard.press("z")
    page.locator("#undo").wait_for(state="hidden")
    with _cut_off(page, wrong):
        page.keyboard.press("a")
        page.keyboard.press("Enter")
        page.locator("#undo").filter(has_text="The factory did not answer").wait_for()
        page.get_by_role("button", name="Send it again").click()
        page.locator("#undo").filter(has_text="look again soon").wait_for()
        page.goto(f"{factory.desk}/videos/{video}")
        assert "is not decided yet" in page.locator("#undo").inner_text()
        assert factory.one("SELECT count(*) FROM factory.reviews") == 0
        page.goto(f"{factory.desk}/review/{video}")
    page.get_by_role("button", name="Send it again").click()
    until(lambda: factory.published(TITLE), "a post after the approval", 240)
    reviews = (
        "SELECT count(*) FROM factory.reviews WHERE video_id = :video AND master_sha256 = :sha"
    )
    assert factory.one(reviews, video=video, sha=second) == 1
    page.get_by_text("Nothing to decide").wait_for()
    assert not wrong


def test_a_video_that_cannot_be_made_is_told_why_before_anything_is_handed_in(
    factory: Running, browser: Browser
):
    page, wrong = signed_in(browser, factory)
    page.goto(f"{factory.desk}/new")
    page.get_by_label("Words, or the topic").fill("<img src=x onerror=alert(1)> ᚠ")
    page.locator("#price").filter(has_text="Not yet").wait_for()
    page.locator("#price").filter(has_text="title").wait_for()
    assert page.locator("#price img").count() == 0
    assert page.get_by_role("button", name="Make it").is_disabled()
    assert not wrong


@pytest.mark.parametrize("command", COMMANDS)
def test_who_may_only_look_and_a_foreign_page_command_nothing(factory: Running, command: str):
    path = re.sub(r"\{\w+:int\}", "1", command.replace("{video_id}", "demo-20261128-x-abcd"))
    need = COMMANDS[command][0]
    # A price, which is asked by what is typed; a note; one's own password.
    only_tells = need.role in ("viewer", "guest") and not need.decides
    with factory.client("look") as guest:
        refused = guest.post(path, data={"decision": "approved"}).status_code == 403
        assert refused is not only_tells
    with factory.client(None) as stranger:
        assert stranger.post(path, data={}).status_code == 401
    with httpx2.Client(base_url=factory.desk, trust_env=False, timeout=60) as guest:
        guest.get(f"/?token={factory.key()}")
        foreign = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert guest.post(path, data={}, headers=foreign).status_code == 403
        assert guest.post(path, data={}).status_code == 403  # says not where it comes from
        assert guest.get(path).status_code in (200, 404, 405)


def test_every_page_is_there_for_who_may_look_and_offers_no_command(factory: Running):
    with factory.client("look") as guest:
        for path, (need, _) in PAGES.items():
            if "{" not in path and path not in PARTS and need.role == "viewer":
                page = guest.get(path, headers={"Accept": "text/html"})
                assert page.status_code == 200, path
                assert "You may look" in page.text
        missing = guest.get("/videos/demo-20261128-no-such-abcd")
        assert missing.status_code == 404
        strange = guest.get("/videos?state=%3Cscript%3E")
        assert strange.status_code == 400
        assert "<script>" not in strange.text.replace('<script src="/static/', "")


@pytest.mark.parametrize(
    "path", ["/media/x/..%2f..%2fkey?preview", "/static/../page.py", "/static/0/desk.css"]
)
def test_no_address_leads_out_of_the_desks_own_files(factory: Running, path: str):
    with factory.client("look") as guest:
        assert guest.get(path).status_code in (400, 404)


@contextmanager
def _cut_off(page: Page, wrong: list[str]) -> Iterator[None]:
    """Let the first decision find nobody, and each one after it a factory without its database."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.url)
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(status=503, body="The database does not answer; look again soon.")

    page.route("**/decision", answer)
    yield
    page.unroute("**/decision")
    assert len(sent) == 2
    wrong.clear()  # the browser says of both that they failed


def _decidable(page: Page, factory: Running, video: str, *, but: str) -> str:
    """Wait on the open page, which nobody loads again, until a new master can be decided about."""
    master = "SELECT master_sha256 FROM factory.video_status WHERE video_id = :video"
    ready = f"{master} AND status = 'awaiting_review' AND master_sha256 <> :but"
    until(lambda: bool(factory.one(ready, video=video, but=but)), "a master to decide", 400)
    found = str(factory.one(master, video=video))
    page.locator(f'[title="Master {found}"]').first.wait_for(timeout=120_000)
    page.locator("main").get_by_role("link", name="Decide").wait_for(timeout=120_000)
    return found


def _units(factory: Running, video: str, kind: str) -> int:
    """Return how many units of a kind were ever done for a video."""
    done = (
        "SELECT count(*) FROM factory.work WHERE first_video_id = :video AND kind = :kind "
        "AND done_at IS NOT NULL"
    )
    return int(factory.one(done, video=video, kind=kind) or 0)
