"""What `make test` and `make check` run; one line of result last.

`python -m tests` runs everything, the types beside the rest. `python -m tests check` runs what needs no server, no browser and
no film, two steps at a time: style, types of what has changed, layers, definitions and the tests of plain code.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.browser import ensure, is_root
from tests.places import END_TO_END, FILMS, LONGEST, SERVER_PLACES

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Step:
    """One program that must end with 0."""

    name: str
    command: tuple[str, ...]


STYLE = Step("style", ("ruff", "check", "."))
FORMAT = Step("format", ("ruff", "format", "--check", "."))
LAYERS = Step("layers", ("lint-imports",))
TYPES = Step("types", ("python", "-m", "tests.changed_types", "--whole"))
CHANGED_TYPES = Step("types of what has changed", ("python", "-m", "tests.changed_types"))
DEFINITIONS = Step("definitions", ("dg", "check", "defs"))
# Collecting a file costs a twentieth of a second and more, even where all of it is left out.
LEFT_OUT = tuple(f"--ignore={place}" for place in (END_TO_END, *FILMS, *SERVER_PLACES, *LONGEST))
QUICK = Step(
    "quick tests", ("pytest", "-q", "-m", "not server and not film and not slow", *LEFT_OUT)
)
# The order is that of `tests/conftest.py`: longest files first, so that no core is idle at the end.
# One worker more than there are cores: a third of a run is waiting for servers, browsers and processes.
WORKERS = (
    f"--numprocesses={min((os.cpu_count() or 1) + 1, 4)}",
    "--dist=loadfile",
    "--no-loadscope-reorder",
)
EVERYTHING = Step("tests", ("pytest", *WORKERS))


def main(arguments: Sequence[str]) -> int:
    """Run every step, even after one failed; return the number that failed."""
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
        if list(arguments[:1]) == ["check"]:
            what, failed = "make check", _check(environment)
        else:
            what, failed = "make test", _test(environment, arguments)
    seconds = time.monotonic() - began
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all passed"
    print(f"== {what}: {verdict} ({seconds:.0f} s)", flush=True)  # noqa: T201
    return len(failed)


def _test(environment: Mapping[str, str], arguments: Sequence[str]) -> list[str]:
    """Run all there is, one step after the other, each printing as it goes; the types beside them."""
    if line := ensure(environment, root=is_root()):
        print(f"== browser: {line}", flush=True)  # noqa: T201
    failed: list[str] = []
    with ThreadPoolExecutor(1) as beside:
        types = beside.submit(_run, TYPES, environment, (), quiet=True)
        for step in (STYLE, FORMAT, LAYERS, DEFINITIONS, EVERYTHING):
            extra = tuple(arguments) if step is EVERYTHING else ()
            print(f"== {step.name}: {' '.join((*step.command, *extra))}", flush=True)  # noqa: T201
            if _run(step, environment, extra).returncode:
                failed.append(step.name)
        print(f"== {TYPES.name}: {' '.join(TYPES.command)}\n{types.result().stdout}", flush=True)  # noqa: T201
    return [*failed, *([TYPES.name] if types.result().returncode else [])]


def _check(environment: Mapping[str, str]) -> list[str]:
    """Run what is quick, two at a time, the longest first; what passed is one line."""
    steps = (QUICK, CHANGED_TYPES, DEFINITIONS, STYLE, FORMAT, LAYERS)
    failed: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        for step, ended in zip(
            steps,
            pool.map(lambda step: _run(step, environment, (), quiet=True), steps),
            strict=True,
        ):
            print(f"== {step.name}: {'FAILED' if ended.returncode else 'passed'}", flush=True)  # noqa: T201
            if ended.returncode:
                failed.append(step.name)
                print(ended.stdout, flush=True)  # noqa: T201
    return failed


def _run(
    step: Step, environment: Mapping[str, str], extra: Sequence[str], *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    program = [str(PROGRAMS / step.command[0]), *step.command[1:], *extra]
    return subprocess.run(
        program,
        cwd=PROJECT,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
