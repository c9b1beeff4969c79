"""The page of every command of a terminal and every action of the API, each with the file it stands in."""

from collections.abc import Iterator

import click

from desk.api.registry import SUBJECTS
from desk.terminal.cli import cli


def commands_page() -> str:
    """Return docs/commands.md."""
    lines = [
        "# Every command and every action",
        "",
        "Written by `docs/export.py`. What a command prints for people is in `desk/terminal/tables/`, its line in `factory --help` in",
        "`desk/terminal/headings.py`; what commands, actions and pages do is in `desk/actions/`.",
        "",
        "## Commands",
        "",
        "| command | file |",
        "|---|---|",
        *(f"| `factory {name}` | `{file}` |" for name, file in sorted(_commands(cli, ""))),
        "",
        "## Actions",
        "",
        "Below `/api/v1`; the name is that of the tool for models, too ([api.md](api.md)).",
        "",
        "| action | method and path | file |",
        "|---|---|---|",
    ]
    for subject in SUBJECTS:
        file = f"{subject.__name__.replace('.', '/')}.py"
        lines += [
            f"| `{action.name}` | {action.method} `{action.path}` | `{file}` |"
            for action in subject.ACTIONS
        ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, above: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the file of its function, a group before its commands."""
    for name, command in group.commands.items():
        if command.callback:
            yield f"{above}{name}", f"{command.callback.__module__.replace('.', '/')}.py"
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
