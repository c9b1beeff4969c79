"""Money on the desk: agreed to is what was shown, and a doubt ends by a plain yes or no."""

from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk.web.routes import COMMANDS
from factory.errors import AnswerLost
from factory.money.estimate import Estimate
from factory.units_of_work import UnitDetail
from factory.workflow.waiting import Wait
from tests.desk.opened_desk import BRIEF, Desk, opened_desk
from tests.fakes.catalogued import unit


def estimate(usd: float) -> Estimate:
    return Estimate(title="x", format="short", seconds=30, rows=(), total_usd=usd, budget_usd=None)


def waits_for_its_price(desk: Desk, usd: float) -> str:
    """Hand a video in that waits until somebody agrees to its price."""
    video = desk.video()
    catalogue = desk.factory.catalogue
    (launch,) = catalogue.launches.claim(1, "test")
    wait = Wait(waits_for="confirmation", scope=video, words="waits", usd=usd, until=None)
    catalogue.outcomes.postpone(launch.id, wait)
    desk.factory.estimates.record(video, estimate(usd), None)
    return video


def asked(desk: Desk, query: str) -> object:
    with desk.factory.catalogue.engine.connect() as connection:
        return connection.execute(sa.text(query)).scalar()


AGREED = "SELECT confirmed_usd FROM factory.estimates"


def test_a_price_that_changed_after_it_was_shown_is_not_agreed_to(desk: Desk):
    video = waits_for_its_price(desk, 7.5)
    assert 'name="usd" value="7.5"' in desk.pages.get("/").text
    desk.factory.estimates.record(video, estimate(9.25), None)
    refused = desk.pages.post(f"/videos/{video}/price", data={"usd": "7.5"})
    assert refused.status_code == 409
    assert "will cost $9.25 by now, and $7.50 was shown" in refused.text
    assert asked(desk, AGREED) is None
    assert desk.pages.post(f"/videos/{video}/price", data={"usd": "9.25"}).status_code == 303
    assert asked(desk, AGREED) == Decimal("9.25")


def test_the_smallest_price_can_be_agreed_to(desk: Desk):
    video = waits_for_its_price(desk, 0.00001)
    assert 'name="usd" value="0.00001"' in desk.pages.get("/").text
    assert desk.pages.post(f"/videos/{video}/price", data={"usd": "0.00001"}).status_code == 303


@pytest.mark.parametrize(
    ("said", "status", "state"),
    [
        ("yes", 303, "settled"),
        ("no", 303, "released"),
        ("Yes", 409, "in_doubt"),
        ("", 409, "in_doubt"),
    ],
)
def test_a_doubt_ends_by_yes_or_no_alone_however_small_the_sum(
    desk: Desk, said: str, status: int, state: str
):
    desk.video()
    journal = desk.factory.journal(None)

    def lost(target: Path) -> UnitDetail:
        raise AnswerLost("the connection broke after the request left")

    with pytest.raises(AnswerLost):
        journal.perform(unit("one", price_usd=0.00002), lost)
    (charge,) = desk.factory.doubts.open()
    answer = desk.pages.post(f"/money/doubts/{charge.id}", data={"charged": said})
    assert (answer.status_code, asked(desk, "SELECT state FROM factory.charges")) == (status, state)


def test_who_may_only_look_is_told_every_price_and_offered_no_command(desk: Desk):
    assert {COMMANDS[path][0].role for path in COMMANDS if path.endswith("words/price")} == {
        "viewer"
    }
    assert COMMANDS["/new/price"][0].role == "viewer"
    words = BRIEF.rpartition("---\n")[2]
    with opened_desk(desk.factory, "viewer") as looker:
        shown = looker.pages.post(
            "/new/price", data={"channel": "demo", "title": "The clock", "words": words}
        )
    assert "Nothing has been spent" in shown.text
    assert "An operator has it made" in shown.text and "<button" not in shown.text
