"""A rule: a judgement over evidence, declared where it is written, under its function's name.

    @rule(stage="audio", needs=(Narration,), description="The narration is not clipped.")
    def narration_is_not_clipped(evidence: Evidence) -> Judgement:
        peak = evidence.narration.true_peak_dbtp
        return judged(peak < 0, wanted="below 0 dBTP", found=f"{peak} dBTP", advice="...")

That is all there is to do: the registry finds it in its file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from factory.rules.evidence import Evidence, Manifest
from factory.rules.finding import Finding, Severity
from factory.rules.scope import EVERY_FORMAT, Scope
from factory.rules.waiver import waived_matter

MOST_NAMED = 3
"""How many offenders a finding names; the rest are counted."""

LONGEST_QUOTE = 60
"""Characters of somebody's text that a finding repeats."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule's function saw; the rule makes a finding of it."""

    passed: bool
    wanted: str
    found: str
    advice: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the graph declares a check from it, the documents list it, a release asks it."""

    name: str
    """The property that holds when the rule passes; unique among all rules."""
    stage: str
    """The asset whose check this is."""
    needs: tuple[type[Manifest], ...]
    """The manifests without which it cannot be judged."""
    description: str
    """One sentence."""
    severity: Severity
    function: Callable[[Evidence], Judgement]
    waivable: bool = False
    """Whether a named person may answer for what it refuses in a script."""
    scope: Scope = EVERY_FORMAT
    """The formats that it speaks of."""
    at_release: bool = False
    """Whether it reads what only a release has; else it is judged as soon as what it needs is made, so
    that a person knows it before deciding."""

    def judge(self, evidence: Evidence) -> Finding:
        """Return what this rule says of a video; it is not asked of a format that it does not speak of.

        Raises:
            PermanentError: a manifest that it needs is not there yet.
        """
        evidence.check_made(self.needs, f"`{self.name}` cannot be judged")
        if not self.scope.holds(evidence.profile):
            return self.finding(
                not_asked(f"it speaks of {self.scope.words}, and this is {evidence.profile.name}")
            )
        finding = self.finding(self.function(evidence))
        if self.waivable and finding.refuses:
            matter = waived_matter(self.name, evidence.script, finding.found)
            waived = (one.person for one in evidence.waivers if one.of == matter)
            finding = finding.model_copy(update={"waived_by": next(waived, "")})
        return finding

    def finding(self, judgement: Judgement) -> Finding:
        """Return a judgement under the rule's name; the advice is kept only when it is needed."""
        return Finding(
            rule=self.name,
            passed=judgement.passed,
            wanted=judgement.wanted,
            found=judgement.found,
            advice="" if judgement.passed else judgement.advice,
            severity=self.severity,
            asked=judgement.asked,
        )


def declared(module: ModuleType) -> Iterator[Rule]:
    """Give a file's own rules, in the order of its text."""
    for value in vars(module).values():
        if isinstance(value, Rule) and value.function.__module__ == module.__name__:
            yield value


def rule(
    *,
    stage: str,
    needs: tuple[type[Manifest], ...],
    description: str,
    severity: Severity = "error",
    waivable: bool = False,
    scope: Scope = EVERY_FORMAT,
    at_release: bool = False,
) -> Callable[[Callable[[Evidence], Judgement]], Rule]:
    """Make a rule of a function; its name is the property that holds.

    Args:
        stage: the asset whose check it is.
        needs: the manifests without which it cannot be judged.
        description: what holds, in one sentence.
        severity: whether its failure refuses the release or only warns.
        waivable: whether a named person may answer for it; it needs the script then.
        scope: the formats that it speaks of.
        at_release: whether it reads what only a release has: a decision, hashes of files, what is signed in
            them, earlier videos, or where posts leave this machine.
    """

    def declared(function: Callable[[Evidence], Judgement]) -> Rule:
        return Rule(
            function.__name__,
            stage,
            needs,
            description,
            severity,
            function,
            waivable,
            scope,
            at_release,
        )

    return declared


def judged(passed: bool, *, wanted: str, found: str, advice: str) -> Judgement:
    """Return what was seen, and what to do if it is not as wanted."""
    return Judgement(passed, wanted, found, advice)


def judged_all(offenders: Sequence[str], *, wanted: str, found: str, advice: str) -> Judgement:
    """Return a judgement that passes when nothing offends, and names the first that do.

    Args:
        offenders: one short phrase for each thing that breaks the rule.
        wanted: what the rule asks for.
        found: what there is when nothing offends.
        advice: what to do next otherwise.
    """
    seen = "; ".join(offenders[:MOST_NAMED])
    if len(offenders) > MOST_NAMED:
        seen += f"; and {len(offenders) - MOST_NAMED} more"
    return Judgement(not offenders, wanted, seen or found, advice)


def not_asked(found: str) -> Judgement:
    """Return that there is nothing to judge, and why: `no clips`."""
    return Judgement(passed=True, wanted="nothing", found=found, asked=False)


def quoted(text: str) -> str:
    """Return the text in quotes, on one line, control characters shown, cut to a length."""
    return repr(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "...")


def letters(text: str) -> str:
    """Return only the letters and digits, without case: what two writings of words share."""
    return "".join(character for character in text.casefold() if character.isalnum())
