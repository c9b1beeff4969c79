"""Why a run failed, in the words of whoever knew: the step's error, or the checks that blocked."""

import re
from collections.abc import Iterable, Mapping

import dagster as dg

from factory_assets.stage.checks import FINDINGS
from factory_assets.stage.step_retries import WAITS_FOR

LONGEST = 2000
OWN_ERROR = re.compile(r"^factory\.errors\.\w+: ")
"""Dagster puts the class before its words; of the factory's own errors the words say it all."""


def why_failed(events: Iterable[dg.DagsterEvent]) -> str:
    """Return the first step's own error, or every rule that blocked; empty if no step failed.

    What a step waits for is the reason only where no other failed: of two outlets, one of which waits.
    """
    blocked: list[str] = []
    waits = ""
    for event in events:
        if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
                blocked.append(_words(check))
        elif event.is_step_failure:
            if blocked:
                return " | ".join(blocked)[:LONGEST]
            words, failure = _error_words(event), event.step_failure_data.user_failure_data
            if not (failure and WAITS_FOR in failure.metadata):
                return words
            waits = waits or words
    return waits


def why_run_failed(instance: dg.DagsterInstance, run_id: str) -> str:
    """Return why a run that is over failed; empty where its process ended under it."""
    told = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_CHECK_EVALUATION}
    entries = instance.all_logs(run_id, of_type=told)
    return why_failed(entry.dagster_event for entry in entries if entry.dagster_event)


def _error_words(failure: dg.DagsterEvent) -> str:
    error = failure.step_failure_data.error
    if not error:
        return "a step failed"
    return OWN_ERROR.sub("", (error.cause or error).message.strip())[:LONGEST]


def _words(check: dg.AssetCheckEvaluation) -> str:
    asset = check.asset_key.to_user_string()
    findings = check.metadata.get(FINDINGS)
    if isinstance(findings, dg.TableMetadataValue):
        rows = [record.data for record in findings.records]
        return " | ".join(_broken(asset, row) for row in rows if row["outcome"] == "refuses")
    facts = {name: value.value for name, value in check.metadata.items()}
    return _broken(asset, {**facts, "rule": check.check_name, "advice": check.description})


def _broken(asset: str, facts: Mapping[str, object]) -> str:
    advice = f" ({facts['advice']})" if facts["advice"] else ""
    found, wanted = facts.get("found"), facts.get("wanted")
    return f"{asset}: not {facts['rule']}: found {found}, wanted {wanted}{advice}"
