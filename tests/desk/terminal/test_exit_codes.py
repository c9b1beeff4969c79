import ast
import re
from pathlib import Path

import click
import pytest

from desk.terminal.cli import cli
from desk.terminal.exit_codes import ENDS_WITH, VERIFIED
from factory.release.file_verification import Verification

TERMINAL = Path(cli.__module__.replace(".", "/")).parent


def exits(path: Path) -> list[ast.Call]:
    """Return every `sys.exit(...)` of a file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [one for one in calls if ast.unparse(one.func) == "sys.exit"]


def test_commands_end_the_process_and_tables_do_not():
    ending = {path.relative_to(TERMINAL).parts[0] for path in TERMINAL.rglob("*.py") if exits(path)}
    assert ending == {"cli.py", "commands"}


def test_no_command_ends_with_a_bare_number():
    for path in TERMINAL.rglob("*.py"):
        for call in exits(path):
            numbers = [n for n in ast.walk(call) if isinstance(n, ast.Constant)]
            assert all(type(one.value) is not int for one in numbers), f"{path}:{call.lineno}"


@pytest.mark.parametrize("name", ENDS_WITH)
def test_every_command_whose_exit_codes_are_told_is_there(name: str):
    command: click.Command = cli
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.commands[word]
    page = Path("docs/commands.md").read_text()
    assert f"`{name}` {ENDS_WITH[name]}" in page


def test_every_answer_about_a_file_has_an_exit_code_that_is_told():
    answers = Verification.model_fields["answer"].annotation
    assert set(VERIFIED) == set(re.findall(r"'(\w+)'", str(answers)))
    told = {int(code) for code in re.findall(r"(\d+):", ENDS_WITH["verify"])}
    assert told == set(VERIFIED.values()) - {0}
