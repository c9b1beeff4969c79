"""Ports are small: whoever stands in for one has four methods to write at most."""

import ast
from pathlib import Path

import factory.ports

MOST = 4


def protocols() -> dict[str, int]:
    """Return how many methods each protocol of the ports declares."""
    folder = Path(factory.ports.__file__).parent
    classes = [
        node
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    return {
        node.name: sum(isinstance(one, ast.FunctionDef) for one in node.body)
        for node in classes
        if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }


def test_no_port_has_more_than_four_methods():
    found = protocols()
    assert {"Stages", "VideoFiles", "Providers"} <= set(found)
    assert {name: count for name, count in found.items() if count > MOST} == {}
