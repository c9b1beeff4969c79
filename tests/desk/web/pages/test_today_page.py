"""Today: what a first day says, and what waits for a higher limit."""

from decimal import Decimal

from desk.actions.making.briefs import hand_in
from desk.actions.publishing.reviews import decide
from factory.workflow.waiting import Wait
from tests.desk.opened_desk import BRIEF, Desk, opened_desk
from tests.fakes.reviewable import VIDEO, Reviewable


def test_a_first_day_says_what_to_do(desk: Desk):
    page = desk.pages.get("/").text
    assert "Make your first video." in page
    assert 'href="/new?example=1"' in page and "At work" not in page


def test_a_first_day_promises_no_free_video_of_a_vendor_and_offers_none_to_who_only_looks(
    desk: Desk,
):
    assert "at no cost" in desk.pages.get("/").text
    folder = desk.factory.settings.channel_folders[0]
    folder.mkdir(parents=True, exist_ok=True)
    voice = "voice: {provider: openai, name: alloy}"
    (folder / "far.yaml").write_text(f"name: far\ntitle: Far\nformat: short\n{voice}\n")
    assert "at no cost" not in desk.pages.get("/").text
    with opened_desk(desk.factory, "viewer") as looker:
        page = looker.pages.get("/").text
    assert "No video was made yet." in page and "An operator writes one" in page
    assert "Write your own" not in page and "Make your first" not in page


def test_who_has_a_video_is_told_no_more_how_to_make_the_first(desk: Desk):
    video = Reviewable(desk.factory)
    video.accept()
    decide(VIDEO, "rejected", video.render().sha256, "dull")
    page = desk.pages.get("/").text
    assert "Nothing needs you." in page and "Make your first" not in page
    assert "At work" in page and "Write your own" not in page


def test_a_video_over_a_limit_needs_somebody_who_may_raise_it(desk: Desk):
    factory = desk.factory
    taken = hand_in(factory, BRIEF.encode(), "clock.md", factory.settings.inbox, "test", "test")
    video_id = taken.videos[0].video_id
    with factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM factory.launches")
    words = "channel demo may spend $20.00 a day: `factory limit channel demo USD`"
    wait = Wait(waits_for="budget", scope="channel demo", usd=1.0, words=words)
    assert factory.catalogue.launches.put_back(video_id, "plan", wait, "test")
    page = desk.pages.get("/").text
    assert "1 thing to settle." in page and "waits: a limit is reached" in page
    assert '<a class="btn" href="/money#limits">' in page
    assert "<code>factory limit channel demo USD</code>" in page
    assert "1<span" in page and " need you" in page
    assert 'href="/money#limits">Raise the limit</a>' in desk.pages.get(f"/videos/{video_id}").text
    own = {"scope": "video", "name": video_id}
    money = desk.pages.get("/money").text
    assert all(f'name="{key}" value="{said}"' in money for key, said in own.items())
    assert desk.pages.post("/money/limits", data={**own, "usd": "3.5"}).status_code == 303
    assert desk.factory.spending_limits.limit("video", video_id).usd == Decimal("3.5")
