"""Rules: what a video is judged by, and on whose text each stands."""

from desk.actions.rules import Rules, list_rules
from desk.api.protocol.action import Action, Call
from factory.records import Payload


class RulesAsked(Payload):
    """Which rules."""

    stale: bool = False
    """Only those whose source was read more than 90 days ago."""


def _list(call: Call, asked: RulesAsked) -> Rules:
    return list_rules(stale=asked.stale)


ACTIONS = (
    Action(
        name="list_rules",
        method="GET",
        path="/rules",
        role="viewer",
        about="List the rules that a video is judged by, the formats each speaks of, and the text it stands on.",
        asks=RulesAsked,
        answers=Rules,
        do=_list,
        example={"stale": True},
        commands=("rules", "rules stale"),
    ),
)
