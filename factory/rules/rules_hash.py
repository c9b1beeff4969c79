"""The version of rules: a hash over what they are called, what they say and the limits they read.

It changes by itself with a rule, a limit or anything that a rule asks in the rest of the core, and
with nothing else: a verdict of another version authorises nothing. Each rule has a version of its own,
too, over its own function, what that reaches, and the limits of the formats that it speaks of.
"""

from collections.abc import Iterable
from functools import cache

from factory.fingerprint import fingerprint
from factory.rules.rule import Rule
from factory.source_code import Reader, meaning, source_of, texts_of
from factory.video_formats.formats import Format, formats

DIGITS = 16
"""Of 64: enough to tell any two versions apart, and short enough to be read."""

RULE_DIGITS = 8
"""Of one rule's."""

STARTED_WITH = texts_of("factory")
"""The code's texts, read with the rules: a process that lasts for days outlives its files."""

BESIDE = ("factory.rules.evidence", "factory.rules.rule")
"""What no rule names and every rule goes through."""


@cache
def version_of(rules: tuple[Rule, ...]) -> str:
    """Return the version of rules as they are in this process."""
    return version_by(rules, _as_started, formats().values())


def version_by(rules: tuple[Rule, ...], read: Reader, profiles: Iterable[Format]) -> str:
    """Return the version of rules whose code and limits are given.

    Args:
        rules: in order.
        read: gives the text of a module.
        profiles: the formats, whose limits videos are held to.
    """
    files = dict.fromkeys(rule.function.__module__ for rule in rules)
    recipe = {
        "rules": [_said(rule) for rule in rules],
        "code": meaning(
            (*files, *BESIDE), within=("factory",), records_of=("factory.rules",), read=read
        ),
        "limits": {profile.name: profile.model_dump(mode="json") for profile in profiles},
    }
    return fingerprint("rules", recipe)[:DIGITS]


@cache
def version_of_one(rule: Rule) -> str:
    """Return the version of one rule as it is in this process."""
    return version_of_one_by(rule, _as_started, formats().values())


def _as_started(module: str) -> str | None:
    """Return the text that a module had when this process began; of one beside the factory, its text now."""
    inside = module.partition(".")[0] == "factory"
    return STARTED_WITH.get(module) if inside else source_of(module)


def version_of_one_by(rule: Rule, read: Reader, profiles: Iterable[Format]) -> str:
    """Return the version of one rule whose code and limits are given; arguments as of `version_by`."""
    recipe = {
        "rule": _said(rule),
        "code": meaning(
            BESIDE,
            also=[(rule.function.__module__, rule.name)],
            within=("factory",),
            records_of=("factory.rules",),
            read=read,
        ),
        "limits": {
            profile.name: profile.model_dump(mode="json")
            for profile in profiles
            if rule.scope.holds(profile)
        },
    }
    return fingerprint("rule", recipe)[:RULE_DIGITS]


def _said(rule: Rule) -> list[str]:
    return [rule.name, rule.stage, rule.severity, rule.description, rule.scope.words]
