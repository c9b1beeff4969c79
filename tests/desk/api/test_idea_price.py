"""Programs are told what the video of an idea would cost and who looks at it, as the desk tells people."""

import pytest
from starlette.testclient import TestClient

from tests.desk.web.pages.test_ideas_page import proposed
from wiring.factory import Factory


def test_a_program_is_told_an_ideas_price_by_part_and_whether_a_person_reviews_it(
    looker: TestClient, idle_factory: Factory, monkeypatch: pytest.MonkeyPatch
):
    idea = proposed(idle_factory, "automatic")
    place = f"/api/v1/ideas/{idea.idea_id}/price"
    assert "OPENAI_API_KEY" in looker.get(place).json()["why_not"]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    told = looker.get(place).json()
    words = next(row for row in told["rows"] if row["role"] == "words")
    assert told["why_not"] == "" and words["provider"] == "openai"
    assert 0 < words["total_usd"] <= told["usd"]
    assert told["released"].startswith("Released without review: it goes to the outbox")
    assert looker.get("/api/v1/ideas/none/price").status_code == 404


def test_a_program_approves_an_idea_at_a_price_and_at_no_higher_one(
    program: TestClient, idle_factory: Factory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    idea = proposed(idle_factory, "automatic")
    place = f"/api/v1/ideas/{idea.idea_id}"
    usd = program.get(f"{place}/price").json()["usd"]
    less = program.post(f"{place}/decisions", json={"decision": "approved", "usd": usd / 2})
    assert less.status_code == 409 and "nothing was decided" in less.json()["detail"]
    assert [one.state for one in idle_factory.catalogue.ideas.newest(9)] == ["new"]
    agreed = program.post(f"{place}/decisions", json={"decision": "approved", "usd": usd})
    assert (agreed.status_code, agreed.json()["state"]) == (201, "approved")
