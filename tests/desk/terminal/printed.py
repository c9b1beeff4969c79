"""What a function prints, as lines: on a terminal of some width, or into a pipe."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout

import click
import pytest


class Terminal(io.StringIO):
    """Takes what is printed on a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def printed(
    show: Callable[[], object], columns: int | None = None, *, keep_colours: bool = False
) -> list[str]:
    """Return what is printed, on a terminal of so many columns, or into a pipe."""
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(Terminal() if columns else io.StringIO()) as taken,
    ):
        if columns:
            patch.setenv("COLUMNS", str(columns))
        show()
    said = taken.getvalue()
    return (said if keep_colours else click.unstyle(said)).splitlines()
