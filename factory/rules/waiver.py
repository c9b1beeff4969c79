"""Waiver: a named person answers for what one rule refuses in exactly these words."""

from datetime import datetime

from factory.fingerprint import fingerprint
from factory.records import Payload
from factory.script.script import Script, texts_shown


class Waiver(Payload):
    """Who waived which rule, when and why; other words, or another finding, ask anew."""

    video_id: str
    rule: str
    person: str
    """Who answers for it."""
    by: str
    """Under which name they were signed in."""
    reason: str
    """Stays with the factory."""
    waived_at: datetime
    rules_version: str
    """Of the rules by which it was found."""
    of: str
    """What was waived; see `waived_matter`."""


def waived_matter(rule: str, script: Script, found: str) -> str:
    """Return the hash of what a waiver is bound to: the words, and what the rule found in them."""
    words = [text for _, text in texts_shown(script)]
    return fingerprint("waiver", {"rule": rule, "words": words, "found": found})
