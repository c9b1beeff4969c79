"""Why a run failed, in the words of whoever knew: the step's error, or the checks that blocked."""

import re
from collections.abc import Iterable

import dagster as dg

LONGEST = 2000
OWN_ERROR = re.compile(r"^factory\.errors\.\w+: ")
"""Dagster puts the class before its words; of the factory's own errors the words say it all."""


def why_failed(events: Iterable[dg.DagsterEvent]) -> str:
    """Return the first step's own error, or every rule that blocked; empty if no step failed."""
    blocked: list[str] = []
    for event in events:
        if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
                blocked.append(_words(check))
        elif event.is_step_failure:
            if blocked:
                return " | ".join(blocked)[:LONGEST]
            error = event.step_failure_data.error
            if not error:
                return "a step failed"
            return OWN_ERROR.sub("", (error.cause or error).message.strip())[:LONGEST]
    return ""


def _words(check: dg.AssetCheckEvaluation) -> str:
    facts = {name: value.value for name, value in check.metadata.items()}
    advice = f" ({check.description})" if check.description else ""
    return (
        f"{check.asset_key.to_user_string()}: not {check.check_name}: "
        f"found {facts.get('found')}, wanted {facts.get('wanted')}{advice}"
    )
