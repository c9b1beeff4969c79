"""Rules as the asset checks that Dagster shows."""

import warnings
from collections.abc import Iterable, Sequence

import dagster as dg

from factory.rules.registry import RULES
from factory.rules.rule import Finding
from factory_assets.stage.partitions import VIDEOS


def check_specs(asset: str) -> list[dg.AssetCheckSpec]:
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
            for rule in RULES[asset]
        ]


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
            metadata={"wanted": finding.wanted, "found": finding.found},
        )
        for finding in findings
    ]
