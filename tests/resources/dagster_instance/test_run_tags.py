"""Whoever starts a run may not choose by its tags where it works, and as whom."""

import dagster as dg
import pytest
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill

from factory.errors import Refused
from factory.workflow.launch import VIDEO
from resources.dagster_instance.storage import ResilientPostgresStorage


@dg.asset
def alone() -> None: ...


DECIDING = ("dagster-k8s/config", "Dagster-K8s/config", "ecs/task_overrides", "docker/image")


def test_no_run_and_no_backfill_begins_with_a_tag_that_decides_where(database_url: str):
    runs = ResilientPostgresStorage(database_url, ride_seconds=0).run_storage
    try:
        for key in DECIDING:
            run = dg.DagsterRun(job_name="plan", tags={key: "{}", VIDEO: "v-1"})
            with pytest.raises(Refused, match="nothing was started"):
                runs.add_run(run)
            backfill = PartitionBackfill(
                backfill_id="a",
                status=BulkActionStatus.REQUESTED,
                from_failure=False,
                tags={key: "{}"},
                backfill_timestamp=0.0,
            )
            with pytest.raises(Refused, match="nothing was started"):
                runs.add_backfill(backfill)
        assert (list(runs.get_runs()), list(runs.get_backfills())) == ([], [])
        runs.add_run(dg.DagsterRun(job_name="plan", tags={VIDEO: "v-1"}))
        assert len(runs.get_runs()) == 1
    finally:
        runs.dispose()
