"""The program of one run: whoever looks at a machine's processes reads nothing of it, and it says why it cannot begin."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.code_pointer import ModuleCodePointer
from dagster._core.origin import (
    DEFAULT_DAGSTER_ENTRY_POINT,
    JobPythonOrigin,
    RepositoryPythonOrigin,
)
from dagster._core.test_utils import create_run_for_test
from dagster._serdes import serialize_value

from resources.dagster_instance.code_server import DEFINITIONS
from resources.run_workers.run_process import program

SECRET = "of-nobody-else"
LONG = SECRET + " long" * 40_000
"""200 KB: Linux takes no argument of a command that is longer than 128 KiB."""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """Dagster as its files in a home of its own, which a program finds there."""
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        yield instance


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="only Linux has /proc")
def test_a_long_run_whose_definitions_do_not_load_says_so_in_its_own_account_and_nowhere_else(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FACTORY_TIME_ZONE", "Nowhere/Never")
    whose = RepositoryPythonOrigin(
        shutil.which("python") or "python",
        ModuleCodePointer(DEFINITIONS, "defs"),
        entry_point=DEFAULT_DAGSTER_ENTRY_POINT,
    )
    run = create_run_for_test(
        instance,
        job_name="make_video",
        run_config={"ops": {"one": {"config": {"words": LONG}}}},
        status=dg.DagsterRunStatus.STARTING,
        job_code_origin=JobPythonOrigin("make_video", whose),
    )
    process = program("execute_run", serialize_value(run))
    shown: set[str] = set()
    while process.wait(0.02) is None:
        shown |= _commands(process.pid)
    assert any("run_program" in one for one in shown)
    assert not [one for one in shown if SECRET in one or run.run_id in one]
    assert process.wait(None) == 1
    said = [one.user_message + str(one.dagster_event) for one in instance.all_logs(run.run_id)]
    (why,) = [one for one in said if "Could not load job definition" in one]
    assert "FACTORY_TIME_ZONE" in why and "Nowhere/Never" in why
    ended = instance.get_run_by_id(run.run_id)
    assert ended and ended.status is dg.DagsterRunStatus.FAILURE


def _commands(pid: int) -> set[str]:
    """Return the command of a process as every account may read it; none once it has ended."""
    try:
        return {os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes())}
    except (FileNotFoundError, ProcessLookupError):
        return set()
