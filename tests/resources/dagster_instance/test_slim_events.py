"""What of events nobody reads is not stored; what pages, checks and repeated runs read is all there."""

import os
import warnings
from collections import Counter
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterEventType

VIDEOS = dg.DynamicPartitionsDefinition(name="videos")
FOUND = {"found": dg.MetadataValue.text("78 words")}

with warnings.catch_warnings():
    warnings.simplefilter("ignore", dg.PreviewWarning)
    SPECS = [dg.AssetCheckSpec(f"holds_{n}", asset="films", partitions_def=VIDEOS) for n in "ab"]


@dg.asset(partitions_def=VIDEOS, check_specs=SPECS)
def films(lens: dg.ResourceParam[str]) -> dg.MaterializeResult:
    results = [
        dg.AssetCheckResult(passed=True, check_name=f"holds_{n}", metadata=FOUND) for n in "ab"
    ]
    return dg.MaterializeResult(metadata={"seconds": 61}, check_results=results)


@dg.asset(partitions_def=VIDEOS, deps=[films])
def posters() -> None:
    assert Path(os.environ.get("PAPER", "/")).exists()


JOB = dg.Definitions(
    [films, posters], jobs=[dg.define_asset_job("make")], resources={"lens": "50 mm"}
).resolve_job_def("make")


def the_job() -> dg.JobDefinition:
    return JOB


def test_outputs_of_checks_resources_that_are_there_and_tags_and_words_of_log_lines_are_left_out(
    instance: dg.DagsterInstance,
):
    instance.add_dynamic_partitions("videos", ["a-video"])
    done = JOB.execute_in_process(instance=instance, partition_key="a-video")
    assert done.success
    lines = instance.all_logs(done.run_id)
    assert all(one.message for one in lines) and not any(one.user_message for one in lines)
    events = [one.dagster_event for one in lines if one.dagster_event]
    kinds = Counter(one.event_type for one in events)
    assert kinds[DagsterEventType.STEP_OUTPUT] == 2, "one of each asset, none of a check"
    assert kinds[DagsterEventType.ASSET_CHECK_EVALUATION] == 2
    assert not any(one.logging_tags for one in events)
    assert not kinds[DagsterEventType.RESOURCE_INIT_SUCCESS]
    (made,) = [
        one.step_materialization_data.materialization
        for one in events
        if one.is_step_materialization and one.asset_key == dg.AssetKey("films")
    ]
    assert made.metadata["seconds"].value == 61
    evaluations = [
        one.asset_check_evaluation_data
        for one in events
        if one.event_type is DagsterEventType.ASSET_CHECK_EVALUATION
    ]
    assert [one.metadata["found"].value for one in evaluations] == ["78 words", "78 words"]


def test_a_run_is_repeated_from_the_step_that_failed_on(
    instance: dg.DagsterInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    paper = tmp_path / "paper"
    monkeypatch.setenv("PAPER", str(paper))
    instance.add_dynamic_partitions("videos", ["a-video"])
    tags = {"dagster/partition": "a-video"}
    job = dg.reconstructable(the_job)
    with dg.execute_job(job, instance, tags=tags) as failed:
        assert not failed.success
    paper.touch()
    options = dg.ReexecutionOptions.from_failure(failed.run_id, instance)
    with dg.execute_job(job, instance, tags=tags, reexecution_options=options) as again:
        assert again.success
        done = {one.step_key for one in again.all_events if one.is_step_success}
    assert done == {"posters"}
