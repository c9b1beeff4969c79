"""The page of campaigns: one is begun, shown with what it reached, given a video, and ended."""

import html
import re
from datetime import date

import pytest

from factory.analytics.figures import DayFigures, Figures
from tests.desk.opened_desk import opened_desk
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

NAME = "spring-img-src-x-onerror-alert-1"
MARKUP = '<img src=x onerror="alert(1)">'
FORM = {
    "title": f"Spring {MARKUP}",
    "goal": "Be known",
    "amount": "1,000",
    "measure": "views@youtube",
    "first_day": "2027-03-01",
    "last_day": "2027-05-31",
    "channel.demo": "on",
    "percent": "50",
    "topics": "",
}


@pytest.fixture
def factory(idle_factory: Factory) -> Factory:
    idle_factory.catalogue.briefs.accept(accepted("a-video", channel="demo"))
    said = DayFigures(
        day=date(2027, 3, 2), video_id="a-video", outlet="youtube", figures=Figures(views=250)
    )
    idle_factory.catalogue.metrics.record("api", [said])
    return idle_factory


def test_a_campaign_is_begun_followed_and_ended_on_its_page(factory: Factory):
    with opened_desk(factory) as desk:
        assert "No campaign yet" in desk.pages.get("/campaigns").text
        assert desk.pages.post("/campaigns", data=FORM).status_code == 303
        given = {"videos": "a-video"}
        assert desk.pages.post(f"/campaigns/{NAME}/videos", data=given).status_code == 303
        shown = desk.pages.get("/campaigns").text
        assert "250 of 1,000 views at YouTube" in shown
        assert MARKUP not in shown
        assert desk.pages.post(f"/campaigns/{NAME}/end", data={"note": "enough"}).status_code == 303
        assert "enough" in desk.pages.get("/campaigns").text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"channel.demos": "on"}, "Channels: demos; wanted one of demo"),
        ({"percent": "half"}, "Share of their ideas: found half; wanted percent from 1 to 100"),
        ({"percent": "120"}, "wanted percent from 1 to 100"),
        ({"amount": "lots"}, "Reached at: lots is no number; wanted one such as 10,000"),
        ({"last_day": "2027-02-01"}, "Last day: 2027-02-01; wanted 2027-03-01 or a day after it"),
        ({"first_day": ""}, "First day: wanted a day"),
        ({"topics": "Lighthouses"}, "Channels: demo proposes no ideas"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_in_words(
    factory: Factory, said: dict[str, str], words: str
):
    with opened_desk(factory) as desk:
        answer = desk.pages.post("/campaigns", data=FORM | {"goal": "Be seen"} | said)
        assert answer.status_code == 409
        assert words in html.unescape(re.sub("<[^>]+>|[`']|&#39;", "", answer.text))
        assert 'value="Be seen"' in answer.text and "Begin one" in answer.text
        for key in ("percent", "amount", "first_day"):
            assert f'value="{(FORM | said)[key]}"' in answer.text


def test_a_campaign_without_a_channel_is_told_so_as_it_was_typed(factory: Factory):
    unticked = {key: said for key, said in FORM.items() if not key.startswith("channel.")}
    with opened_desk(factory) as desk:
        answer = desk.pages.post("/campaigns", data=unticked)
        assert (answer.status_code, "none is ticked" in answer.text) == (409, True)
        assert '<option value="views@youtube" selected>' in answer.text


@pytest.mark.parametrize("title", ["Spring", "春天的灯塔"])
def test_campaigns_of_one_title_are_told_apart_by_a_number(factory: Factory, title: str):
    with opened_desk(factory) as desk:
        for _ in range(3):
            answer = desk.pages.post("/campaigns", data=FORM | {"title": title})
            assert answer.status_code == 303
    names = {one.begun.name for one in factory.catalogue.campaigns.all()}
    first = min(names, key=len)
    assert names == {first, f"{first}-2", f"{first}-3"}
