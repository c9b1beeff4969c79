"""How a factory of ten thousand videos feels: `python -m bench.ten_thousand_videos HOME`, after `bench.made_up.ten_thousand_copies`.

It asks what Dagster's pages ask, in this process, and changes the home: it opens a thousand
launches and creates a few hundred runs that nobody executes. Take a home that may be thrown away.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from bench.__main__ import table
from bench.row import Row, at_most, fact
from resources.machine.paths import PROJECT

LAUNCHES = 1000
OPENED = 100
RUNS = 100
BACKFILL = 1000
MB = 1e6
STATUSES = """
    query($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { ... on AssetNode {
        assetChecksOrError { ... on AssetChecks { checks { name
            executionForLatestMaterialization { id runId status timestamp }
            partitionStatuses { ... on AssetCheckDefaultPartitionStatuses {
                succeededPartitions failedPartitions inProgressPartitions
                skippedPartitions executionFailedPartitions } } } } } } } }
"""
"""What the page of an asset asks about its checks, again and again while it is open."""


def rows_of(home: Path) -> Iterator[Row]:
    """Measure the factory in a home."""
    os.environ["FACTORY_HOME"] = str(home.resolve())
    from wiring.factory import open_factory

    with open_factory() as factory:
        engine, instance = factory.catalogue.engine, factory.instance
        videos = instance.get_dynamic_partitions("videos")
        yield fact("live videos", len(videos), "videos")
        yield from _bytes(engine, len(videos))
        yield from _pages(instance)
        yield from _tick(engine, instance, videos)
        yield from _connections(engine, instance)
        yield from _runs(instance, videos)


def _bytes(engine: sa.Engine, videos: int) -> Iterator[Row]:
    sizes = "SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables"
    for schema, goal in (("public", 250), ("factory", 150)):
        question = sa.text(f"{sizes} WHERE schemaname = '{schema}'")
        with engine.connect() as connection:
            found = int(connection.scalar(question) or 0)
        yield at_most(goal, f"tables in {schema}, a video", found / videos / 1000, "KB")


def _pages(instance: object) -> Iterator[Row]:
    from dagster._core.workspace.context import WorkspaceProcessContext
    from dagster._core.workspace.load_target import WorkspaceFileTarget
    from dagster_webserver.app import create_app_from_workspace_process_context
    from starlette.testclient import TestClient

    from desk.server.dagster_app import packed

    target = WorkspaceFileTarget(paths=[str(PROJECT / "workspace.yaml")])
    with WorkspaceProcessContext(instance, target) as workspace:  # pyright: ignore[reportArgumentType]
        app = packed(create_app_from_workspace_process_context(workspace))
        with TestClient(app) as client:
            for asset in ("renders", "releases"):
                asked = {"query": STATUSES, "variables": {"key": {"path": [asset]}}}
                client.post("/graphql", json=asked)
                began, busy = time.monotonic(), time.process_time()
                answer = client.post("/graphql", json=asked)
                seconds, cpu = time.monotonic() - began, time.process_time() - busy
                packed_bytes = int(answer.headers["content-length"])
                whole = f"{len(answer.content) / MB:.2f} MB unpacked"
                if "errors" in answer.json():
                    raise RuntimeError(answer.text[:2000])
                yield at_most(2, f"page of {asset}, checks", seconds, "s")
                yield fact(f"page of {asset}, checks, the web server's part", cpu, "CPU s")
                yield at_most(1, f"page of {asset}, checks", packed_bytes / MB, "MB", note=whole)


def _tick(engine: sa.Engine, instance: object, videos: Sequence[str]) -> Iterator[Row]:
    """Open launches with runs under way, and let the sensor look at them."""
    import dagster as dg

    from sensors.pending_work import pending_work
    from wiring.dagster_resources import resources
    from wiring.definitions import LogProgress

    asked = """
        INSERT INTO factory.launches (video_id, phase, reason, requested_by, claimed_at, claimed_by,
            run_id)
        SELECT r.partition, 'plan', 'bench', 'bench', now(), 'bench', r.run_id
        FROM runs r JOIN factory.videos v ON v.video_id = r.partition
        WHERE r.pipeline_name = 'plan' LIMIT :n ON CONFLICT DO NOTHING
    """
    with engine.begin() as connection:
        connection.execute(sa.text(asked), {"n": LAUNCHES})
        connection.execute(
            sa.text(
                "UPDATE runs SET status = 'STARTED' WHERE run_id IN"
                " (SELECT run_id FROM factory.launches WHERE ended_at IS NULL)"
            )
        )
    wanted = {
        name: resource
        for name, resource in resources(LogProgress()).items()
        if name in pending_work.required_resource_keys
    }

    def tick() -> None:
        with dg.build_sensor_context(instance=instance, resources=wanted) as context:  # pyright: ignore[reportArgumentType]
            pending_work(context)

    tick()
    yield at_most(1, f"tick with {LAUNCHES} open launches", _seconds(tick), "s")


def _connections(engine: sa.Engine, instance: object) -> Iterator[Row]:
    import dagster as dg

    others = "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    reference = instance.get_ref()  # pyright: ignore[reportAttributeAccessIssue]
    kept: list[dg.DagsterInstance] = []
    with engine.connect() as connection:
        before = int(connection.scalar(sa.text(others)) or 0)
        for _ in range(OPENED):
            with dg.DagsterInstance.from_ref(reference) as opened:
                opened.get_runs_count()
            kept.append(opened)
        after = int(connection.scalar(sa.text(others)) or 0)
    yield at_most(before, f"connections after {OPENED} instances", after, "connections")


def _runs(instance: object, videos: Sequence[str]) -> Iterator[Row]:
    """Create runs as a backfill does, and say how long a thousand take."""
    from wiring.definitions import defs

    job = defs().resolve_job_def("plan")

    def create() -> None:
        for video in videos[:RUNS]:
            instance.create_run_for_job(job, tags={"dagster/partition": video})  # pyright: ignore[reportAttributeAccessIssue]

    busy = time.process_time()
    seconds = _seconds(create) * BACKFILL / RUNS
    cpu = (time.process_time() - busy) * BACKFILL / RUNS
    yield at_most(60, f"runs of a backfill of {BACKFILL}, created", seconds, "s")
    yield fact(f"runs of a backfill of {BACKFILL}, Dagster's own part", cpu, "CPU s")


def _seconds(do: Callable[[], None]) -> float:
    began = time.monotonic()
    do()
    return time.monotonic() - began


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.ten_thousand_videos", description=__doc__
    )
    parser.add_argument("home", type=Path, help="of a factory that may be thrown away")
    print(table(rows_of(parser.parse_args(arguments).home)))


if __name__ == "__main__":
    main(sys.argv[1:])
