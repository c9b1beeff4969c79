"""What a rule is: a name, a stage, a severity, and how it words what it saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factory.records import Payload

MOST_NAMED = 3
"""How many offenders a finding names; the rest are counted."""

LONGEST_QUOTE = 60
"""Characters of somebody's text that a finding repeats."""


class Finding(Payload):
    """The outcome of one rule over one subject."""

    rule: str
    """Name of the property that holds when passed, e.g. `loudness_is_on_target`."""
    passed: bool
    wanted: str
    found: str
    advice: str = ""
    """What to do next when it failed."""
    severity: Literal["error", "warning"] = "error"
    """An error refuses the release; a warning is only shown."""

    @property
    def refuses(self) -> bool:
        """Whether this finding alone keeps the video from being released."""
        return not self.passed and self.severity == "error"

    @property
    def sentence(self) -> str:
        """What was found, what is wanted and what to do, in one line for people."""
        advice = f" ({self.advice})" if self.advice else ""
        return f"Not {self.rule}: found {self.found}, wanted {self.wanted}{advice}."


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule, as data: the graph declares a check from it and the documents list it."""

    name: str
    """The property that holds when the rule passes; unique among all rules."""
    stage: str
    """The asset whose check this is."""
    description: str
    """One sentence."""
    severity: Literal["error", "warning"] = "error"

    def judge(self, passed: bool, *, wanted: str, found: str, advice: str) -> Finding:
        """Return the finding of this rule; the advice is kept only when it is needed."""
        return Finding(
            rule=self.name,
            passed=passed,
            wanted=wanted,
            found=found,
            advice="" if passed else advice,
            severity=self.severity,
        )

    def judge_all(
        self, offenders: Sequence[str], *, wanted: str, found: str, advice: str
    ) -> Finding:
        """Return a finding that passes when nothing offends, and names the first that do.

        Args:
            offenders: one short phrase for each thing that breaks the rule.
            wanted: what the rule asks for.
            found: what there is when nothing offends.
            advice: what to do next otherwise.
        """
        seen = "; ".join(offenders[:MOST_NAMED])
        if len(offenders) > MOST_NAMED:
            seen += f"; and {len(offenders) - MOST_NAMED} more"
        return self.judge(not offenders, wanted=wanted, found=seen or found, advice=advice)


def quoted(text: str) -> str:
    """Return the text in quotes, on one line, control characters shown, cut to a length."""
    return repr(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "...")


def letters(text: str) -> str:
    """Return only the letters and digits, without case: what two writings of words share."""
    return "".join(character for character in text.casefold() if character.isalnum())
