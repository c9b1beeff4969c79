"""What a run intends to make is noted as stock Dagster notes it, in one transaction."""

import warnings
from typing import Any

import dagster as dg
import pytest
import sqlalchemy as sa
from sqlalchemy import event

from wiring.factory import EVENTS_TOGETHER

VIDEOS = dg.DynamicPartitionsDefinition(name="videos")

with warnings.catch_warnings():
    warnings.simplefilter("ignore", dg.PreviewWarning)
    SPECS = [dg.AssetCheckSpec(f"holds_{n}", asset="films", partitions_def=VIDEOS) for n in "ab"]


@dg.asset(partitions_def=VIDEOS)
def words() -> None: ...


@dg.asset(partitions_def=VIDEOS, check_specs=SPECS, deps=[words])
def films() -> dg.MaterializeResult: ...


@dg.asset_check(asset="films")
def judged() -> dg.AssetCheckResult: ...


JOB = dg.Definitions([words, films], jobs=[dg.define_asset_job("make")]).resolve_job_def("make")
TABLES = {
    "event_logs": "dagster_event_type, step_key, asset_key, partition, event",
    "asset_check_executions": "asset_key, check_name, partition, execution_status, evaluation_event",
}


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_EVENT_BATCH_SIZE", EVENTS_TOGETHER)


def create(instance: dg.DagsterInstance) -> str:
    instance.add_dynamic_partitions("videos", ["a-video"])
    return instance.create_run_for_job(JOB, tags={"dagster/partition": "a-video"}).run_id


def noted(instance: dg.DagsterInstance, run_id: str) -> dict[str, list[Any]]:
    """Return what the tables hold of a run, its own ID and times aside."""
    with instance.event_log_storage.index_connection() as connection:  # pyright: ignore[reportAttributeAccessIssue]
        found = {
            table: connection.execute(
                sa.text(f"SELECT {columns} FROM {table} WHERE run_id = :run ORDER BY id"),
                {"run": run_id},
            ).all()
            for table, columns in TABLES.items()
        }
        assets = "SELECT asset_key FROM asset_keys WHERE last_run_id = :run ORDER BY 1"
        found["asset_keys"] = connection.execute(sa.text(assets), {"run": run_id}).all()
    return {
        table: [[_timeless(cell, run_id) for cell in row] for row in rows]
        for table, rows in found.items()
    }


def _timeless(cell: Any, run_id: str) -> Any:
    return str(cell).replace(run_id, "RUN").partition('"timestamp"')[0]


CHECK = "ASSET_CHECK_EVALUATION_PLANNED"


def test_it_is_noted_as_stock_dagster_notes_it_but_for_the_events_of_checks_whose_rows_say_the_same(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
):
    ours = noted(instance, create(instance))
    assert len(ours["event_logs"]) == 2
    assert len(ours["asset_check_executions"]) == 2
    monkeypatch.setenv("DAGSTER_EMIT_PLANNED_EVENTS_INDIVIDUALLY", "1")
    stock = noted(instance, create(instance))
    stock["event_logs"] = [row for row in stock["event_logs"] if row[0] != CHECK]
    assert {t: sorted(rows) for t, rows in stock.items()} == {
        t: sorted(rows) for t, rows in ours.items()
    }


def test_a_run_that_makes_nothing_new_but_is_judged_again_notes_its_checks(
    instance: dg.DagsterInstance,
):
    checks = dg.Definitions(
        asset_checks=[judged],
        jobs=[dg.define_asset_job("judge", dg.AssetSelection.all_asset_checks())],
    ).resolve_job_def("judge")
    found = noted(instance, instance.create_run_for_job(checks).run_id)
    assert [row[1] for row in found["asset_check_executions"]] == ["judged"]


def test_it_takes_one_transaction_and_as_many_statements_for_many_assets_as_for_one(
    instance: dg.DagsterInstance,
):
    create(instance)
    asked: list[str] = []
    event.listen(
        instance.event_log_storage._engine,  # pyright: ignore[reportAttributeAccessIssue]
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: asked.append(statement),
    )
    create(instance)
    written = [words.split()[2] for words in asked if words.split()[:2] == ["INSERT", "INTO"]]
    assert written[1:] == ["runs", "run_tags", "event_logs", "asset_keys", "asset_check_executions"]
