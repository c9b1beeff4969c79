"""A line that moves in a terminal while something lasts, and stays as how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text


class _Seconds(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Return for how long it has lasted."""
        return Text(f"{task.elapsed or 0:.0f} s")


@contextmanager
def moving(words: str) -> Iterator[None]:
    """Show what is done for as long as the block lasts; in a pipe, when it begins and when it ends.

    Args:
        words: what is done: `Opening the database`.
    """
    console = Console()
    began = time.monotonic()
    if console.is_terminal and not console.is_dumb_terminal:
        columns = SpinnerColumn(), TextColumn("{task.description}"), _Seconds()
        with Progress(*columns, console=console, transient=True) as line:
            line.add_task(words, total=None)
            yield
    else:
        _say(console, f"{words} ...")
        yield
    _say(console, f"  {words}: {time.monotonic() - began:.0f} s")


def _say(console: Console, line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
