"""A desk that fails by its own fault: a person reads what to do next, a program a problem."""

import pytest
import sqlalchemy as sa

from tests.desk.server.guarded_desk import GuardedDesk

PAGES = {"Accept": "text/html"}
REJECTED = {"decision": "reject", "note": "no"}


@pytest.fixture
def broken(desk: GuardedDesk) -> GuardedDesk:
    with desk.factory.catalogue.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE factory.ideas RENAME TO lost"))
    return desk


def test_a_page_that_cannot_be_shown_says_that_nothing_is_lost(broken: GuardedDesk):
    with broken.program() as client:
        who = broken.shows("operator")
        page = client.get("/ideas", headers=who | PAGES)
        assert page.status_code == 500 and page.headers["content-type"].startswith("text/html")
        assert "<h1>The desk failed</h1>" in page.text and "load it again" in page.text
        problem = client.get("/ideas", headers=who)
        assert problem.headers["content-type"] == "application/problem+json"
        assert "load it again" in problem.json()["detail"]


def test_a_button_that_fails_says_that_it_may_have_been_done(broken: GuardedDesk):
    with broken.program() as client:
        who = broken.shows("operator")
        page = client.post("/ideas/an-idea", data=REJECTED, headers=who | PAGES)
        assert page.status_code == 500
        assert "look before you ask for it again" in page.text and "load it" not in page.text
