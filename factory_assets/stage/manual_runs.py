"""Runs that nobody's launch asked for: started in Dagster's UI, or by a backfill."""

import dagster as dg

from factory.workflow.launch import LAUNCH
from factory_assets.stage.jobs import STAGES, UPLOADS


def by_hand(run: dg.DagsterRun) -> bool:
    """Whether a person started it."""
    return LAUNCH not in run.tags


def goes_on_as(run: dg.DagsterRun) -> str | None:
    """Return the phase that a waiting run started by hand goes on as; None where it does not.

    A phase's own job does, and whatever makes all assets of a phase; a part of one could not go on
    without making what nobody asked for.
    """
    if run.job_name in STAGES:
        return run.job_name
    chosen = run.asset_selection or frozenset[dg.AssetKey]()
    uploads = any(key.path[0] == UPLOADS for key in chosen)
    return next(
        (
            phase
            for phase, stages in STAGES.items()
            if stages <= chosen and (phase != "publish" or uploads)
        ),
        None,
    )
