"""Clicks in Discord: signed by Ed25519, answered in the same breath, decided once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from desk.actions.chat_decisions import carry, change_messages_of, messages_of
from desk.actions.publishing.post_changes import list_changes
from desk.server.chat_door import chat_routes
from emulators.discord.app import PUBLIC_KEY
from factory.brief.planned_changes import LaterChange
from tests.fakes.reviewable import VIDEO, Reviewable
from tests.fakes.vendors import Vendors
from wiring.factory import open_factory

ADA, STRANGER = "1180000000000000007", "1180000000000000008"


@dataclass
class Room:
    """A channel in Discord, and the desk that hears of its clicks."""

    vendors: Vendors
    desk: TestClient
    video: Reviewable

    @property
    def message(self) -> dict[str, Any]:
        """The newest message."""
        return self.vendors.http.get("/discord/__messages").json()[-1]

    def pressed(self, word: str, user: str = ADA, ago: float = 0) -> dict[str, Any]:
        """Return the signed request of a button."""
        asked = {"message": self.message["id"], "word": word, "user": user, "ago": ago}
        return self.vendors.http.post("/discord/__press", json=asked).raise_for_status().json()

    def explained(self, form: dict[str, Any], note: str) -> dict[str, Any]:
        """Return the signed request of a form."""
        asked = {"message": self.message["id"], "form": form, "note": note, "user": ADA}
        return self.vendors.http.post("/discord/__submit", json=asked).raise_for_status().json()

    def send(self, request: dict[str, Any], **headers: str) -> Any:
        """Bring a request to the desk."""
        headers = {**request["headers"], **headers}
        return self.desk.post("/chat/discord", content=request["body"], headers=headers)


@pytest.fixture
def room(
    vendors: Vendors, database_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    for name, value in {
        "FACTORY_HOME": str(tmp_path / "home"),
        "DATABASE_URL": database_url,
        "DISCORD_BOT_TOKEN": "a-token",
        "DISCORD_CHANNEL": "1180000000000000002",
        "DISCORD_PUBLIC_KEY": PUBLIC_KEY,
        "DISCORD_BASE_URL": f"{vendors.base}/discord",
    }.items():
        monkeypatch.setenv(name, value)
    with open_factory() as factory:
        video = Reviewable(factory)
        video.accept()
        video.render()
        video.add("Ada", "reviewer", f"discord:{ADA}")
        messages_of(factory).keep_up(datetime.now(UTC))
        carry(factory)
        with TestClient(Starlette(routes=chat_routes(factory))) as desk:
            yield Room(vendors, desk, video)
    factory.catalogue.engine.dispose()


def test_discord_is_told_who_is_there(room: Room):
    ping = room.vendors.http.post("/discord/__ping").json()
    assert room.send(ping).json() == {"type": 1}
    assert room.send(ping, **{"x-signature-ed25519": "00" * 64}).status_code == 401
    assert room.send(ping, **{"x-signature-ed25519": "no hex"}).status_code == 401


def test_an_approval_changes_the_message_at_once_and_a_replay_is_refused(room: Room):
    press = room.pressed("Approve")
    answer = room.send(press).json()
    assert answer["type"] == 7
    assert "Approved by Ada" in answer["data"]["embeds"][0]["description"]
    assert room.send(press).status_code == 401
    assert room.video.decisions == [("Ada", "approved", "discord")]
    assert "Approved by Ada" in room.message["embeds"][0]["description"]


def test_a_rejection_asks_why_in_a_form(room: Room):
    asked = room.send(room.pressed("Reject")).json()
    assert asked["type"] == 9
    assert room.video.decisions == []
    answer = room.send(room.explained(asked["data"], "wrong bell")).json()
    assert answer["type"] == 7
    review = room.video.review()
    assert review
    assert (review.decision, review.note) == ("rejected", "wrong bell")


def test_strangers_stale_requests_and_masters_that_have_changed_decide_nothing(room: Room):
    stranger = room.send(room.pressed("Approve", STRANGER)).json()
    assert (stranger["type"], stranger["data"]["flags"]) == (4, 64)
    assert f"discord:{STRANGER}" in stranger["data"]["content"].replace("\\", "")
    assert room.send(room.pressed("Approve", ago=600)).status_code == 401
    changed = room.pressed("Approve")
    changed["body"] = changed["body"].replace("a:a-video", "r:a-video")
    assert room.send(changed).status_code == 401
    seen = room.pressed("Approve")
    room.video.render(b"another master")
    assert "nothing was decided" in room.send(seen).json()["data"]["content"]
    assert room.video.decisions == []


def planned(room: Room, *titles: str) -> None:
    """Plan other titles for the post of the approved video, and let the factory ask about them."""
    factory = room.video.factory
    for title in titles:
        change = LaterChange(what="title", to=title, after_seconds=60)
        factory.catalogue.post_changes.ask(VIDEO, change, "mara")
    change_messages_of(factory).keep_up()
    carry(factory)


def test_planned_titles_are_asked_about_once_the_video_is_approved_and_decided_all_at_once(
    room: Room,
):
    before = room.message["id"]
    planned(room, "One title", "Another title")
    assert room.message["id"] == before, "with the video they are approved on the desk"
    room.send(room.pressed("Approve"))
    planned(room)
    asked = room.message
    assert "Another title" in asked["embeds"][0]["description"]
    assert [one["label"] for one in asked["components"][0]["components"]][:2] == [
        "Approve",
        "Reject ...",
    ]
    stale = room.pressed("Approve")
    planned(room, "A third")
    assert "another than was shown" in room.send(stale).json()["data"]["content"]
    answer = room.send(room.pressed("Approve")).json()
    assert (answer["type"], "Approved by Ada" in answer["data"]["embeds"][0]["description"]) == (
        7,
        True,
    )
    rows = list_changes(room.video.factory, VIDEO)
    assert [(row.unapproved, row.asked) for row in rows] == [("", False)] * 3


def test_planned_titles_that_are_rejected_say_why_and_are_asked_about_no_more(room: Room):
    room.send(room.pressed("Approve"))
    planned(room, "One title")
    form = room.send(room.pressed("Reject")).json()["data"]
    answer = room.send(room.explained(form, "it shouts")).json()
    assert "Rejected by Ada" in answer["data"]["embeds"][0]["description"]
    (row,) = list_changes(room.video.factory, VIDEO)
    assert "it shouts" in row.unapproved
    there = room.message["id"]
    planned(room)
    assert room.message["id"] == there
    assert not room.message["components"] or "Approve" not in str(room.message["components"])
