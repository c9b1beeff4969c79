"""Parts: what a factory stands on, each ready or with how to mend it."""

from typing import Literal

from factory.records import Payload

Severity = Literal["ready", "unused", "warning", "error"]
"""`unused`: it is not there or does not run, and nothing that was asked for needs it."""


class PartFacts(Payload):
    """One part, how it stands, and how to mend it."""

    severity: Severity
    subject: str
    """The part's role: `voice`, `database`, `daemon`."""
    provider: str = ""
    """Who plays it; `(default)` where nobody chose."""
    found: str
    remedy: str = ""
    """What to do; empty when it is ready."""


def unused(subject: str, provider: str, found: str) -> PartFacts:
    """Return a part that a factory works without, and that this one does not use."""
    return PartFacts(severity="unused", subject=subject, provider=provider, found=found)


def part(subject: str, provider: str, ready: bool, found: str, remedy: str = "") -> PartFacts:
    """Return a part that is ready, or is not and how to mend it."""
    return PartFacts(
        severity="ready" if ready else "error",
        subject=subject,
        provider=provider,
        found=found,
        remedy="" if ready else remedy,
    )
