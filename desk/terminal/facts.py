"""Facts on a terminal: as a table for people, or as JSON for programs."""

import json
from typing import Any

import click

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def show_facts(facts: Any, table: Any, as_json: bool) -> None:
    """Print facts by the function that makes a table of them, or as JSON."""
    if as_json:
        from pydantic_core import to_jsonable_python

        click.echo(json.dumps(to_jsonable_python(facts), ensure_ascii=False, indent=2))
    else:
        table(facts)


def size_words(count: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
