"""Today: what a first day says, and what waits for a higher limit."""

from desk.actions.making.briefs import hand_in
from factory.workflow.waiting import Wait
from tests.desk.opened_desk import BRIEF, Desk


def test_a_first_day_says_what_to_do(desk: Desk):
    page = desk.pages.get("/").text
    assert "Make your first video." in page
    assert 'href="/new?example=1"' in page and "At work" not in page


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
    assert (
        '<a href="/money#limits">Raise the limit</a>' in desk.pages.get(f"/videos/{video_id}").text
    )
