"""Rules as the asset checks that Dagster shows.

The rules of a release are one check each: they say what a channel answers for. Those of a stage
are one check together, with every finding in it: dozens of checks a video would be three quarters
of all that Dagster keeps, and a page of an asset would name each video dozens of times.
"""

import warnings
from collections.abc import Iterable, Sequence

import dagster as dg

from factory.rules.evidence import Evidence
from factory.rules.finding import Count, Finding
from factory.rules.registry import LAST_STAGE, RULES, RuleBook
from factory_assets.stage.day_partition import DAYS
from factory_assets.stage.video_partition import VIDEOS

TOGETHER = "every_rule_holds"
"""The check of a stage; its findings say which rule does not hold."""
FINDINGS = "findings"
"""The table of a stage's findings, one row for each rule."""
COLUMNS = ("rule", "outcome", "found", "wanted")
ADVICE = "advice"
"""One more column, where a rule does not hold."""


def check_specs(asset: str, book: RuleBook = RULES) -> list[dg.AssetCheckSpec]:
    """Declare the rules of one asset as its checks, each with a status per video."""
    rules = book.of(asset)
    if asset == LAST_STAGE:
        return [_spec(asset, rule.name, rule.description, rule.severity) for rule in rules]
    names = ", ".join(rule.name for rule in rules)
    return [_spec(asset, TOGETHER, f"All {len(rules)} rules of this stage hold: {names}.", "error")]


def assessed(asset: str, evidence: Evidence) -> Sequence[dg.AssetCheckResult]:
    """Judge one asset's rules from what is made so far, as its checks' results."""
    return check_results(RULES.assess(asset, evidence), asset)


def check_results(findings: Iterable[Finding], asset: str) -> Sequence[dg.AssetCheckResult]:
    """Copy one asset's findings into Dagster's own form, so that the UI shows them."""
    if asset != LAST_STAGE:
        return [_together(tuple(findings), asset)]
    return [
        dg.AssetCheckResult(
            asset_key=asset.split("/"),
            check_name=finding.rule,
            passed=finding.passed,
            severity=_severity(finding.severity == "error"),
            description=None if finding.passed else finding.advice or None,
            metadata={
                "outcome": finding.outcome,
                "wanted": finding.wanted,
                "found": finding.found,
            },
        )
        for finding in findings
    ]


def _together(findings: Sequence[Finding], asset: str) -> dg.AssetCheckResult:
    """Return a stage's findings as one result; only an error among them blocks what follows."""
    broken = [finding for finding in findings if not finding.passed]
    count = Count.of(findings)
    columns = (*COLUMNS, ADVICE) if broken else COLUMNS
    return dg.AssetCheckResult(
        asset_key=asset.split("/"),
        check_name=TOGETHER,
        passed=not broken,
        severity=_severity(not broken or any(finding.refuses for finding in broken)),
        description=" ".join(finding.sentence for finding in broken) or None,
        metadata={
            "passed": count.passed,
            "asked": count.asked,
            FINDINGS: dg.MetadataValue.table(
                [_row(finding, columns) for finding in sorted(findings, key=lambda f: f.passed)],
                dg.TableSchema([dg.TableColumn(name) for name in columns]),
            ),
        },
    )


def _row(finding: Finding, columns: Sequence[str]) -> dg.TableRecord:
    return dg.TableRecord({name: getattr(finding, name) for name in columns})


def day_check(asset: str, name: str, description: str) -> dg.AssetCheckSpec:
    """Declare a check of an asset that has one partition a day; it warns and blocks nothing."""
    return _spec(asset, name, description, "warning", DAYS)


def _spec(
    asset: str,
    name: str,
    description: str,
    severity: str,
    partitions: dg.PartitionsDefinition = VIDEOS,
) -> dg.AssetCheckSpec:
    with warnings.catch_warnings():
        # `partitions_def` of a check is a preview in the pinned Dagster; without it the UI would
        # show one partition's result for all. No release depends on it.
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return dg.AssetCheckSpec(
            name,
            asset=asset.split("/"),
            description=description,
            blocking=severity == "error",
            partitions_def=partitions,
        )


def _severity(error: bool) -> dg.AssetCheckSeverity:
    return dg.AssetCheckSeverity.ERROR if error else dg.AssetCheckSeverity.WARN
