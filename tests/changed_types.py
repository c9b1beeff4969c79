"""Types of what has changed: the files that pyright has not passed yet, and all that import them.

`python -m tests.changed_types` checks those; with `--whole` it checks everything. Which files passed,
and with which content, is kept beside the installed packages.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parent.parent
KEPT = Path(sys.prefix) / "passed_types.json"
MOST_FILES = 400
"""Naming more than so many to pyright saves nothing over checking all."""

Contents = Mapping[str, str]
"""Hash of each file's content, by its path in the project."""


def main(arguments: Sequence[str]) -> int:
    """Check what has to be checked, and keep what passed; return pyright's exit code."""
    packages = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["pyright"]["include"]
    now, surroundings = _contents(packages), _surroundings()
    files = None if "--whole" in arguments else _unpassed(now, surroundings, packages)
    if files == []:
        return 0
    whole = files is None or len(files) > MOST_FILES
    code = subprocess.run(
        [str(Path(sys.executable).parent / "pyright"), *([] if whole else files or [])],
        cwd=PROJECT,
        check=False,
    ).returncode
    if code == 0:
        KEPT.write_text(json.dumps({"surroundings": surroundings, "passed": now}))
    return code


def to_check(passed: Contents, now: Contents, imports: Iterable[tuple[str, str]]) -> list[str]:
    """Return the files that are not as they passed, and those that import one of them or one that went.

    Args:
        passed: as they were when all of them passed.
        now: as they are.
        imports: pairs of files; the first imports the second.
    """
    changed = {file for file in passed.keys() | now.keys() if passed.get(file) != now.get(file)}
    importers = {importer for importer, imported in imports if imported in changed}
    return sorted((changed | importers) & now.keys())


def _unpassed(now: Contents, surroundings: str, packages: Sequence[str]) -> list[str] | None:
    """Return which files have to be checked; None for all of them."""
    try:
        kept = json.loads(KEPT.read_bytes())
    except (OSError, ValueError):
        return None
    if kept["surroundings"] != surroundings:
        return None
    if kept["passed"] == now:
        return []
    return to_check(kept["passed"], now, _imports(packages, {*kept["passed"], *now}))


def _imports(packages: Sequence[str], files: Iterable[str]) -> list[tuple[str, str]]:
    graph = grimp.build_graph(*packages, cache_dir=str(KEPT.with_name("grimp_cache")))
    places = {_module(file): file for file in files}
    return [
        (places[importer], places[module])
        for module in graph.modules & places.keys()
        for importer in graph.find_modules_that_directly_import(module) & places.keys()
    ]


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _contents(packages: Sequence[str]) -> dict[str, str]:
    files = sorted(file for package in packages for file in (PROJECT / package).rglob("*.py"))
    return {
        file.relative_to(PROJECT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


def _surroundings() -> str:
    """Return a hash over what else decides the types: settings, Python and the installed packages."""
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    settings = (PROJECT / "pyproject.toml").read_text()
    return hashlib.sha256(repr((settings, sys.version, installed)).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
