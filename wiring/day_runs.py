"""Runs of a day, as the desk asks for them."""

from resources.dagster_instance.day_runs import JobRuns, runs_since

__all__ = ["JobRuns", "runs_since"]
