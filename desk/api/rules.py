"""Rules: what a video is judged by, and on whose text each stands."""

from datetime import UTC, date, datetime

from desk.api.action import Action, Call
from factory.records import Payload
from factory.rules.sources import sourced_rules


class RulesAsked(Payload):
    """Which rules."""

    stale: bool = False
    """Only those whose source was read more than 90 days ago."""


class RuleFacts(Payload):
    """One rule, and the platform's text that it stands on."""

    rule: str
    stage: str
    severity: str
    holds: str
    source: str
    platforms: tuple[str, ...]
    read: date | None


class Rules(Payload):
    """The rules there are."""

    rules: tuple[RuleFacts, ...]


def _list(call: Call, asked: RulesAsked) -> Rules:
    today = datetime.now(UTC).date()
    return Rules(
        rules=tuple(
            RuleFacts(
                rule=one.rule,
                stage=one.stage,
                severity=one.severity,
                holds=one.description,
                source=one.source.title if one.source else "",
                platforms=tuple(one.source.platforms) if one.source else (),
                read=one.source.read if one.source else None,
            )
            for one in sourced_rules()
            if not asked.stale or (one.source and one.source.is_stale(today))
        )
    )


ACTIONS = (
    Action(
        name="list_rules",
        method="GET",
        path="/rules",
        role="viewer",
        about="List the rules that a video is judged by, and the text that each stands on.",
        asks=RulesAsked,
        answers=Rules,
        do=_list,
        example={"stale": True},
        commands=("rules", "rules stale"),
    ),
)
