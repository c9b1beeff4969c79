"""One real video, multiplied: what a factory holds after ten thousand of them, made by SQL in about a minute.

`python -m bench.made_up.ten_thousand_copies HOME [--videos 10000]` copies the newest published video of a factory's
home, with its runs, events, checks and catalogue rows, so often. Nothing is rendered, and the copies
have no files of their own. Take a home that may be thrown away.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

VIDEOS = 10_000
AT_ONCE = 500
OURS = ("videos", "briefs", "stages", "artifacts", "launches", "posts", "events", "work_uses")
COPY = "overlay(:video placing lpad(to_hex(n), 4, '0') from length(:video) - 3)"
"""The ID of the n-th copy: its last four letters counted in hexadecimal."""


def multiply(engine: Engine, copies: int, told: Callable[[int], None]) -> str:
    """Copy the newest published video; return its ID.

    Args:
        engine: of the database that Dagster and the factory share.
        copies: how many there shall be; at most 65,535.
        told: how many there are, as they come.

    Raises:
        LookupError: no video is published.
    """
    with engine.begin() as connection:
        newest = "SELECT video_id FROM factory.posts WHERE published_at IS NOT NULL"
        video = connection.scalar(sa.text(f"{newest} ORDER BY id DESC LIMIT 1"))
        if video is None:
            raise LookupError("no video of this home is published; `factory make` makes one")
        span = connection.scalar(sa.text("SELECT max(id) + 1 FROM event_logs"))
    for first in range(1, copies + 1, AT_ONCE):
        last = min(copies, first + AT_ONCE - 1)
        with engine.begin() as connection:
            connection.execute(sa.text("SET LOCAL synchronous_commit = off"))
            for statement in _statements(connection):
                facts = {"video": video, "first": first, "last": last, "span": span}
                connection.execute(sa.text(statement), facts)
        told(last)
    with engine.begin() as connection:
        for table in ("event_logs", "asset_check_executions"):
            connection.execute(
                sa.text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return video


def _statements(connection: Connection) -> Iterator[str]:
    """Give the copying of every table; events get numbers that the checks can name."""
    copies = "generate_series(cast(:first AS int), cast(:last AS int)) n"
    run = "(md5(t.run_id || n)::uuid)::text"
    swapped = f"replace(replace(t.{{}}, t.run_id, {run}), :video, {COPY})"
    span = "cast(:span AS bigint)"
    runs = "(SELECT run_id FROM runs WHERE partition = :video)"
    yield f"""
        INSERT INTO runs (run_id, snapshot_id, pipeline_name, mode, status, run_body, partition,
            partition_set, create_timestamp, update_timestamp, start_time, end_time)
        SELECT {run}, snapshot_id, pipeline_name, mode, status, {swapped.format("run_body")},
            {COPY}, partition_set, create_timestamp, update_timestamp, start_time, end_time
        FROM {copies}, runs t WHERE t.partition = :video"""
    yield f"""
        INSERT INTO run_tags (run_id, key, value)
        SELECT {run}, key, replace(value, :video, {COPY})
        FROM {copies}, run_tags t WHERE t.run_id IN {runs}"""
    yield f"""
        INSERT INTO event_logs (id, run_id, event, dagster_event_type, timestamp, step_key,
            asset_key, partition)
        SELECT t.id + n * {span}, {run}, {swapped.format("event")}, dagster_event_type, timestamp,
            step_key, asset_key, replace(partition, :video, {COPY})
        FROM {copies}, event_logs t WHERE t.run_id IN {runs}"""
    yield f"""
        INSERT INTO asset_check_executions (asset_key, check_name, partition, run_id,
            execution_status, evaluation_event, evaluation_event_timestamp,
            evaluation_event_storage_id, materialization_event_storage_id)
        SELECT asset_key, check_name, {COPY}, {run}, execution_status,
            {swapped.format("evaluation_event")}, evaluation_event_timestamp,
            evaluation_event_storage_id + n * {span}, materialization_event_storage_id + n * {span}
        FROM {copies}, asset_check_executions t WHERE t.partition = :video"""
    yield f"""
        INSERT INTO asset_event_tags (event_id, asset_key, key, value, event_timestamp)
        SELECT event_id + n * {span}, asset_key, key, replace(value, :video, {COPY}), event_timestamp
        FROM {copies}, asset_event_tags t
        WHERE event_id IN (SELECT id FROM event_logs WHERE run_id IN {runs})"""
    yield f"""
        INSERT INTO dynamic_partitions (partitions_def_name, partition)
        SELECT 'videos', {COPY} FROM {copies}"""
    for table in OURS:
        yield catalogue_copy(connection, table)


def catalogue_copy(connection: Connection, table: str) -> str:
    """Return the copying of one of our tables: every mention of the video and its runs changed."""
    columns = connection.execute(
        sa.text(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema ="
            " 'factory' AND table_name = :table AND identity_generation IS NULL"
            " AND column_name <> 'seq'"  # which an event gets at its commit
        ),
        {"table": table},
    ).all()
    values = {name: _value(name, kind) for name, kind in columns}
    return f"""
        INSERT INTO factory.{table} ({", ".join(values)}) SELECT {", ".join(values.values())}
        FROM generate_series(cast(:first AS int), cast(:last AS int)) n, factory.{table} t
        WHERE t.video_id = :video"""


def _value(name: str, kind: str) -> str:
    if name == "video_id":
        return COPY
    if name == "identity":
        return "md5(t.identity || n)"
    if name == "run_id":
        return "(md5(t.run_id || n)::uuid)::text"
    if kind == "jsonb":
        return f"replace(t.{name}::text, :video, {COPY})::jsonb"
    return f"t.{name}"


def main(arguments: list[str]) -> None:
    """Multiply the newest published video of a home, and say how long it took."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.made_up.ten_thousand_copies", description=__doc__
    )
    parser.add_argument("home", type=Path, help="of a factory that may be thrown away")
    parser.add_argument("--videos", type=int, default=VIDEOS)
    asked = parser.parse_args(arguments)
    os.environ["FACTORY_HOME"] = str(asked.home.resolve())
    from wiring.factory import open_factory

    began = time.monotonic()
    with open_factory() as factory:
        video = multiply(
            factory.catalogue.engine, asked.videos, lambda n: print(f"\r{n} videos", end="")
        )
    print(f"\r{asked.videos} copies of {video} in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
