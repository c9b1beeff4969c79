"""Commands that are said on a terminal: each as it reaches the home it speaks of."""

import ast
from collections.abc import Iterator
from pathlib import Path

import desk.terminal

PRINTED_BY = {"echo", "print"}


def test_no_command_is_printed_but_as_it_is_typed_here():
    for folder in ("commands", "tables"):
        for module in Path(desk.terminal.__path__[0], folder).glob("*.py"):
            for said in _printed(ast.parse(module.read_text(encoding="utf-8"))):
                assert "`factory " not in said or "typed(" in said, f"{module.name}: {said}"


def _printed(module: ast.Module) -> Iterator[str]:
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr in PRINTED_BY:
            yield ast.unparse(call)
