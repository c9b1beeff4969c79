"""What code says, however it is laid out: definitions by their meaning, with all that they reach by name.

Comments, docstrings, blank lines and line breaks do not count, and every Python gives the same.
"""

import ast
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

Reader = Callable[[str], str | None]
"""Gives the text of a module by its name; None for what is not written in Python."""

Place = tuple[str, str]
"""A module and a name that it defines."""

FOR_TYPES = frozenset({"annotation", "returns", "type_params"})
"""Parts of a definition that name what it is given, not what it does."""

UNSAID = frozenset({"ctx", "kind", "type_comment"})
"""Parts of a syntax tree that say nothing that the rest does not."""


@cache
def source_of(module: str) -> str | None:
    """Return the text of a module, wherever it was imported from."""
    spec = find_spec(module)
    read = getattr(spec and spec.loader, "get_source", None)
    return read(module) if read else None


def texts_of(package: str) -> dict[str, str]:
    """Return the text of every module of a package, by its name, as its files are now.

    What an editor or a file manager leaves beside them, and what vanishes meanwhile, is no module.
    """
    spec = find_spec(package)
    found: dict[str, str] = {}
    for folder in (spec and spec.submodule_search_locations) or ():
        for file in Path(folder).rglob("*.py"):
            if file.name.startswith("."):
                continue
            with suppress(OSError, UnicodeDecodeError):
                found[_module_name(package, file.relative_to(folder))] = file.read_text("utf-8")
    return found


def _module_name(package: str, file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join((package, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def meaning(
    modules: Iterable[str],
    *,
    also: Iterable[Place] = (),
    within: tuple[str, ...],
    records_of: tuple[str, ...],
    read: Reader = source_of,
) -> dict[str, str]:
    """Return the hash of every definition of modules, and of all they reach, by its place.

    Args:
        modules: whose definitions count in any case.
        also: single definitions that do.
        within: packages and modules into which names are followed.
        records_of: those of them whose classes count too; elsewhere a class is what is worked on,
            and only functions and constants decide anything.
        read: gives a module's text.
    """
    code = _Code(read, within)
    waiting: list[Place] = [
        *((module, name) for module in modules for name in code.file(module).statements),
        *also,
    ]
    counted: dict[Place, str] = {}
    while waiting:
        place = waiting.pop()
        if place not in counted:
            definition = code.definition(place)
            counted[place] = definition.digest
            reached = (code.found(place[0], name) for name in definition.names)
            waiting += [
                other
                for other in reached
                if other
                and _lies_in(other[0], within)
                and (_lies_in(other[0], records_of) or not code.is_class(other))
            ]
    return {f"{module}:{name}": digest for (module, name), digest in sorted(counted.items())}


def _lies_in(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@dataclass(frozen=True, slots=True)
class _Definition:
    """What one function, class or constant of a module says."""

    digest: str
    names: tuple[str, ...]
    """What it refers to, types aside, in the order of the text."""


@dataclass(frozen=True, slots=True)
class _File:
    """A module: what it defines, and where the names come from that it imports."""

    statements: dict[str, ast.stmt]
    imported: dict[str, Place]


@dataclass(frozen=True, slots=True)
class _Code:
    """Modules, each read once."""

    read: Reader
    within: tuple[str, ...]
    files: dict[str, _File] = field(default_factory=dict[str, _File])

    def file(self, module: str) -> _File:
        if module not in self.files:
            self.files[module] = _parsed(self.read(module) or "")
        return self.files[module]

    def definition(self, place: Place) -> _Definition:
        module, name = place
        return _definition(self.file(module).statements[name])

    def is_class(self, place: Place) -> bool:
        module, name = place
        return isinstance(self.file(module).statements[name], ast.ClassDef)

    def found(self, module: str, name: str) -> Place | None:
        """Return where a name of a module is defined, through imports; None where it is foreign."""
        while name not in (file := self.file(module)).statements:
            if name not in file.imported:
                return None
            module, name = file.imported[name]
            if not _lies_in(module, self.within):
                return None  # nor is it read: all of Python's own and of others' libraries
        return module, name


@cache
def _parsed(text: str) -> _File:
    statements: dict[str, ast.stmt] = {}
    imported: dict[str, Place] = {}
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.ImportFrom) and statement.module:
            for alias in statement.names:
                imported[alias.asname or alias.name] = (statement.module, alias.name)
        statements |= dict.fromkeys(_defined_by(statement), statement)
    return _File(statements, imported)


def _defined_by(statement: ast.stmt) -> Iterator[str]:
    """Give the names that a statement of a module defines."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            yield name
        case _:
            return


@cache
def _definition(statement: ast.stmt) -> _Definition:
    words: list[str] = []
    names: dict[str, None] = {}
    _spell(statement, words, names)
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return _Definition(hashlib.sha256(text).hexdigest(), tuple(names))


def _spell(node: ast.AST, words: list[str], names: dict[str, None]) -> None:
    """Write a syntax tree down, without what depends on layout or on Python's version.

    Args:
        node: the tree.
        words: where it is written.
        names: where the names go that it refers to, types aside.
    """
    kind = type(node)
    words.append(kind.__name__)
    if isinstance(node, ast.Name):
        names[node.id] = None
    elif isinstance(node, ast.Constant):
        words.append(type(node.value).__name__)
    for part in kind._fields:
        value = getattr(node, part, None)
        if part in UNSAID or value in (None, []):
            continue
        words.append(part)
        named = {} if part in FOR_TYPES else names
        children = cast("list[object]", value) if isinstance(value, list) else [value]
        for child in children:
            if not isinstance(child, ast.AST):
                words.append(child if isinstance(child, str) else repr(child))
            elif not _is_docstring(child):
                _spell(child, words, named)
    words.append("")


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)
