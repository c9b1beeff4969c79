"""What a person sees in the terminal: progress by stage, tables, and plain lines in a pipe."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.spinner import Spinner
from rich.table import Column
from rich.text import Text

from desk.terminal.wrapping import longest_piece, wrapped

TITLES = {
    "scripts": "Words",
    "audio": "Narration",
    "visuals": "Pictures",
    "listings": "Listing",
    "renders": "Render",
}
PHASE_TITLES = {"script": "Script", "plan": "Planning", "render": "Rendering", "publish": "Release"}
STAGES = {"script": {"scripts"}, "plan": {*TITLES} - {"renders"}, "render": {"renders"}}
"""Stages of each phase that count what they do."""
QUARTERS = 4  # plain progress speaks at every quarter of a stage


class _Mark(ProgressColumn):
    """Turns while something is done, and is a tick afterwards; a dash where it was begun anew before that."""

    def __init__(self) -> None:
        super().__init__()
        self._spinner = Spinner("dots")

    def render(self, task: Task) -> RenderableType:
        """Return one character."""
        if task.fields["cut_short"]:
            return Text("–", "dim")
        return Text("✓", "green") if task.fields["ended"] else self._spinner.render(task.get_time())


class _Note(ProgressColumn):
    """What is counted and for how long; afterwards, what came of it."""

    def render(self, task: Task) -> RenderableType:
        """Return a few words."""
        if task.fields["ended"]:
            return Text(task.fields["note"], "dim")
        return Text(f"{task.fields['note']}, {task.get_time() - task.fields['began']:.0f} s")


class _Count(ProgressColumn):
    """So many of how many; nothing where nothing is counted."""

    def render(self, task: Task) -> RenderableType:
        """Return both numbers."""
        return Text(f"{task.completed:.0f}/{task.total:.0f}" if task.total else "", no_wrap=True)


class Bars:
    """Progress bars for a terminal; implements `factory.ports.Progress`.

    Something moves at all times: below the stages stands which phase it is, for as long as that lasts, with
    a clock that nothing turns back. A stage that counts something else afterwards has a row for that: what
    is done stays done, and what was cut short is not told as done.
    """

    def __init__(self, console: Console) -> None:
        whole = Column(no_wrap=True, overflow="ignore")
        self._bars = Progress(
            _Mark(),
            TextColumn("{task.description:<9}", table_column=whole),
            BarColumn(bar_width=10),
            _Count(table_column=whole),
            _Note(),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}
        self._reused: dict[str, int] = {}
        self._line: TaskID | None = None
        self._phase, self._phase_began = "", 0.0
        self._running: set[str] = set()
        self._ended: set[str] = set()
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop_line()
        self._bars.stop()

    def shown(self) -> RenderableType:
        """Return what stands on the screen now."""
        return self._bars.get_renderable()

    def enter_phase(self, phase: str) -> None:
        """Say which phase it is, from now on."""
        with self._lock:
            if phase == self._phase:
                return
            self._phase, self._phase_began = phase, self._bars.get_time()
            self._running.clear()
            self._ended.clear()
            self._draw_line()

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        with self._lock:
            if stage in self._running:
                self._end_for_another(stage)
            self._reused[stage] = 0
            self._running.add(stage)
            self._tasks[stage] = self._add(
                TITLES.get(stage, stage), _named(unit, total), self._bars.get_time(), total
            )
            self._draw_line()

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`."""
        with self._lock:
            self._reused[stage] += amount if reused else 0
            self._bars.advance(self._tasks[stage], amount)

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`."""
        self._bars.update(self._tasks[stage], note=doing)

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        with self._lock:
            self._bars.update(
                self._tasks[stage], note=_ended(note, self._reused[stage]), ended=True
            )
            self._running.discard(stage)
            self._ended.add(stage)
            self._draw_line()

    def _end_for_another(self, stage: str) -> None:
        """End what a stage counts, as it counts something else from now on, or the same anew."""
        task = self._bars.tasks[self._place(stage)]
        if not task.total or task.completed >= task.total:
            return self.end(stage, task.fields["note"])
        self._bars.update(self._tasks[stage], note="begun anew", ended=True, cut_short=True)

    def _place(self, stage: str) -> int:
        return self._bars.task_ids.index(self._tasks[stage])

    def _add(self, title: str, note: str, began: float, total: int | None = None) -> TaskID:
        return self._bars.add_task(
            title, total=total, note=note, ended=False, cut_short=False, began=began
        )

    def _draw_line(self) -> None:
        """Let the phase's line stand below all others, as long as it began."""
        self._drop_line()
        if self._phase:
            title = PHASE_TITLES.get(self._phase, self._phase)
            self._line = self._add(title, self._doing(), self._phase_began)

    def _doing(self) -> str:
        """Return what the phase is at."""
        if self._running:
            return "in all"
        if not self._ended:
            return "starting" if self._phase in STAGES else "at work"
        return "finishing" if self._ended >= STAGES.get(self._phase, set()) else "going on"

    def _drop_line(self) -> None:
        if self._line is not None:
            self._bars.remove_task(self._line)
            self._line = None


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

    def enter_phase(self, phase: str) -> None:
        """Say nothing: a pipe hears of the stages."""

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

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`."""
        self._say(f"{TITLES.get(stage, stage)}: {doing}")

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        self._say(f"{TITLES.get(stage, stage)}: {_ended(note, self._reused[stage])}")

    def _say(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


class Screen(Protocol):
    """`factory.ports.Progress` that can be opened and closed around a run."""

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        ...

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`."""
        ...

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`."""
        ...

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`."""
        ...

    def enter_phase(self, phase: str) -> None:
        """Learn which phase of the video begins."""
        ...

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


NARROW = 4
"""Columns before what stands below its name."""


def rows(console: Console, title: str, facts: Sequence[tuple[str, str]]) -> None:
    """Print two columns: a name and what it is.

    A path or a command stays in one piece, to be copied; where the column is too narrow for one, all of what it
    stands in begins below the name.
    """
    console.print(Text(title, style="bold"))
    width = max(len("thumbnail"), *(len(name) for name, _ in facts)) + 2
    room = console.width if console.is_terminal else None
    for name, value in facts:
        indent = width + 2
        words = wrapped(value, room, indent)
        if room and longest_piece(value) > room - indent:
            words = f"\n{'':{NARROW}}{wrapped(value, room, NARROW)}"
        console.print(
            Text(f"  {name:<{width}}", style="cyan").append(words, style="default"), soft_wrap=True
        )


def _named(unit: str, count: int) -> str:
    return unit if count == 1 else f"{unit}s"


def _ended(note: str, reused: int) -> str:
    return f"{note}, {reused} reused" if reused else note
