"""The page of campaigns: one is begun, shown with what it reached, given a video, and ended."""

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
        ({"channel.demos": "on"}, "demo"),
        ({"percent": "half"}, "share"),
        ({"amount": "lots"}, "views:10000@youtube"),
        ({"last_day": "2027-02-01"}, "last_day"),
        ({"topics": "Lighthouses"}, "proposes no ideas"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_in_words(
    factory: Factory, said: dict[str, str], words: str
):
    with opened_desk(factory) as desk:
        answer = desk.pages.post("/campaigns", data=FORM | said)
        assert answer.status_code == 409
        assert words in answer.text
