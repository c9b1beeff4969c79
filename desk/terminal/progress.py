"""What a person sees in the terminal: progress by stage, tables, and plain lines in a pipe."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Column
from rich.text import Text

from factory import ports

TITLES = {
    "scripts": "Words",
    "audio": "Narration",
    "visuals": "Pictures",
    "listings": "Listing",
    "renders": "Render",
}
QUARTERS = 4  # plain progress speaks at every quarter of a stage


class Bars:
    """Progress bars for a terminal; implements `factory.ports.Progress`."""

    def __init__(self, console: Console) -> None:
        whole = Column(no_wrap=True, overflow="ignore")
        self._bars = Progress(
            TextColumn("  {task.description:<10}", table_column=whole),
            BarColumn(bar_width=12),
            TextColumn("{task.completed:.0f}/{task.total:.0f}", table_column=whole),
            TextColumn("{task.fields[note]}"),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}
        self._reused: dict[str, int] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        with self._lock:
            self._reused[stage] = 0
            self._tasks[stage] = self._bars.add_task(
                TITLES.get(stage, stage), total=total, note=_named(unit, total)
            )

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`."""
        with self._lock:
            self._reused[stage] += amount if reused else 0
            self._bars.advance(self._tasks[stage], amount)

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        with self._lock:
            self._bars.update(
                self._tasks[stage], note=f"[dim]{_ended(note, self._reused[stage])}[/dim]"
            )


class Lines:
    """Progress as plain lines, for a pipe, a log or a dumb terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._stages: dict[str, tuple[int, str]] = {}
        self._done: dict[str, int] = {}
        self._reused: dict[str, int] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is held open."""

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        self._stages[stage], self._done[stage], self._reused[stage] = (total, unit), 0, 0
        self._say(f"{TITLES.get(stage, stage)}: {total} {_named(unit, total)}")

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`."""
        total, unit = self._stages[stage]
        with self._lock:
            before = self._done[stage] * QUARTERS // max(total, 1)
            self._done[stage] += amount
            self._reused[stage] += amount if reused else 0
            after = self._done[stage] * QUARTERS // max(total, 1)
        if after > before:
            done = f"{self._done[stage]} of {total} {_named(unit, total)}"
            self._say(f"{TITLES.get(stage, stage)}: {done}")

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        self._say(f"{TITLES.get(stage, stage)}: {_ended(note, self._reused[stage])}")

    def _say(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


class Screen(ports.Progress, Protocol):
    """Progress that can be opened and closed around a run."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def screen_for(console: Console) -> Screen:
    """Return bars on a terminal, lines everywhere else."""
    return Bars(console) if console.is_terminal and not console.is_dumb_terminal else Lines(console)


def rows(console: Console, title: str, facts: Sequence[tuple[str, str]]) -> None:
    """Print two columns: a name and what it is; a path stays in one piece, to be copied."""
    console.print(Text(title, style="bold"))
    width = max(len("thumbnail"), *(len(name) for name, _ in facts)) + 2
    for name, value in facts:
        console.print(
            Text(f"  {name:<{width}}", style="cyan").append(value, style="default"), soft_wrap=True
        )


def _named(unit: str, count: int) -> str:
    return unit if count == 1 else f"{unit}s"


def _ended(note: str, reused: int) -> str:
    return f"{note}, {reused} reused" if reused else note
