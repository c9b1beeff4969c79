"""Progress in a real terminal: something moves from the first moment, and no word is cut."""

import os
import sys
from pathlib import Path

import pytest

from desk.terminal.wrapping import wrapped
from tests.pseudo_terminal import PseudoTerminal

STEP = Path(__file__).parents[3] / "requirements" / "step.py"
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
