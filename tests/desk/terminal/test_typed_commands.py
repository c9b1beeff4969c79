"""Commands that are said on a terminal: each as it reaches the home it speaks of."""

import ast
from collections.abc import Iterator
from pathlib import Path

import desk.terminal

TYPED_BY = {"say", "typed"}


def test_no_command_is_printed_but_as_it_is_typed_here():
    for folder in ("commands", "tables"):
        for module in Path(desk.terminal.__path__[0], folder).glob("*.py"):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            said = [one for function in _functions(tree) for one in _untyped(function, typed=False)]
            assert not said, f"{module.name}: {said}"


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _untyped(node: ast.AST, *, typed: bool) -> Iterator[str]:
    """Yield texts with a command that neither `typed` sees nor an error says, which is typed later."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        typed = typed or node.func.id in TYPED_BY
    typed = typed or isinstance(node, ast.Raise)
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and "`factory " in text and not typed:
        yield text
    docstring = (
        node.body[0] if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) else None
    )
    for child in ast.iter_child_nodes(node):
        if child is not docstring:
            yield from _untyped(child, typed=typed)
