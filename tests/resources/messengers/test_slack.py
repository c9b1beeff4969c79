"""Messages in Slack, by Slack's own client, to a workspace that fails in all of Slack's ways."""

from typing import Any

import pytest

from emulators.slack.app import MISSING
from factory.errors import NoAccess, PermanentError, TransientError
from factory.messages.message import Message
from resources.messengers.slack.blocks import blocks
from resources.messengers.slack.messenger import SlackMessenger
from tests.fakes.vendors import Vendors

ROOM = "C0REVIEWS00"
QUESTION = Message(
    heading="To decide",
    title="The <bell> & the *ice*",
    facts=("0:42 long, $0.78", "<!channel> <@U1> _now_"),
    link="/review/a-video",
    video_id="a-video",
    master_sha256="ab" * 32,
)
JPEG = b"\xff\xd8\xff\xe0 a poster"


def messenger(vendors: Vendors, token: str = "xoxb-test") -> SlackMessenger:
    return SlackMessenger(
        f"{vendors.base}/slack", token, lambda: "https://desk.test", lambda names: ["U0ADA"]
    )


def standing(vendors: Vendors, ts: str) -> dict[str, Any]:
    found = vendors.http.get("/slack/__workspace").json()["messages"]
    return next(one for one in found if one["ts"] == ts)


def kinds(message: dict[str, Any]) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def buttons(message: dict[str, Any]) -> list[str]:
    return [
        e["action_id"] for b in message["blocks"] if b["type"] == "actions" for e in b["elements"]
    ]


def test_a_question_has_poster_facts_and_buttons_and_later_what_was_decided(vendors: Vendors):
    slack = messenger(vendors)
    ts = slack.send(QUESTION, ROOM, JPEG)
    asked = standing(vendors, ts)
    assert kinds(asked) == ["header", "image", "section", "actions"]
    assert buttons(asked) == ["approved", "changes", "rejected", "held", "open"]
    words = asked["blocks"][2]["text"]["text"]
    assert "<!" not in words
    assert "<@" not in words
    slack.change(QUESTION.model_copy(update={"decided": "Approved by Ada."}), ROOM, ts)
    decided = standing(vendors, ts)
    assert buttons(decided) == ["open"]
    assert decided["blocks"][-2]["text"]["text"] == "Approved by Ada."


def test_who_is_called_is_mentioned_and_a_title_calls_nobody():
    called = QUESTION.model_copy(update={"calls": ("Ada",)})
    found = blocks(called, "", ("U0ADA",))
    assert found[1]["text"]["text"].startswith("For <@U0ADA>")
    assert found[0]["text"]["type"] == "plain_text"
    assert (
        len(blocks(QUESTION.model_copy(update={"title": "x" * 900}), "")[0]["text"]["text"]) == 150
    )


def test_a_poster_that_slack_does_not_take_is_left_out(vendors: Vendors):
    vendors.order("unavailable", vendor="slack", path="getUploadURLExternal")
    ts = messenger(vendors).send(QUESTION, ROOM, JPEG)
    assert kinds(standing(vendors, ts)) == ["header", "section", "actions"]


@pytest.mark.parametrize(
    ("fault", "error", "rest"),
    [
        ({"kind": "rate_limit"}, TransientError, 30.0),
        ({"kind": "unavailable"}, TransientError, None),
        ({"kind": "nginx", "status": 502}, TransientError, None),
        ({"kind": "garble"}, TransientError, None),
        ({"kind": "lose"}, TransientError, None),
        ({"kind": "archived"}, PermanentError, None),
        ({"kind": "revoked"}, NoAccess, None),
    ],
)
def test_each_of_slacks_faults_is_said_for_what_it_is(
    vendors: Vendors, fault: dict[str, Any], error: type[Exception], rest: float | None
):
    vendors.order(**fault, vendor="slack", path="chat.postMessage")
    with pytest.raises(error) as raised:
        messenger(vendors, "xoxb-very-secret").send(QUESTION, ROOM, None)
    assert getattr(raised.value, "retry_after_seconds", None) == rest
    assert "very-secret" not in str(raised.value)


def test_a_conversation_that_the_app_is_not_in_is_named(vendors: Vendors):
    with pytest.raises(PermanentError, match="channel_not_found; look at SLACK_CHANNEL"):
        messenger(vendors).send(QUESTION, MISSING, None)
