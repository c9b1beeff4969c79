"""`make bench`: every benchmark in turn, one table with its goals, and the same as JSON.

Run `python -m bench [NAME [NUMBER] ...] [--json FILE]`; it ends with 1 when a goal is missed. A number says how
much of what is measured: `load 2000` has 2,000 videos made.
"""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from inspect import signature
from itertools import pairwise
from pathlib import Path

import bench
from bench.row import Row

JSON = Path(".factory/bench.json")
HEADINGS = ("what", "figure", "", "floor", "ratio", "goal", "met", "note")


def main(arguments: list[str]) -> int:
    """Run what is asked for, print and write what came out; return how many goals are missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(benchmarks()))
    parser.add_argument("--json", type=Path, default=JSON, help=f"where to write ({JSON})")
    asked = parser.parse_args(arguments)
    names = [name for name in asked.names if not name.isdecimal()]
    if unknown := set(names) - set(benchmarks()):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; choose from {benchmarks()}")
    numbers = {name: int(word) for name, word in pairwise(asked.names) if word.isdecimal()}
    if asked.names[:1] != names[:1] or any(not _takes_number(name) for name in numbers):
        parser.error("a number follows a benchmark that takes one, as in `load 2000`")
    rows: dict[str, list[Row]] = {}
    for name in names or benchmarks():
        print(f"{name} ...", file=sys.stderr, flush=True)
        measure = _rows_of(name)
        rows[name] = list(measure(numbers[name]) if name in numbers else measure())
    print(table(row for part in rows.values() for row in part))
    write_json(rows, asked.json)
    missed = [row.name for part in rows.values() for row in part if row.met is False]
    print(f"missed: {', '.join(missed)}" if missed else "every goal is met")
    return len(missed)


def _rows_of(name: str) -> Callable[..., Iterable[Row]]:
    return importlib.import_module(f"bench.{name}").rows


def _takes_number(name: str) -> bool:
    return name in benchmarks() and any(
        one.kind is one.POSITIONAL_OR_KEYWORD
        for one in signature(_rows_of(name)).parameters.values()
    )


def benchmarks() -> list[str]:
    """Return the names of the modules that offer `rows()`, by their source, none of it run."""
    folder = Path(bench.__path__[0])
    names = (found.name for found in pkgutil.iter_modules(bench.__path__) if not found.ispkg)
    return [name for name in names if "\ndef rows(" in (folder / f"{name}.py").read_text("utf-8")]


def table(rows: Iterable[Row]) -> str:
    """Return the rows in aligned columns."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADINGS))]
    right = {1, 3, 4}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n in right else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write_json(rows: dict[str, list[Row]], file: Path) -> None:
    """Write every row under its benchmark; other benchmarks' rows of an earlier run stay."""
    known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    known |= {name: [asdict(row) for row in part] for name, part in rows.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    met = {True: "met", False: "MISSED", None: ""}[row.met]
    figures = (_figure(row.figure), row.unit, _figure(row.floor), _figure(row.ratio))
    return (row.name, *figures, row.goal, met, row.note)


def _figure(value: float | None) -> str:
    """Return a number to four significant figures, or fewer where it is large."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
