"""The book of rules: every rule that stands in a file of this folder, and videos judged by them."""

from dataclasses import dataclass
from types import ModuleType
from typing import Self

from factory.rules import advice, audio, captions, listing, recognition, script, visuals
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.master.master_rules import MASTER_FILES
from factory.rules.release import (
    ai_label,
    decision,
    destination,
    disclosures,
    instagram_form,
    licences,
    provenance,
    sameness,
    stand_ins,
    tiktok_cut,
)
from factory.rules.rule import Rule, declared
from factory.rules.rules_hash import version_of

LAST_STAGE = "releases"
"""Its rules are asked when everything is made; some of them only when somebody has decided, see `Rule.at_release`."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules in the order in which they are asked: by stage, and as they stand in their files."""

    rules: tuple[Rule, ...]

    @classmethod
    def written_in(cls, *files: ModuleType) -> Self:
        """Return the rules that these files declare."""
        return cls(tuple(rule for module in files for rule in declared(module)))

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every rule."""
        return tuple(rule.name for rule in self.rules)

    @property
    def stages(self) -> tuple[str, ...]:
        """The assets that have rules."""
        return tuple(dict.fromkeys(rule.stage for rule in self.rules))

    @property
    def version(self) -> str:
        """What the rules say, in a few digits: a verdict of another version authorises nothing."""
        return version_of(self.rules)

    def of(self, stage: str) -> tuple[Rule, ...]:
        """Return the rules of one asset."""
        return tuple(rule for rule in self.rules if rule.stage == stage)

    def assess(self, stage: str, evidence: Evidence) -> tuple[Finding, ...]:
        """Judge one asset's rules from what is made so far.

        Raises:
            PermanentError: a manifest that one of them needs is not there yet.
        """
        return tuple(rule.judge(evidence) for rule in self.of(stage))

    def assess_so_far(self, evidence: Evidence) -> tuple[Finding, ...]:
        """Judge every rule that reads no more than what is made: what a person may know before deciding."""
        return tuple(rule.judge(evidence) for rule in self.rules if not rule.at_release)

    def assess_everything(self, evidence: Evidence) -> tuple[Finding, ...]:
        """Judge every rule; one finding for each, in order."""
        return tuple(rule.judge(evidence) for rule in self.rules)


FILES = (
    script,
    advice,
    audio,
    recognition,
    visuals,
    captions,
    listing,
    *MASTER_FILES,
    *(disclosures, licences, ai_label, instagram_form, provenance, sameness),
    *(destination, decision, tiktok_cut, stand_ins),
)
"""Where rules stand, in the order of the stages."""

RULES = RuleBook.written_in(*FILES)
