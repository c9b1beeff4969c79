"""Rules as the asset checks that Dagster shows."""

import warnings
from collections.abc import Iterable, Sequence

import dagster as dg

from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES, RuleBook
from factory_assets.stage.partitions import VIDEOS


def check_specs(asset: str, book: RuleBook = RULES) -> list[dg.AssetCheckSpec]:
    """Declare the rules of one asset as its checks, each with a status per video."""
    with warnings.catch_warnings():
        # `partitions_def` of a check is a preview in the pinned Dagster; without it the UI would
        # show one video's result for all. No release depends on it.
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return [
            dg.AssetCheckSpec(
                rule.name,
                asset=asset.split("/"),
                description=rule.description,
                blocking=rule.severity == "error",
                partitions_def=VIDEOS,
            )
            for rule in book.of(asset)
        ]


def assessed(asset: str, evidence: Evidence) -> Sequence[dg.AssetCheckResult]:
    """Judge one asset's rules from what is made so far, as its checks' results."""
    return check_results(RULES.assess(asset, evidence), asset)


def check_results(findings: Iterable[Finding], asset: str) -> Sequence[dg.AssetCheckResult]:
    """Copy findings into Dagster's own form, so that the UI shows them."""
    return [
        dg.AssetCheckResult(
            asset_key=asset.split("/"),
            check_name=finding.rule,
            passed=finding.passed,
            severity=dg.AssetCheckSeverity.ERROR
            if finding.severity == "error"
            else dg.AssetCheckSeverity.WARN,
            description=None if finding.passed else finding.advice or None,
            metadata={
                "outcome": finding.outcome,
                "wanted": finding.wanted,
                "found": finding.found,
            },
        )
        for finding in findings
    ]
