"""Dagster's own commands, typed in the project's folder with nothing set in the environment."""

import os
import subprocess
import sys

import pytest

from resources.machine.paths import PROJECT
from tests.conftest import reachable_folder


@pytest.mark.slow
def test_a_command_of_dagster_finds_the_embedded_database_and_so_does_its_code():
    """`dagster dev` and `dg dev` open the instance in the same way before they start what loads the code."""
    with reachable_folder() as home:
        done = subprocess.run(
            [sys.executable, "-m", "dagster", "job", "execute", "--job", "clean_files"]
            + ["--module-name", "factory_assets.definitions"],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "FACTORY_HOME": str(home)},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "RUN_SUCCESS" in done.stderr
        assert (home / ".factory" / "postgres" / "data").is_dir()
