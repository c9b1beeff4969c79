"""Index of the code: every file in one sentence, and where every number stands; read from the files, never run."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[1]
FOLDERS: Final = (
    "factory",
    "factory_assets",
    "sensors",
    "wiring",
    "resources",
    "desk",
    "emulators",
)
DEPLOYED: Final = "deploy"
"""Read for its files alone: what they hold are settings of others."""
HISTORY: Final = "resources/database/migrations/versions"
PAINTED: Final = "resources/illustrators"
"""Its numbers are places and colours of drawings, hundreds of them: they stand with what they draw."""
DATA: Final = (".yaml", ".j2", ".html", ".js", ".css", ".sql")
PROSE: Final = (".md", ".json")
"""Files of `deploy/` that begin with no comment."""
COMMENTS: Final = ("#", "//", "--", "/*", "{#")
SCRIPTED: Final = re.compile(r"const ([A-Z][A-Z0-9_]*) = ([\[\d].*?);?(?:  // (.*))?$")
CONSTANT: Final = re.compile(r"_?[A-Z][A-Z0-9_]*")
COUNTED: Final = frozenset({"Decimal", "Field", "Fraction", "text", "timedelta"})
NUMBER_WORDS: Final = 140
"""Characters of what is said of a number."""
COMMENT_CHARS: Final = 240
"""Characters of what a deployed file says of itself; how it is used follows there."""
VALUE_CHARS: Final = 70
"""Characters of a number's value; more of a table stand in its file."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the code: a constant, or the default of a field."""

    name: str
    value: str
    """As it is written there: `20_000`, `timedelta(days=3)`."""
    said: str
    """What its file says of it; empty where the name says all."""


def files_page() -> str:
    """Return docs/files.md: a line for each file, under the folder it lies in."""
    lines = [
        "# Every file in one sentence",
        "",
        "To find a place, search this page for the word you have in mind; numbers have a page of their own ([numbers.md](numbers.md)).",
        "Written by `docs/export.py` from the files' own first sentences.",
    ]
    for folder in _folders():
        lines += ["", f"## `{folder.relative_to(PROJECT)}/`", ""]
        for path in sorted(folder.glob("*.py")):
            if path.name != "__init__.py":
                lines.append(f"- `{path.name}`: {_sentence(path)}")
        told = {path: _comment(path) for path in sorted(folder.iterdir()) if path.suffix in DATA}
        lines += [f"- `{path.name}`: {said}" for path, said in told.items() if said]
        if silent := [f"`{path.name}`" for path, said in told.items() if not said]:
            lines.append(f"- {', '.join(silent)}")
    return "\n".join([*lines, *_deployed()]) + "\n"


def _deployed() -> Iterator[str]:
    """Yield the lines of what is deployed: manifests, units, images, alerts, rights."""
    top = PROJECT / DEPLOYED
    for folder in sorted(path for path in [top, *top.rglob("*")] if path.is_dir()):
        files = sorted(path for path in folder.iterdir() if path.is_file())
        if files := [path for path in files if path.suffix != ".md" and path.name[0] != "."]:
            yield from ("", f"## `{folder.relative_to(PROJECT)}/`", "")
            for path in files:
                said = "" if path.suffix in PROSE else _short(_comment(path), COMMENT_CHARS)
                yield f"- `{path.name}`{_colon(said)}"


def numbers_page() -> str:
    """Return docs/numbers.md: the file of every number that a name is given to."""
    lines = [
        "# Where every number stands",
        "",
        "Constants, and defaults of what a channel file, a brief or a request may say, each with its value and what its file says of it. Those of",
        "formats are in `factory/video_formats/`, prices in `factory/money/price_book.yaml`, settings of the environment in [settings.md](settings.md). What",
        "is looked for most is in [extending.md](extending.md#where-a-number-stands). Written by `docs/export.py`.",
    ]
    for folder in _folders():
        if str(folder.relative_to(PROJECT)).startswith(PAINTED):
            continue
        for path in sorted([*folder.glob("*.py"), *folder.glob("*.js")]):
            read = _numbers if path.suffix == ".py" else _numbers_of_script
            if numbers := list(read(path.read_text(encoding="utf-8"))):
                said = _sentence(path) if path.suffix == ".py" else _comment(path)
                lines += ["", f"**`{path.relative_to(PROJECT)}`**{_colon(said)}", ""]
                lines += [f"- `{one.name}` = `{one.value}`{_colon(one.said)}" for one in numbers]
    return "\n".join(lines) + "\n"


def _folders() -> list[Path]:
    """Return every folder that holds code or data, each after the one that holds it."""
    found = [
        path
        for name in FOLDERS
        for path in sorted([PROJECT / name, *(PROJECT / name).rglob("*")])
        if path.is_dir() and path.name != "__pycache__"
    ]
    return [
        path
        for path in found
        if not str(path.relative_to(PROJECT)).startswith(HISTORY)
        and any(
            one.suffix in (".py", *DATA) and one.name != "__init__.py" for one in path.iterdir()
        )
    ]


def _sentence(path: Path) -> str:
    """Return the first paragraph of a module's docstring."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.partition("\n\n")[0].split()).replace("|", "\\|")


def _comment(path: Path) -> str:
    """Return what a file of data says of itself: its description, or the comment that it begins with."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if described := next((one for one in lines if one.startswith("description: ")), ""):
        return described.partition(": ")[2]
    begun = list(takewhile(lambda line: line.startswith(COMMENTS), lines))
    said = " ".join(line.strip("#-/*{} ") for line in begun)
    return "" if said.startswith("version:") else said


def _colon(said: str) -> str:
    return f": {said}" if said else ""


def _numbers_of_script(source: str) -> Iterator[Number]:
    """Yield the constants of a script of the desk."""
    for line in source.splitlines():
        if found := SCRIPTED.match(line):
            yield Number(found[1], _short(found[2], VALUE_CHARS), found[3] or "")


def _numbers(source: str) -> Iterator[Number]:
    """Yield the constants of a module, and the defaults of the fields of its classes."""
    tree, lines = ast.parse(source), source.splitlines()
    yield from _named(tree.body, "", lines)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _named(node.body, f"{node.name}.", lines)


def _named(body: list[ast.stmt], within: str, lines: list[str]) -> Iterator[Number]:
    for place, node in enumerate(body):
        for target, value in _given(node):
            if (
                (within or CONSTANT.fullmatch(target))
                and _is_number(value)
                and not _is_nothing(value)
            ):
                beside = lines[(node.end_lineno or 1) - 1].partition("  # ")[2]
                said = _said(body[place + 1 : place + 2]) or beside
                yield Number(within + target, _value(value, lines), said)


def _given(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement gives values to."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id, node.value
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(target.elts, value.elts, strict=False))
        yield from ((one.id, given) for one, given in pairs if isinstance(one, ast.Name))


def _is_nothing(value: ast.expr) -> bool:
    """Tell whether a value only says that there is none yet."""
    return isinstance(value, ast.Constant) and not value.value


def _is_number(value: ast.expr) -> bool:
    """Tell whether a value is a number, several, or a length of time or a field's default that is one."""
    if isinstance(value, ast.Constant):
        return type(value.value) in (int, float) or str(value.value).startswith("interval '")
    if isinstance(value, ast.Tuple):
        return any(map(_is_number, value.elts))
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) or _is_number(value.right)
    if isinstance(value, ast.Call) and _called(value.func) in COUNTED:
        given = [
            *value.args,
            *(k.value for k in value.keywords if k.arg not in ("ge", "le", "gt", "lt")),
        ]
        return any(map(_is_number, given))
    return False


def _called(function: ast.expr) -> str:
    """Return the last name of what is called: `timedelta`, `text` of `sa.text`."""
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _said(after: list[ast.stmt]) -> str:
    """Return the sentence that stands below a name, as much of it as the page has room for."""
    for node in after:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return _short(str(node.value.value), NUMBER_WORDS)
    return ""


def _value(value: ast.expr, lines: list[str]) -> str:
    """Return a value as its file writes it; of a field its default and its bounds alone."""
    if isinstance(value, ast.Call) and _called(value.func) == "Field":
        given = [_written(one, lines) for one in value.args[:1]]
        told = ("default", "ge", "gt", "le", "lt", "min_length", "max_length")
        given += [f"{k.arg}={_written(k.value, lines)}" for k in value.keywords if k.arg in told]
        return _short(", ".join(given), VALUE_CHARS)
    return _short(_written(value, lines), VALUE_CHARS)


def _written(node: ast.expr, lines: list[str]) -> str:
    """Return the source of an expression: `1 << 20` and `20_000` as a person wrote them."""
    return ast.get_source_segment("\n".join(lines[: node.end_lineno]), node) or ast.unparse(node)


def _short(said: str, most: int) -> str:
    """Return a text on one line, its last words left out where it is longer than there is room."""
    said = " ".join(said.split())
    return said if len(said) <= most else f"{said[:most].rsplit(' ', 1)[0]} ..."
