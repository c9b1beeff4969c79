"""A hook's own process: no shell, no secrets of the factory's, an end after its time."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from factory.workflow.layer_hook import LayerHook
from resources.machine.child_processes import bound_to_parent
from resources.machine.credentials import hidden

PASSED_ON: Final = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV")
"""All that it gets of the factory's environment: keys of vendors and of the database are not in it."""
SAID_CHARS: Final = 600
ENTRY: Final = (
    "import importlib, json, sys; sys.path.insert(0, sys.argv[1]);"
    " getattr(importlib.import_module(sys.argv[2]), sys.argv[3])(json.load(sys.stdin))"
)
"""Calls a function of a module in the factory's home, in an interpreter of its own."""


def run_hook(hook: LayerHook, facts: Mapping[str, str], home: Path) -> str:
    """Run a hook in the factory's home; return what was wrong, or nothing.

    It reads the facts as one JSON object, and finds each in its environment, as `FACTORY_LAYER`.
    """
    own = {f"FACTORY_{name.upper()}": value for name, value in facts.items()}
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(json.dumps(dict(facts)).encode())
        given.seek(0)
        program, *arguments = _command(hook, home)
        found = shutil.which(program, path=passed.get("PATH"))
        if found is None:
            return f"{hook.name} cannot be started: wanted a program that is there and may run"
        try:
            process = subprocess.Popen(
                bound_to_parent([found, *arguments], signal.SIGKILL),
                cwd=home,
                env={**passed, **own, "FACTORY_HOME": str(home)},
                stdin=given,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return f"{hook.name} cannot be started: {error.strerror}"
        try:
            code = process.wait(hook.seconds)
        except subprocess.TimeoutExpired:
            return f"ended after {hook.seconds:g} s{_said(said)}"
        finally:
            # What it started and left behind goes with it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return f"exit code {code}{_said(said)}" if code else ""


def _command(hook: LayerHook, home: Path) -> list[str]:
    if hook.python:
        module, _, function = hook.python.partition(":")
        return [sys.executable, "-c", ENTRY, str(home), module, function]
    program, *arguments = hook.command
    return [str(home / program) if os.sep in program else program, *arguments]


def _said(file: IO[bytes]) -> str:
    """Return the end of what it said, in one line."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - 4 * SAID_CHARS))
    words = " ".join(file.read().decode(errors="replace").split())
    return f": {hidden(words)[-SAID_CHARS:]}" if words else ""
