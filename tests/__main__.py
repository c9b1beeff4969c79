"""All that `make test` runs: style, types, layers, definitions, tests; one line of result last."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent

STEPS: tuple[tuple[str, list[str]], ...] = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("layers", ["lint-imports"]),
    ("types", ["pyright"]),
    ("definitions", ["dg", "check", "defs"]),
    (
        "tests",
        ["pytest", "--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", *sys.argv[1:]],
    ),
)


def main() -> int:
    """Run every step, even after one failed; return the number that failed."""
    failed: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        # An instance of its own, so that `dg` needs no database to look at the definitions.
        Path(home, "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
        environment = {
            **os.environ,
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "VIRTUAL_ENV": str(PROGRAMS.parent),
            "DAGSTER_HOME": home,
        }
        for name, command in STEPS:
            print(f"== {name}: {' '.join(command)}", flush=True)  # noqa: T201
            program = [str(PROGRAMS / command[0]), *command[1:]]
            if subprocess.run(program, cwd=PROJECT, env=environment, check=False).returncode:
                failed.append(name)
    seconds = time.monotonic() - began
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all passed"
    print(f"== make test: {verdict} ({seconds:.0f} s)", flush=True)  # noqa: T201
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
