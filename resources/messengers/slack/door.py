"""Slack's clicks: signed requests to the door, or frames of Socket Mode, read as one thing."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

from factory.documents.foreign_json import parsed_json
from factory.errors import FactoryError, Forged
from factory.messages.click import Click, Reply, Taken
from resources.messengers.clickable import read_value
from resources.messengers.slack.blocks import WHY, escaped, why_form
from resources.messengers.slack.client import said
from resources.messengers.slack.messenger import SlackMessenger

NOTHING = Click(kind="nothing", messenger="slack")
SIGNATURE, STAMP = "x-slack-signature", "x-slack-request-timestamp"


class _At(Clock):
    """A clock that stands at one time."""

    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        return self._now


class SlackDoor:
    """See `factory.ports.ClickDoor`.

    Args:
        messenger: by which forms and words come back.
        secret: the app's signing secret; empty: nothing comes in by the door.
    """

    def __init__(self, messenger: SlackMessenger, secret: str) -> None:
        self._messenger, self._secret = messenger, secret

    def read(self, headers: Mapping[str, str], body: bytes, now: float) -> Click:
        """See `factory.ports.ClickDoor.read`; five minutes are too old (Slack's own limit)."""
        stamp, signature = headers.get(STAMP, ""), headers.get(SIGNATURE, "")
        if not self._secret or not re.fullmatch(r"[0-9]{1,12}", stamp) or not signature:
            raise Forged("the request is not signed as Slack signs its own")
        verifier = SignatureVerifier(self._secret, _At(now))
        try:
            fits = verifier.is_valid(body, stamp, signature)
        except (UnicodeError, ValueError, TypeError):
            fits = False
        if not fits:
            raise Forged("the signature is not Slack's, or more than five minutes old")
        payload = parse_qs(body.decode("utf-8", "replace")).get("payload", [""])[0]
        return read_payload(payload)

    def ask_why(self, click: Click) -> Reply:
        """See `factory.ports.ClickDoor.ask_why`."""
        try:
            with said("open the form that asks why"):
                self._messenger.client.views_open(trigger_id=click.trigger, view=why_form(click))
        except FactoryError:
            words = "The form did not open. Press the button once more, or decide on the desk."
            self._alone(click, words)
        return Reply()

    def tell(self, click: Click, taken: Taken) -> Reply:
        """See `factory.ports.ClickDoor.tell`; what counted is read in the message itself."""
        if taken.counted:
            return Reply()
        if click.kind == "note":
            errors = {"response_action": "errors", "errors": {WHY: taken.words}}
            return Reply(body=cast(dict[str, object], errors))
        self._alone(click, taken.words)
        return Reply()

    def _alone(self, click: Click, words: str) -> None:
        try:
            self._messenger.tell_alone(click.conversation, click.account, escaped(words))
        except FactoryError:
            return  # what was decided is on record, and the message says so


def read_payload(payload: str) -> Click:
    """Return what an interaction of Slack's is; whatever does not concern us is `nothing`."""
    try:
        facts: Any = parsed_json(payload)
        if facts["type"] == "block_actions":
            return _pressed(facts)
        if facts["type"] == "view_submission" and facts["view"]["callback_id"] == WHY:
            return _explained(facts)
    except (KeyError, IndexError, TypeError, ValueError):
        return NOTHING
    return NOTHING


def _pressed(facts: Any) -> Click:
    action, user = facts["actions"][0], facts["user"]
    read = read_value(action.get("value"))
    if read is None or action["action_id"] != read[0]:
        return NOTHING
    conversation, sent_as = facts["channel"]["id"], facts["message"]["ts"]
    return Click(
        kind="press",
        messenger="slack",
        id=f"{conversation}:{sent_as}:{user['id']}:{action['action_ts']}",
        account=user["id"],
        account_name=str(user.get("username") or user.get("name") or ""),
        at=datetime.fromtimestamp(float(action["action_ts"]), UTC),
        decision=read[0],
        video_id=read[1],
        seen=read[2],
        conversation=conversation,
        sent_as=sent_as,
        trigger=facts["trigger_id"],
    )


def _explained(facts: Any) -> Click:
    view, user = facts["view"], facts["user"]
    carried, conversation, sent_as = parsed_json(view["private_metadata"])
    read = read_value(carried)
    if read is None:
        return NOTHING
    note = view["state"]["values"][WHY][WHY]["value"] or ""
    return Click(
        kind="note",
        messenger="slack",
        id=f"view:{view['id']}",
        account=user["id"],
        account_name=str(user.get("username") or user.get("name") or ""),
        at=datetime.now(UTC),
        decision=read[0],
        video_id=read[1],
        seen=read[2],
        note=str(note),
        conversation=str(conversation),
        sent_as=str(sent_as),
    )
