"""Accounts at platforms: forgetting what they told of a channel."""

from desk.actions.publishing.forgetting import ForgottenAccount, forget_channel
from desk.api.protocol.action import Action, Call
from factory.records import Payload


class ForgetAsked(Payload):
    """A channel that is to be forgotten, named twice."""

    channel: str
    sure: str
    """The channel's name once more."""


class Forgot(Payload):
    """What was deleted, and what is left."""

    accounts: tuple[ForgottenAccount, ...]


def _forget(call: Call, asked: ForgetAsked) -> Forgot:
    return Forgot(accounts=forget_channel(call.factory, asked.channel, asked.sure))


ACTIONS = (
    Action(
        name="forget_channel",
        method="POST",
        path="/accounts/forget",
        role="admin",
        about="Give back a channel's consents and delete what platforms told of it, for ever.",
        asks=ForgetAsked,
        answers=Forgot,
        do=_forget,
        example={"channel": "tales", "sure": "tales"},
        tool=False,
        commands=("forget",),
    ),
)
