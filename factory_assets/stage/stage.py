"""What happens around every stage: its record in the catalogue, its errors, and its facts as Dagster shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import dagster as dg

from factory.errors import PermanentError, Postponed
from factory.ports import Stages
from factory_assets.stage.dagster_metadata import Link, Markdown, Metadata
from factory_assets.stage.interruption import stopped_for_good
from factory_assets.stage.manual_runs import by_hand, goes_on_as
from factory_assets.stage.step_retries import errors_for_dagster


@contextmanager
def stage(
    context: dg.AssetExecutionContext, stages: Stages, name: str
) -> Iterator[tuple[str, str | None]]:
    """Yield video ID and run ID; record how the stage went; stop retries of what cannot succeed."""
    video_id, run_id = context.partition_key, _run_id(context)
    advice = partial(_what_to_do, context)
    with (
        errors_for_dagster(advice),
        stages.stage(video_id, name, run_id),
        stopped_for_good(context),
    ):
        yield video_id, run_id


def in_dagster(facts: Metadata) -> dict[str, Any]:
    """Return a stage's facts in Dagster's own form."""
    return {name: _value(fact) for name, fact in facts.items()}


def _value(fact: object) -> object:
    if isinstance(fact, Markdown):
        return dg.MetadataValue.md(fact.text)
    if isinstance(fact, Link):
        return dg.MetadataValue.url(fact.url)
    return dg.MetadataValue.timestamp(fact) if isinstance(fact, datetime) else fact


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
