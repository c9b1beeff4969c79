"""Findings: what a rule saw in one video, and how many of them hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from factory.records import Payload

Severity = Literal["error", "warning"]
"""An error refuses the release; a warning is only shown."""


class Finding(Payload):
    """The outcome of one rule over one subject."""

    rule: str
    """Name of the property that holds when passed, e.g. `loudness_is_on_target`."""
    passed: bool
    wanted: str
    found: str
    advice: str = ""
    """What to do next when it failed."""
    severity: Severity = "error"
    waived_by: str = ""
    """The person who answers for it where it does not hold; why, stays with the factory."""
    asked: bool = True
    """False where there was nothing to judge, e.g. no clip: then it passes and does not count."""

    @property
    def refuses(self) -> bool:
        """Whether this finding alone keeps the video from being released."""
        return not self.passed and self.severity == "error" and not self.waived_by

    @property
    def sentence(self) -> str:
        """What was found, what is wanted and what to do, in one line for people."""
        advice = f" ({self.advice})" if self.advice else ""
        if self.waived_by:
            advice = f" (waived by {self.waived_by})"
        return f"Not {self.rule}: found {self.found}, wanted {self.wanted}{advice}."

    @property
    def outcome(self) -> str:
        """It in a word or two: `passed`, `refuses`, `waived`, `warns` or `not asked`."""
        if not self.asked:
            return "not asked"
        if self.passed:
            return "passed"
        return "waived" if self.waived_by else "refuses" if self.refuses else "warns"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rules were asked, how many of those hold, and how many had nothing to judge."""

    passed: int
    asked: int
    not_asked: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Count":
        """Count findings; one that judged nothing is no success."""
        every = tuple(findings)
        asked = [finding for finding in every if finding.asked]
        return cls(
            passed=sum(finding.passed for finding in asked),
            asked=len(asked),
            not_asked=len(every) - len(asked),
        )
