"""The page of every command of a terminal and every action of the API, each with the file it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from desk.api.registry import SUBJECTS
from desk.terminal.cli import cli
from desk.terminal.exit_codes import ENDS_WITH


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
        "Every command ends with 0 when it is done, 1 when it was refused or something is wrong, 2 when it was asked wrongly; those that end",
        "otherwise say so here. These exit codes are in `desk/terminal/exit_codes.py`. First come the files that are not named for their command.",
        "",
        "| file | commands | ends with |",
        "|---|---|---|",
        *_rows(sorted(_commands(cli, ""))),
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


def _rows(commands: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a row for each file, those first that no command of theirs is named as."""
    files: dict[str, list[str]] = defaultdict(list)
    for name, file in commands:
        files[file].append(name)
    for file, names in sorted(files.items(), key=lambda one: (_is_named_for(*one), one[0])):
        listed = ", ".join(f"`factory {name}`" for name in names)
        ends = "; ".join(f"`{name}` {ENDS_WITH[name]}" for name in names if name in ENDS_WITH)
        yield f"| `{file}` | {listed} | {ends} |"


def _is_named_for(file: str, names: Iterable[str]) -> bool:
    """Whether a file is called as the command, or the group of commands, that it holds."""
    return Path(file).stem in {name.partition(" ")[0] for name in names}


def _commands(group: click.Group, above: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the file of its function, a group before its commands."""
    for name, command in group.commands.items():
        if command.callback:
            yield f"{above}{name}", f"{command.callback.__module__.replace('.', '/')}.py"
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
