"""What every stage has in common: its record in the catalogue, its retries, its checks."""

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import dagster as dg

from factory.errors import PermanentError, Postponed, TransientError
from factory.finding import Finding
from factory.payload import Provider
from factory.ports import Catalogue
from factory.rules.registry import RULES
from factory_assets.by_hand import by_hand, goes_on_as
from factory_assets.partitions import VIDEOS

RETRIES = dg.RetryPolicy(
    max_retries=3, delay=1, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)
"""1, 2 and 4 seconds: the only retries there are; vendors' own are off."""

LONGEST_RETRY_AFTER_SECONDS = 60.0
"""A vendor that asks for a longer rest is left alone by all: see `resources.circuits`."""

WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Units of work done at the same time inside one stage: one per core this process may use."""

REQUESTS = 4
"""Requests to one vendor at the same time inside one stage; new accounts are allowed few."""


def at_once(provider: Provider) -> int:
    """Return how many units of a provider are done at the same time inside one stage."""
    if not provider.remote:
        return WORKERS
    return max(1, int(os.environ.get("FACTORY_REQUESTS_AT_ONCE") or REQUESTS))


@contextmanager
def stage(
    context: dg.AssetExecutionContext, catalogue: Catalogue, name: str
) -> Iterator[tuple[str, str | None]]:
    """Yield video ID and run ID; record how the stage went; stop retries of what cannot succeed."""
    video_id, run_id = context.partition_key, _run_id(context)
    try:
        with catalogue.stage(video_id, name, run_id):
            yield video_id, run_id
    except PermanentError as error:
        said = f"{error}{_what_to_do(context, error)}"
        raise dg.Failure(description=said, allow_retries=False) from error
    except TransientError as error:
        if error.retry_after_seconds is None:
            raise
        raise dg.RetryRequested(
            max_retries=RETRIES.max_retries,
            seconds_to_wait=min(error.retry_after_seconds, LONGEST_RETRY_AFTER_SECONDS),
        ) from error


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


def _what_to_do(context: dg.AssetExecutionContext, error: PermanentError) -> str:
    """Return what a person must do whose run waits and cannot go on by itself; else nothing."""
    if not isinstance(error, Postponed) or _run_id(context) is None:
        return ""
    if not by_hand(context.run) or goes_on_as(context.run):
        return ""
    return "; this run was started by hand for a part of a phase: start it again then"


def _run_id(context: dg.AssetExecutionContext) -> str | None:
    """Return the run's ID; None when the asset is called as a plain function."""
    try:
        return context.run.run_id
    except dg.DagsterError:
        return None
