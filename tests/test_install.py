"""Installing behind a company's certificate: the machine's own are tried, then it is said what to do."""

import os
import subprocess
from pathlib import Path

from tests.conftest import PROJECT


def install(folder: Path, works_when: str) -> subprocess.CompletedProcess[str]:
    """Install by a uv that gets through only on that condition, and complains else."""
    uv = folder / "uv"
    uv.write_text(
        f'#!/bin/sh\n{works_when} && exit 0\necho "error: invalid peer certificate" >&2\nexit 2\n'
    )
    uv.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    return subprocess.run(
        [PROJECT / "requirements" / "install.sh", folder, "-r", "runtime.txt"],
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )


def test_where_only_the_machines_own_certificates_are_right_it_installs_in_silence(tmp_path: Path):
    done = install(tmp_path, '[ "$UV_SYSTEM_CERTS" = 1 ]')
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_where_no_certificate_is_right_it_is_said_once_with_what_to_do(tmp_path: Path):
    done = install(tmp_path, "false")
    assert done.returncode == 1
    assert done.stderr.count("invalid peer certificate") == 1
    assert "SSL_CERT_FILE=/path/to/your-company.pem make" in done.stderr
