"""The runs of open launches, asked of Dagster for all launches at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import dagster as dg

from factory.workflow.launch import ATTEMPT, LAUNCH, Launch

OVER: Final = (
    dg.DagsterRunStatus.SUCCESS,
    dg.DagsterRunStatus.FAILURE,
    dg.DagsterRunStatus.CANCELED,
)


@dataclass(frozen=True, slots=True)
class LaunchedRun:
    """The run of one launch's present attempt."""

    run_id: str
    ended: dg.DagsterRun | None
    """The run, if it is over."""


def launched_runs(
    launches: Iterable[Launch], instance: dg.DagsterInstance
) -> Mapping[int, LaunchedRun]:
    """Return the run of every launch that has one, by the launch's number.

    Of runs that are under way only the names are read: a thousand of them are a thousand rows, and
    not a thousand documents.
    """
    every = tuple(launches)
    known = {launch.run_id: launch for launch in every if launch.run_id}
    there = _present(list(known), instance)
    found = {known[run_id].id: LaunchedRun(run_id, ended) for run_id, ended in there.items()}
    return {**_by_tags([one for one in every if one.id not in found], instance), **found}


def _present(
    run_ids: Sequence[str], instance: dg.DagsterInstance
) -> dict[str, dg.DagsterRun | None]:
    """Return those of the runs that Dagster knows, each with itself if it is over."""
    if not run_ids:
        return {}
    there: dict[str, dg.DagsterRun | None] = dict.fromkeys(
        instance.get_run_ids(dg.RunsFilter(run_ids=run_ids))
    )
    ended = instance.get_runs(dg.RunsFilter(run_ids=run_ids, statuses=OVER))
    return there | {run.run_id: run for run in ended}


def _by_tags(launches: Sequence[Launch], instance: dg.DagsterInstance) -> Mapping[int, LaunchedRun]:
    """Find the runs of launches that do not know theirs yet; of several, the newest."""
    if not launches:
        return {}
    attempts = {(str(launch.id), str(launch.attempts)): launch.id for launch in launches}
    numbers = [str(launch.id) for launch in launches]
    found: dict[int, LaunchedRun] = {}
    for run in instance.get_runs(dg.RunsFilter(tags={LAUNCH: numbers})):
        tagged = run.tags[LAUNCH], run.tags.get(ATTEMPT, "")
        if tagged in attempts:
            ended = run if run.status in OVER else None
            found.setdefault(attempts[tagged], LaunchedRun(run.run_id, ended))
    return found
