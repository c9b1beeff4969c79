"""How the code is divided: folders, files and functions by size; `python -m bench.structure`."""

import ast
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 300
"""Lines; a longer one holds two subjects."""
LONGEST_FUNCTION = 60
"""Lines with decorators and docstring; a longer one does two things."""
HISTORY = "resources/database/migrations/versions"
"""What was once applied to somebody's database stays as it is."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function or method, nested ones included in the one around them."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file."""

    path: str
    lines: int
    functions: tuple[Function, ...]

    @property
    def folder(self) -> str:
        """The folder it lies in."""
        return self.path.rpartition("/")[0]


def modules(root: Path = PROJECT) -> list[Module]:
    """Return every Python file that is tracked below `root`, but what belongs to history."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    paths = [path for path in listed if path and not path.startswith(HISTORY)]
    return [_module(root, path) for path in paths if (root / path).exists()]


def too_long(found: Sequence[Module]) -> list[str]:
    """Return a line for every file and function that is longer than allowed."""
    files = [f"{m.path}: {m.lines} lines" for m in found if m.lines > LONGEST_FILE]
    functions = [
        f"{m.path}: {f.name} has {f.lines} lines"
        for m in found
        for f in m.functions
        if f.lines > LONGEST_FUNCTION
    ]
    return files + functions


def _module(root: Path, path: str) -> Module:
    source = (root / path).read_text(encoding="utf-8")
    functions = tuple(_functions(ast.parse(source).body))
    return Module(path, source.count("\n"), functions)


def _functions(body: Sequence[ast.stmt], within: str = "") -> Iterator[Function]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            yield Function(within + node.name, (node.end_lineno or first) - first + 1)


def _spread(values: Sequence[int]) -> str:
    if not values:
        return "-"
    tenth = sorted(values)[min(len(values) - 1, round(0.9 * len(values)))]
    return f"{statistics.median(values):.0f} / {tenth} / {max(values)}"


def main(arguments: Sequence[str]) -> int:
    """Print one row for each top folder, then what is too long; `--strict` fails if something is."""
    found = modules()
    tops: defaultdict[str, list[Module]] = defaultdict(list)
    for module in found:
        if module.lines:
            tops[module.path.partition("/")[0]].append(module)
    print(f"{'folder':<16}{'folders':>8}{'files':>7}  {'files a folder':>16}", end="")
    print(f"{'lines a file':>18}{'lines a function':>20}")
    print(
        f"{'':<16}{'':>8}{'':>7}  {'median / max':>16}{'median/p90/max':>18}{'':>6}median/p90/max"
    )
    for top, rows in sorted(tops.items()):
        folders: defaultdict[str, int] = defaultdict(int)
        for module in rows:
            folders[module.folder] += 1
        sizes = list(folders.values())
        each = f"{statistics.median(sizes):.0f} / {max(sizes)}"
        functions = [f.lines for m in rows for f in m.functions]
        print(
            f"{top:<16}{len(folders):>8}{len(rows):>7}  {each:>16}"
            f"{_spread([m.lines for m in rows]):>18}{_spread(functions):>20}"
        )
    over = too_long(found)
    print(f"\nfiles over {LONGEST_FILE} lines and functions over {LONGEST_FUNCTION}: {len(over)}")
    print("\n".join(f"  {line}" for line in over))
    return int(bool(over) and "--strict" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
