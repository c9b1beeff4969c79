"""Versions of code kept beside its compiled form, so that a process need not work them out again.

They hold while no file says anything else, wherever and whenever it was laid there, as in an image; where nothing can
be written and none lie there they are worked out each time.
"""

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

KEPT = "code_versions.json"


def kept_version(
    module: str, packages: tuple[str, ...], work_out: Callable[[], str], file: Path | None = None
) -> str:
    """Return the version of a module's code, worked out now or by an earlier process.

    Args:
        module: whose.
        packages: that decide it, by name.
        work_out: reads the code.
        file: where versions are kept; beside the compiled form of this module if None.
    """
    file, state = file or _place(), _state(packages)
    versions = dict(_read(file, state))
    if module not in versions:
        versions[module] = work_out()
        _write(file, {"state": state, "versions": versions})
    return versions[module]


def _place() -> Path:
    return Path(importlib.util.cache_from_source(__file__)).with_name(KEPT)


def _read(file: Path, state: str) -> Mapping[str, str]:
    try:
        kept = json.loads(file.read_bytes())
        return kept["versions"] if kept["state"] == state else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(file: Path, kept: Mapping[str, object]) -> None:
    own = file.with_name(f"{KEPT}.{os.getpid()}")
    try:
        own.write_text(json.dumps(kept), encoding="utf-8")
        own.replace(file)
    except OSError:
        return  # a package that this user may only read


@cache
def _state(packages: tuple[str, ...]) -> str:
    """Return a hash over every module of packages: 10 ms for some hundred, as its words are not read."""
    files = sorted(entry for package in packages for entry in _files(_folder(package), package))
    return hashlib.sha256(repr(files).encode()).hexdigest()


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None, package
    return Path(spec.origin).parent


def _files(folder: str | Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield every module below a folder: its place in the package, and the hash of its bytes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            place = f"{name}/{entry.name}"
            if entry.is_dir():
                yield from _files(entry.path, place)
            elif entry.name.endswith(".py"):
                yield place, hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()
