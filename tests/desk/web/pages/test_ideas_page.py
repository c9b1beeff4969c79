"""Beside the button that has an idea made stand its price and whether anybody looks; what is made goes on living there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.actions.learning.ideas import day_meant
from factory.ideas.idea import KeptIdea
from factory.ideas.proposal import proposals
from resources.home.inbox import InboxFolder
from tests.desk.opened_desk import Desk, opened_desk
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

CHANNEL = """
name: tales
title: Tales
format: short
review: {review}
outlets: [{outlets}]
words: {{provider: openai, model: gpt-6-luna}}
youtube: {{account: UCaaaaaaaaaaaaaaaaaaaaaa, visibility: private}}
compliance: {{made_for_kids: false, synthetic_media: true}}
ideas: {{topics: [The tower], per_day: 1}}
"""
WORDS = "The sea came a little closer to the tower every winter. " * 8


def proposed(
    factory: Factory, review: str, outlets: str = "outbox", channel: str = CHANNEL
) -> KeptIdea:
    """Leave one idea of a channel whose file says this."""
    folder = factory.settings.home / "channels"
    folder.mkdir(exist_ok=True)
    (folder / "tales.yaml").write_text(channel.format(review=review, outlets=outlets))
    found = proposals(factory.channels.named("tales"), date(2026, 11, 20), ())
    factory.catalogue.ideas.propose(found, None)
    ours = {one.idea_id for one in found}
    (idea,) = (one for one in factory.catalogue.ideas.newest(9) if one.idea_id in ours)
    return idea


def test_the_price_stands_on_the_button_in_parts_below_it_and_who_reviews(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    idea = proposed(desk.factory, "automatic")
    part = f"/ideas/{idea.idea_id}/price"
    assert f'hx-get="{part}"' in desk.pages.get("/ideas").text
    shown = desk.pages.get(part).text
    assert "Make it for " in shown and "Words, 1 script, OpenAI: " in shown
    assert "Released without review: it goes to the outbox when its checks pass." in shown
    with opened_desk(desk.factory, "viewer") as looker:
        seen = looker.pages.get(part).text
    assert "<button" not in seen and "Words, 1 script, OpenAI: " in seen
    assert desk.pages.get("/ideas/none/price").status_code == 404


class TakenFrom(InboxFolder):
    """An inbox out of which every brief is taken as it is about to be read."""

    def read(self, path: Path) -> bytes:
        path.unlink()
        return super().read(path)


@pytest.mark.parametrize(
    ("review", "switch", "words"),
    [
        (
            "required",
            False,
            "Waits until a person approved it, then goes to the outbox and YouTube.",
        ),
        ("two_reviewers", True, "Waits until two people approved it, then goes to the outbox and"),
        ("automatic", True, "Released without review: it goes to the outbox and YouTube when its"),
        (
            "automatic",
            False,
            "it goes to the outbox when its checks pass. For YouTube a person decides",
        ),
    ],
)
def test_whether_a_person_looks_is_said_as_the_factory_does_it(
    desk: Desk, review: str, switch: bool, words: str
):
    idea = proposed(desk.factory, review, "outbox, youtube")
    desk.factory.catalogue.settings.change("auto_approval", switch)
    shown = desk.pages.get(f"/ideas/{idea.idea_id}/price").text
    priced = desk.pages.post(
        "/new/price", data={"channel": "tales", "from": "topic", "words": "The tower"}
    ).text
    assert words in priced
    assert words in shown or "OPENAI_API_KEY" in shown


def test_an_idea_of_which_no_video_can_be_made_says_why_in_place_of_a_price(desk: Desk):
    nobody = CHANNEL.replace("words: {{provider: openai, model: gpt-6-luna}}\n", "")
    idea = proposed(desk.factory, "required", channel=nobody)
    shown = desk.pages.get(f"/ideas/{idea.idea_id}/price").text
    assert "nobody writes for the channel tales" in shown and "Make it" not in shown


def test_an_idea_that_was_agreed_to_leads_to_its_video_without_the_page_being_loaded_again(
    desk: Desk,
):
    idea = proposed(desk.factory, "required")
    desk.pages.post(f"/ideas/{idea.idea_id}", data={"decision": "approve"})
    page = desk.pages.get("/ideas").text
    assert 'hx-get="/ideas/made" hx-trigger="news from:footer throttle:2s, every 3s"' in page
    part = desk.pages.get("/ideas/made").text
    assert part.strip().startswith('<section id="made"') and part.strip() in page
    assert "begins as soon as the factory looks" in page
    desk.factory.catalogue.briefs.accept(accepted("a-video"))
    desk.factory.catalogue.ideas.made(idea.idea_id, "a-video")
    made = desk.pages.get("/ideas").text
    assert f'<a href="/videos/a-video">{idea.title}</a>' in made and "every 3s" not in made
    assert desk.pages.get("/ideas/made").text.strip() in made


def test_ideas_are_asked_for_the_day_that_the_page_showed(desk: Desk):
    proposed(desk.factory, "required")
    yesterday = day_meant(None) - timedelta(days=1)
    page = desk.pages.get("/ideas").text
    assert f'name="day" value="{day_meant(None)}"' in page
    assert desk.pages.post("/ideas", data={"usd": "0", "day": f"{yesterday}"}).status_code == 303
    assert {str(one.day) for one in desk.factory.catalogue.ideas.newest(9)} == {"2026-11-20"}, (
        "there was one topic, and it is not proposed twice"
    )
    assert desk.pages.post("/ideas", data={"usd": "0", "day": "soon"}).status_code == 409


def test_an_idea_is_made_at_the_price_that_its_button_showed_and_at_no_higher_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    idea = proposed(desk.factory, "required")
    shown = desk.pages.get(f"/ideas/{idea.idea_id}/price").text
    (usd,) = re.findall(r'name="usd" value="([0-9.]+)"', shown)
    assert float(usd) > 0
    agreed = {"decision": "approve", "usd": str(float(usd) / 2)}
    refused = desk.pages.post(f"/ideas/{idea.idea_id}", data=agreed)
    assert refused.status_code == 409 and "Agree to the new price" in refused.text
    kept = desk.factory.catalogue.ideas
    assert [one.state for one in kept.newest(9)] == ["new"]
    assert desk.pages.post(f"/ideas/{idea.idea_id}", data={**agreed, "usd": usd}).is_redirect
    assert [one.state for one in kept.newest(9)] == ["approved"]


def test_an_idea_can_be_made_and_priced_again_where_its_price_does_not_come(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    idea = proposed(desk.factory, "required")
    buttons = (">Make it<", f'hx-get="/ideas/{idea.idea_id}/price" hx-target="closest .priced"')
    page = desk.pages.get("/ideas").text
    assert all(one in page for one in buttons), (
        "before the price is there, and where it never comes"
    )
    ready = desk.factory.settings.home / "ready.md"
    ready.write_text(f"---\nchannel: tales\ntitle: Ready\n---\n{WORDS}")
    other = proposed(
        desk.factory, "required", channel=CHANNEL.replace("The tower", f"{{{{brief: {ready}}}}}")
    )
    monkeypatch.setattr(Factory, "inbox", TakenFrom(ready.parent))
    shown = desk.pages.get(f"/ideas/{other.idea_id}/price")
    assert shown.status_code == 200 and "somebody else has taken it" in shown.text
    assert ">Make it<" in shown.text and ">Price it<" in shown.text


def test_what_stands_in_the_way_of_a_video_is_said_before_anybody_agrees(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    gone = CHANNEL.replace("The tower", "{{brief: gone.md}}")
    idea = proposed(desk.factory, "required", channel=gone)
    shown = desk.pages.get(f"/ideas/{idea.idea_id}/price").text
    assert "is not at" in shown and "gone.md" in shown and "put it there" in shown


def test_an_idea_whose_title_is_a_video_already_says_so_in_place_of_a_price(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    idea = proposed(desk.factory, "required")
    video = desk.video(f"---\nchannel: tales\ntitle: {idea.title}\n---\n{WORDS}")
    shown = desk.pages.get(f"/ideas/{idea.idea_id}/price").text
    assert f"is already the video {video}" in shown and "Make it" not in shown
