"""Progress in a real terminal: something moves from the first moment, and no word is cut."""

import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from desk.terminal.moving_line import moving
from desk.terminal.progress import Bars, screen_for
from desk.terminal.wrapping import under_its_subject, wrapped
from tests.pseudo_terminal import PseudoTerminal

STEP = Path(__file__).parents[3] / "requirements" / "install_step.py"
WAITS_FOR_A_LINE = "import sys; open(sys.argv[1]).readline(); sys.exit(int(sys.argv[2]))"


@pytest.mark.parametrize("code", [0, 3])
def test_a_step_of_the_installation_moves_until_it_ends_and_passes_on_how(
    tmp_path: Path, code: int
):
    fifo = tmp_path / "go"
    os.mkfifo(fifo)
    inner = [sys.executable, "-c", WAITS_FOR_A_LINE, str(fifo), str(code)]
    with PseudoTerminal([sys.executable, str(STEP), "Installing", *inner], os.environ) as terminal:
        while "\\ Installing" not in terminal.drawn:
            assert terminal.draws()
        fifo.write_text("go\n", encoding="ascii")
        assert terminal.to_its_end() == code
    assert ("failed (exit code 3)" in terminal.drawn) == (code == 3)


@pytest.mark.parametrize("code", [0, 3])
def test_what_an_installer_advises_reaches_the_screen_only_where_it_fails(code: int):
    advice = "WARNING: Location 'wheels/' is ignored"
    inner = [sys.executable, "-c", f"import sys; sys.stderr.write({advice!r}); sys.exit({code})"]
    with PseudoTerminal([sys.executable, str(STEP), "Installing", *inner], os.environ) as terminal:
        assert terminal.to_its_end() == code
    assert ("is ignored" in terminal.drawn) == (code == 3)


def test_a_line_of_the_installation_that_is_too_long_ends_at_a_word():
    words = (
        "Installing the pinned packages (400 MB the first time, 1.5 GB on disk), and all the rest"
    )
    inner = [sys.executable, "-c", ""]
    with PseudoTerminal([sys.executable, str(STEP), words, *inner], os.environ) as terminal:
        assert terminal.to_its_end() == 0
    assert "(400 MB the first time, 1.5 GB on ... " in terminal.drawn


def test_a_command_that_is_longer_than_its_column_stands_unbroken_on_a_line_of_its_own():
    command = "`.venv/bin/factory open demo-20261129-the-lighthouse-that-walked-veuf`"
    lines = wrapped(f"look at it ({command}), then upload it", 80, 16).split("\n")
    assert any(command in line for line in lines)
    assert all(len(line) <= 80 for line in lines)


def test_long_lines_are_cut_between_words_and_a_path_stays_in_one_piece():
    path = "/home/somebody/factory/outbox/" + "a-very-long-name-" * 5
    lines = wrapped(f"look at it, then upload {path} by hand; listing.txt has it", 60, 13).split(
        "\n"
    )
    assert all(len(line) <= 60 or path in line for line in lines)
    assert " ".join(line.strip() for line in lines) == (
        f"look at it, then upload {path} by hand; listing.txt has it"
    )
    assert all(line.startswith(" " * 13) for line in lines[1:])
    assert wrapped("a b c", None) == "a b c"


def test_a_command_stays_in_one_piece_and_what_follows_stands_below_the_subject():
    command = (
        "`factory approve field-notes-20261128-the-clock-that-lost-a-minute --seen 0123456789ab`"
    )
    said = f"waiting    v-1: look at it (`factory open v-1`), then {command}, if it is good"
    lines = under_its_subject(said, 60).split("\n")
    assert any(command in line for line in lines)
    assert lines[0].startswith("waiting    v-1: look at it (`factory open v-1`), then")
    assert all(line.startswith(" " * 11) for line in lines[1:])
    place = under_its_subject("  Briefs dropped into    /home/of/somebody/inbox become videos.", 55)
    assert place.split("\n")[1] == " " * 25 + "videos."
    assert under_its_subject("Stopping ...", 60) == "Stopping ..."


SHOWN = """
import sys
from desk.terminal.moving_line import moving
with moving("Opening the database"):
    sys.stdin.readline()
"""


def test_a_line_moves_while_something_lasts_and_stays_as_how_long_it_took():
    with PseudoTerminal([sys.executable, "-c", SHOWN], os.environ) as terminal:
        while terminal.drawn.count("Opening the database") < 3:
            assert terminal.draws()
        assert terminal.process.stdin is not None
        terminal.process.stdin.write(b"\n")
        terminal.process.stdin.flush()
        assert terminal.to_its_end() == 0
        assert re.search(r"Opening the database: \d+ s$", "\n".join(terminal.lines).strip())


def test_in_a_pipe_it_says_when_something_begins_and_when_it_has_ended(
    capsys: pytest.CaptureFixture[str],
):
    with moving("Opening the database"):
        assert capsys.readouterr().out == "Opening the database ...\n"
    assert re.fullmatch(r"  Opening the database: \d+ s\n", capsys.readouterr().out)


def test_after_the_last_frame_it_is_said_what_is_done_with_them(
    capsys: pytest.CaptureFixture[str],
):
    progress = screen_for(Console(force_terminal=False))
    progress.begin("renders", 1, "frame")
    progress.advance("renders")
    progress.step("renders", "measuring the finished file")
    assert capsys.readouterr().out.endswith("Render: measuring the finished file\n")


class _Clock:
    """Time that goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _screens(
    console: Console, bars: Bars, clock: _Clock, steps: Sequence[Callable[[], object]]
) -> list[list[str]]:
    """Return what stands on the screen after each step, ten seconds apart."""
    found = list[list[str]]()
    for step in steps:
        step()
        clock.now += 10
        with console.capture() as taken:
            console.print(bars.shown())
        found.append([line.rstrip() for line in taken.get().splitlines()])
    return found


def _made() -> list[list[str]]:
    clock = _Clock()
    console = Console(
        force_terminal=True, width=100, color_system=None, file=io.StringIO(), get_time=clock
    )
    bars = Bars(console)
    return _screens(
        console,
        bars,
        clock,
        [
            lambda: bars.enter_phase("plan"),
            lambda: bars.begin("audio", 2, "sentence"),
            lambda: bars.advance("audio", 2),
            lambda: bars.begin("audio", 1, "piece"),
            lambda: bars.end("audio", "12.0 s"),
            lambda: bars.enter_phase("render"),
            lambda: bars.begin("renders", 1, "frame"),
            lambda: bars.end("renders", "1 frame"),
            lambda: bars.enter_phase("publish"),
        ],
    )


def test_a_row_that_is_done_stays_done_and_another_count_has_a_row_of_its_own():
    screens = _made()
    for before, after in pairwise(screens):
        done = [line for line in before if line.startswith("✓")]
        assert [line for line in after if line in done] == done
    assert sum("Narration" in line for line in screens[-1]) == 2


def test_a_count_that_is_begun_anew_before_its_end_has_no_tick():
    clock = _Clock()
    console = Console(
        force_terminal=True, width=100, color_system=None, file=io.StringIO(), get_time=clock
    )
    bars = Bars(console)
    steps = [
        lambda: bars.begin("audio", 10, "sentence"),
        lambda: bars.advance("audio", 3),
        lambda: bars.begin("audio", 10, "sentence"),
        lambda: bars.advance("audio", 10),
        lambda: bars.end("audio", "12.0 s"),
    ]
    cut_short, whole = _screens(console, bars, clock, steps)[-1]
    assert cut_short.startswith("–") and "3/10" in cut_short and "begun anew" in cut_short
    assert whole.startswith("✓") and "10/10" in whole


def test_a_phases_clock_goes_on_from_its_beginning_and_its_line_says_what_it_is_at():
    said = [screen[-1] for screen in _made()]
    told = [
        re.search(r"(Planning|Rendering|Release) .*?([a-z ]+), (\d+) s$", line) for line in said
    ]
    assert [(one[1], one[2].strip(), int(one[3])) for one in told if one] == [
        ("Planning", "starting", 10),
        ("Planning", "in all", 20),
        ("Planning", "in all", 30),
        ("Planning", "in all", 40),
        ("Planning", "going on", 50),
        ("Rendering", "starting", 10),
        ("Rendering", "in all", 20),
        ("Rendering", "finishing", 30),
        ("Release", "at work", 10),
    ]
