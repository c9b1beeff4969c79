"""Clicks in Slack decide, in the name of whoever clicked, once, about the master that they saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import dagster as dg
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from desk.actions.publishing.post_changes import list_changes
from desk.actions.publishing.reviews import decide
from desk.server.allowed_hosts import Names
from desk.server.app import create_app
from desk.server.chat_door import clicks_by_socket
from desk.server.visitors import Visitors
from factory.brief.planned_changes import LaterChange
from sensors.waiting_reviews import waiting_reviews
from tests.desk.server.guarded_desk import KEYS, who_is_it
from tests.fakes.reviewable import VIDEO, Reviewable
from tests.fakes.vendors import Vendors
from wiring.factory import Factory, open_factory

ADA = "U0ADA00001"
STRANGER = "U0STRANGER"


@dataclass
class Room:
    """A conversation in Slack, and the desk that hears of its clicks."""

    vendors: Vendors
    desk: TestClient
    video: Reviewable

    @property
    def workspace(self) -> dict[str, Any]:
        """What stands in Slack."""
        return self.vendors.http.get("/slack/__workspace").json()

    @property
    def message(self) -> dict[str, Any]:
        """The newest message about the video."""
        return self.workspace["messages"][-1]

    @property
    def shows(self) -> str:
        """What it says, and which buttons it has."""
        texts = [b["text"]["text"] for b in self.message["blocks"] if "text" in b]
        buttons = [e["action_id"] for b in self.message["blocks"] for e in b.get("elements", ())]
        return "\n".join([*texts, " ".join(buttons)])

    def pressed(self, button: str, user: str = ADA, **how: Any) -> dict[str, Any]:
        """Return the signed request of a button that was pressed."""
        where = {"channel": self.message["channel"], "ts": self.message["ts"]}
        return self._asked("press", {**where, "action_id": button, "user": user, **how})

    def explained(self, note: str, user: str = ADA) -> dict[str, Any]:
        """Return the signed request of the newest form, sent with a note."""
        view = list(self.workspace["views"])[-1]
        return self._asked("submit", {"view": view, "note": note, "user": user})

    def _asked(self, what: str, facts: dict[str, Any]) -> dict[str, Any]:
        answer = self.vendors.http.post(f"/slack/__{what}", json={"deliver": "none", **facts})
        return answer.raise_for_status().json()

    def send(self, request: dict[str, Any], **headers: str) -> Any:
        """Bring a request to the desk."""
        return self.desk.post(
            "/chat/slack", content=request["body"], headers={**request["headers"], **headers}
        )

    def click(self, button: str, user: str = ADA) -> int:
        """Press a button."""
        return self.send(self.pressed(button, user)).status_code


@pytest.fixture
def room(
    vendors: Vendors, database_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    with open_factory() as factory:
        video = Reviewable(factory)
        video.accept()
        video.render()
        video.add("Ada", "reviewer", f"slack:{ADA}")
        keep_up(factory)
        names = Names.of(3000, listen="127.0.0.1", hosts=(), public_url="https://desk.example.org")
        visitors = Visitors(KEYS, "abc", factory)
        door = create_app(
            factory,
            who_is_it,
            names=names,
            visitors=visitors,
            instance="abc",
            code_answers=lambda: True,
        )
        with TestClient(door, base_url="https://desk.example.org") as desk:
            yield Room(vendors, desk, video)
    factory.catalogue.engine.dispose()


def keep_up(factory: Factory) -> None:
    """Let the sensor look once."""
    facts = factory.catalogue
    parts = {
        "review_waits": facts.review_waits,
        "messages": facts.messages,
        "messengers": factory.messengers,
        "briefs": facts.briefs,
        "artifacts": facts.artifacts,
        "costs": facts.costs,
        "reviews": facts.reviews,
        "store": factory.store,
        "waivers": facts.waivers,
        "planned_changes": facts.planned_changes,
        "alternatives": facts.alternatives,
        "outlets": factory.outlets,
        "switches": facts.settings,
    }
    with dg.build_sensor_context(resources=parts) as context:
        waiting_reviews(context)


def test_an_approval_counts_once_however_often_it_arrives_and_the_message_says_so(room: Room):
    of_a_tenant = sa.text("UPDATE factory.people SET tenant = 'default'")
    with room.video.factory.catalogue.engine.begin() as owner:
        owner.execute(of_a_tenant)
    assert "To decide: About a-video" in room.shows
    first = room.pressed("approved")
    assert room.send(first).status_code == 200
    assert room.video.decisions == [("Ada", "approved", "slack")]
    assert "Approved by Ada" in room.shows
    assert "approved" not in room.shows.splitlines()[-1]
    assert room.send(first).status_code == 401  # the very same request: a replay
    assert len(room.video.decisions) == 1


def test_the_same_click_signed_anew_is_the_same_click(room: Room):
    where = {"channel": room.message["channel"], "ts": room.message["ts"]}
    payload = {**where, "action_id": "held", "user": ADA}
    with clicks_by_socket(room.video.factory, pytest.fail):
        while not room.workspace["sockets"]:
            pass  # each question takes a moment
        answers = room.vendors.http.post("/slack/__press", json={**payload, "times": 2}).json()
    assert answers == {"answers": [{"acknowledged": None}, {"acknowledged": None}]}
    assert room.video.decisions == [("Ada", "held", "slack")]


def test_what_is_stale_forged_or_changed_on_its_way_decides_nothing(room: Room):
    stale = room.send(room.pressed("approved", ago=600))
    changed = room.pressed("rejected")
    changed["body"] = changed["body"].replace("rejected", "approved")
    unsigned = ({"x-slack-signature": "v0=" + "0" * 64}, {"x-slack-signature": ""})
    wrong = (*unsigned, {"x-slack-request-timestamp": "1"})
    forged = [room.send(room.pressed("approved"), **headers) for headers in wrong]
    answers = [stale, room.send(changed), *forged]
    assert [one.status_code for one in answers] == [401] * 5
    assert room.video.decisions == []


def test_who_is_nobody_here_or_may_only_look_is_told_so_alone(room: Room):
    room.video.add("Vic", "viewer", "slack:U0VIC00001")
    assert room.click("approved", STRANGER) == 200
    assert room.click("approved", "U0VIC00001") == 200
    assert room.video.decisions == []
    told = {one["user"]: one["text"] for one in room.workspace["alone"]}
    assert f"factory people chat NAME slack:{STRANGER}" in told[STRANGER]
    assert "Vic is a viewer here; a reviewer decides" in told["U0VIC00001"]


def test_a_rejection_asks_why_first(room: Room):
    assert room.click("rejected") == 200
    assert room.video.decisions == []
    assert room.send(room.explained("   ")).json()["errors"]["why"].startswith("why not is not")
    room.click("rejected")
    assert room.send(room.explained("the bell is too loud")).status_code == 200
    review = room.video.review()
    assert review
    assert (review.decision, review.note) == ("rejected", "the bell is too loud")
    assert "Rejected by Ada" in room.shows


def test_nobody_approves_what_has_changed_since_they_saw_it(room: Room):
    seen = room.pressed("approved")
    room.video.render(b"another master")
    assert room.send(seen).status_code == 200
    assert room.video.decisions == []
    assert "nothing was decided" in room.workspace["alone"][-1]["text"]
    keep_up(room.video.factory)
    asked_before, asked_now = room.workspace["messages"][-2:]
    assert "another version" in str(asked_before["blocks"])
    assert asked_now["ts"] != asked_before["ts"]


def test_a_message_is_asked_anew_where_it_stands_once_its_listing_is_another(room: Room):
    before = room.message["ts"]
    room.video.list_it(b"a title")
    keep_up(room.video.factory)
    seen = room.pressed("approved")
    room.video.list_it(b"another title")
    assert room.send(seen).status_code == 200
    assert room.video.decisions == []
    assert "listing changed since it was shown" in room.workspace["alone"][-1]["text"]
    keep_up(room.video.factory)
    assert room.message["ts"] == before
    assert room.click("approved") == 200
    assert room.video.decisions == [("Ada", "approved", "slack")]


def test_an_older_click_that_arrives_later_changes_nothing(room: Room):
    older, newer = room.pressed("approved"), room.pressed("held")
    assert room.send(newer).status_code == 200
    assert room.send(older).status_code == 200
    assert room.video.decisions == [("Ada", "held", "slack")]


def test_slack_that_is_busy_gets_the_message_later_and_a_decision_all_the_same(room: Room):
    room.vendors.order("rate_limit", vendor="slack", path="chat.update", times=9)
    assert room.click("held") == 200
    assert room.video.decisions == [("Ada", "held", "slack")]
    assert "Held by" not in room.shows
    with room.video.factory.catalogue.engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT error, not_before > now() + interval '20 s' FROM factory.messages"
        ).one()
    assert "ratelimited" in row[0]
    assert row[1] is True


def test_what_waits_and_is_decided_by_another_way_is_told_too(room: Room):
    master = room.video.factory.catalogue.artifacts.artifact(VIDEO, "renders", "master.mp4")
    assert master
    decide(VIDEO, "held", master.sha256, "until Monday")
    keep_up(room.video.factory)
    assert "until Monday" in room.shows


def test_planned_titles_are_decided_in_slack_too(room: Room):
    factory = room.video.factory
    room.click("approved")
    for title in ("One title", "Another title"):
        change = LaterChange(what="title", to=title, after_seconds=60)
        factory.catalogue.post_changes.ask(VIDEO, change, "mara")
    keep_up(factory)
    assert "To decide for later: About a-video" in room.shows and "Another title" in room.shows
    assert room.shows.splitlines()[-1].split() == ["approved", "rejected"]
    assert room.click("approved", STRANGER) == 200
    assert all(row.asked for row in list_changes(factory, VIDEO))
    assert room.click("approved") == 200
    assert "Approved by Ada" in room.shows
    assert [row.unapproved for row in list_changes(factory, VIDEO)] == ["", ""]
