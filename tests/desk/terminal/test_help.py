"""The help of `factory`: every command under one heading, in lines that a terminal shows whole."""

from pathlib import Path

from click.testing import CliRunner

from desk.terminal.cli import cli
from desk.terminal.headings import HEADINGS
from tests.pseudo_terminal import COLUMNS


def test_every_command_stands_under_one_heading():
    listed = [name for commands in HEADINGS.values() for name in commands]
    assert sorted(listed) == sorted(cli.commands)


def test_the_help_fits_a_terminal_and_ends_every_sentence():
    said = CliRunner().invoke(cli, ["--help"], terminal_width=COLUMNS).output.splitlines()
    told = [line.split(maxsplit=1) for line in said]
    for commands in HEADINGS.values():
        for name, words in commands.items():
            assert words.endswith(".")
            assert [name, words] in told


def test_a_brief_that_is_not_there_is_refused_before_anything_is_loaded(tmp_path: Path):
    for command in ("make", "new", "prices"):
        said = CliRunner().invoke(cli, [command, str(tmp_path / "nope.md")])
        assert said.exit_code == 2
        assert "nope.md: No such file" in said.output


def test_the_version_is_told():
    assert CliRunner().invoke(cli, ["--version"]).output.startswith("factory 0.")
