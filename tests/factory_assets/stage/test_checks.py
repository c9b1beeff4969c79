"""Findings as asset checks: one for a stage with all of them in it, one for each of a release."""

import dagster as dg
import pytest

from factory.errors import PermanentError, SlotAwaited
from factory.rules.finding import Finding
from factory_assets.stage.checks import FINDINGS, TOGETHER, check_results
from factory_assets.stage.step_retries import errors_for_dagster
from sensors.failure_reasons import why_failed

HOLDS = Finding(rule="voice_is_heard", passed=True, wanted="a voice", found="a voice")
WARNS = Finding(
    rule="pictures_differ", passed=False, wanted="9", found="8", advice="a", severity="warning"
)
REFUSES = Finding(rule="no_black", passed=False, wanted="none", found="3 s", advice="render again")


def test_a_stages_findings_are_one_check_that_names_every_rule_the_broken_ones_first():
    (result,) = check_results((HOLDS, WARNS, REFUSES), "renders")
    assert result.check_name == TOGETHER
    assert not result.passed
    findings = result.metadata[FINDINGS]
    assert isinstance(findings, dg.TableMetadataValue)
    assert [(row.data["rule"], row.data["outcome"]) for row in findings.records] == [
        ("pictures_differ", "warns"),
        ("no_black", "refuses"),
        ("voice_is_heard", "passed"),
    ]
    assert (result.metadata["passed"].value, result.metadata["asked"].value) == (1, 3)


def test_only_an_error_among_a_stages_findings_blocks_what_follows():
    (warned,) = check_results((HOLDS, WARNS), "audio")
    (refused,) = check_results((HOLDS, WARNS, REFUSES), "audio")
    assert (warned.passed, warned.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert (refused.passed, refused.severity) == (False, dg.AssetCheckSeverity.ERROR)


def test_a_releases_findings_are_a_check_each():
    results = check_results((HOLDS, REFUSES), "releases")
    assert [(r.check_name, r.passed) for r in results] == [
        ("voice_is_heard", True),
        ("no_black", False),
    ]


def test_why_a_run_failed_names_every_rule_that_blocked_it_with_what_to_do():
    @dg.asset(check_specs=[dg.AssetCheckSpec(TOGETHER, asset="renders", blocking=True)])
    def renders() -> dg.MaterializeResult:
        return dg.MaterializeResult(check_results=check_results((WARNS, REFUSES), "renders"))

    ended = dg.materialize([renders], raise_on_error=False)
    assert why_failed(ended.all_events) == (
        "renders: not no_black: found 3 s, wanted none (render again)"
    )


@pytest.mark.parametrize(
    ("of_tiktok", "why"),
    [
        (PermanentError("the account is closed"), "the account is closed"),
        (SlotAwaited("it is shown at 18:00 UTC"), "it is shown at 1"),
    ],
)
def test_a_run_failed_because_of_the_step_that_broke_not_because_of_one_that_waits(of_tiktok, why):
    @dg.asset
    def a_youtube() -> None:
        with errors_for_dagster():
            raise SlotAwaited("it is shown at 17:00 UTC")

    @dg.asset
    def tiktok() -> None:
        with errors_for_dagster():
            raise of_tiktok

    ended = dg.materialize([a_youtube, tiktok], raise_on_error=False)
    assert why in why_failed(ended.all_events)
