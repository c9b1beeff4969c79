"""Messages in Discord, to a server that fails in Discord's ways."""

from typing import Any

import pytest

from emulators.discord.app import MISSING
from factory.errors import NoAccess, PermanentError, TransientError
from factory.messages.message import Message
from resources.messengers.discord.messenger import DiscordMessenger
from tests.fakes.vendors import Vendors

ROOM = "1180000000000000002"
QUESTION = Message(
    heading="To decide",
    title="The [bell](https://evil.test) @everyone",
    facts=("0:42 long", "**@everyone** <@1180000000000000009>"),
    link="/review/a-video",
    video_id="a-video-with-a-name-as-long-as-a-videos-name-may-be-at-most-k3f9",
    master_sha256="ab" * 32,
)
JPEG = b"\xff\xd8\xff\xe0 a poster"


def messenger(vendors: Vendors, token: str = "a-token") -> DiscordMessenger:
    return DiscordMessenger(
        f"{vendors.base}/discord",
        token,
        lambda: "https://desk.test",
        lambda names: ["1180000000000000007"],
    )


def standing(vendors: Vendors, number: str) -> dict[str, Any]:
    found = vendors.http.get("/discord/__messages").json()
    return next(one for one in found if one["id"] == number)


def labels(message: dict[str, Any]) -> list[str]:
    return [one["label"] for row in message["components"] for one in row["components"]]


def test_a_question_has_poster_and_buttons_calls_nobody_and_is_changed_when_decided(
    vendors: Vendors,
):
    discord = messenger(vendors)
    number = discord.send(QUESTION, ROOM, JPEG)
    asked = standing(vendors, number)
    assert asked["files"] == ["poster.jpg"]
    assert labels(asked) == [
        "Approve",
        "Ask for changes ...",
        "Reject ...",
        "Hold",
        "Open on the desk",
    ]
    assert asked["allowed_mentions"] == {"parse": [], "users": []}
    assert "<@" not in asked["embeds"][0]["description"].replace("\\<\\@", "")
    discord.change(QUESTION.model_copy(update={"decided": "Approved by Ada."}), ROOM, number)
    assert labels(standing(vendors, number)) == ["Open on the desk"]
    assert "Approved by Ada" in standing(vendors, number)["embeds"][0]["description"]


def test_who_is_called_is_mentioned(vendors: Vendors):
    called = QUESTION.model_copy(update={"calls": ("Ada",)})
    found = standing(vendors, messenger(vendors).send(called, ROOM, None))
    assert found["content"] == "<@1180000000000000007>"
    assert found["allowed_mentions"]["users"] == ["1180000000000000007"]


@pytest.mark.parametrize(
    ("fault", "error", "rest"),
    [
        ("rate_limit", TransientError, 12.5),
        ("unavailable", TransientError, None),
        ("garble", TransientError, None),
        ("lose", TransientError, None),
        ("revoked", NoAccess, None),
        ("no_access", NoAccess, None),
    ],
)
def test_each_of_discords_faults_is_said_for_what_it_is(
    vendors: Vendors, fault: str, error: type[Exception], rest: float | None
):
    vendors.order(fault, vendor="discord")
    with pytest.raises(error) as raised:
        messenger(vendors).send(QUESTION, ROOM, None)
    assert getattr(raised.value, "retry_after_seconds", None) == rest


def test_a_channel_that_is_not_there_is_named(vendors: Vendors):
    with pytest.raises(PermanentError, match="look at DISCORD_CHANNEL"):
        messenger(vendors).send(QUESTION, MISSING, None)
