"""Rules: what a video is judged by, of what each speaks, and on whose text it stands."""

from datetime import UTC, date, datetime

from factory.records import Payload
from factory.rules.registry import RULES
from factory.rules.rule_sources import sourced_rules


class RuleFacts(Payload):
    """One rule, and the platform's text that it stands on."""

    rule: str
    version: str
    """Of this rule alone: another one says something else, or has other limits."""
    stage: str
    severity: str
    holds: str
    formats: tuple[str, ...]
    """Those it speaks of; of a video of another it is not asked."""
    every_format: bool
    platforms: tuple[str, ...]
    """Those whose text it stands on; none: it is the house's own, and holds wherever a video goes."""
    source: str
    read: date | None
    """When the text was read."""
    note: str
    """The hash of what we took from it."""
    stale: bool
    """The text was read more than 90 days ago."""


class Rules(Payload):
    """The rules there are."""

    version: str
    """Of all of them together, as verdicts name it."""
    rules: tuple[RuleFacts, ...]


def list_rules(*, stale: bool = False) -> Rules:
    """Return the rules in the order in which they are asked, or those alone whose text is to be read again."""
    today = datetime.now(UTC).date()
    rules = [
        RuleFacts(
            rule=one.rule,
            version=one.version,
            stage=one.stage,
            severity=one.severity,
            holds=one.description,
            formats=one.formats,
            every_format=one.every_format,
            platforms=one.source.platforms if one.source else (),
            source=one.source.title if one.source else "",
            read=one.source.read if one.source else None,
            note=one.source.note_hash if one.source else "",
            stale=bool(one.source and one.source.is_stale(today)),
        )
        for one in sourced_rules()
    ]
    return Rules(version=RULES.version, rules=tuple(r for r in rules if r.stale or not stale))
