"""Takedowns: what is out is made private; and what is out that the rules of now would refuse."""

from pydantic import Field

from desk.actions.publishing.back_catalogue import Recheck, recheck
from desk.actions.publishing.stated_reasons import MOST_REASON_CHARS
from desk.actions.publishing.takedowns import Takedown, take_down
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from factory.records import Payload


class VideoTakedown(OneVideo):
    """Whose posts, and why."""

    reason: str = Field(min_length=1, max_length=MOST_REASON_CHARS)
    by_hand: str = ""
    """An outlet where somebody has taken the post down already; from all others it is taken down now."""


class ManyTakedown(Payload):
    """Whose posts, and why: exactly one of rule and channel."""

    rule: str = ""
    """Every video that is out and that this rule would refuse now."""
    channel: str = ""
    """Every video of this channel that is out."""
    reason: str = Field(min_length=1, max_length=MOST_REASON_CHARS)


class RecheckAsked(Payload):
    """Which videos that are out."""

    channel: str = ""
    """Only those of this channel."""


def _one(call: Call, asked: VideoTakedown) -> Takedown:
    return take_down(video_id=asked.video_id, reason=asked.reason, by_hand=asked.by_hand)


def _many(call: Call, asked: ManyTakedown) -> Takedown:
    return take_down(rule=asked.rule, channel=asked.channel, reason=asked.reason)


def _recheck(call: Call, asked: RecheckAsked) -> Recheck:
    return recheck(asked.channel)


ACTIONS = (
    Action(
        name="take_down_video",
        method="POST",
        path="/videos/{video_id}/takedown",
        role="operator",
        about="Make the posts of a video private where they are out; asked again, goes on with what failed.",
        asks=VideoTakedown,
        answers=Takedown,
        do=_one,
        example={**SOME_VIDEO, "reason": "The archive withdrew its licence."},
        makes=True,
        tool=False,
        commands=("takedown",),
    ),
    Action(
        name="take_down_many",
        method="POST",
        path="/takedowns",
        role="operator",
        about="Make private what is out of a channel, or what a rule would refuse now.",
        asks=ManyTakedown,
        answers=Takedown,
        do=_many,
        example={"rule": "every_picture_has_a_licence", "reason": "Found without a licence."},
        makes=True,
        tool=False,
        commands=("takedown",),
    ),
    Action(
        name="recheck_rules",
        method="GET",
        path="/rules/recheck",
        role="viewer",
        about="Judge everything that is out by the rules of now, and list what would be refused.",
        asks=RecheckAsked,
        answers=Recheck,
        do=_recheck,
        example={"channel": "demo"},
        commands=("rules recheck",),
    ),
)
