"""A job that says that it has begun, and waits until a file is there."""

import os
import time
from pathlib import Path

import dagster as dg


@dg.op(config_schema={"folder": str})
def wait_for_go(context: dg.OpExecutionContext) -> None:
    folder = Path(context.op_config["folder"])
    with (folder / "began").open("a", encoding="utf-8") as began:
        began.write(f"{os.getpid()}\n")
    while not (folder / "go").exists():
        time.sleep(0.05)


@dg.job(executor_def=dg.in_process_executor)
def waiting_job() -> None:
    wait_for_go()
