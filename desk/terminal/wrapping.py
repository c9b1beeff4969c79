"""Long lines as a terminal of any width shows them: cut between words, never in one."""

import shutil
import sys
import textwrap
from typing import IO


def wrapped(text: str, room: int | None, indent: int = 0) -> str:
    """Return the text in lines of at most `room` columns, those after the first indented.

    A word or path that is longer than a line stays in one piece, so that it can be copied.

    Args:
        text: its own line breaks are kept.
        room: columns of the terminal; None leaves the text as it is.
        indent: columns that stand before the first line already, and before all others.
    """
    if room is None or room <= 2 * indent:
        return text
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(
            line,
            room - indent,
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
            drop_whitespace=True,
        )
        or [""]
    ]
    return ("\n" + " " * indent).join(lines)


def room_of(stream: IO[str] | None = None) -> int | None:
    """Return the columns of the terminal that a stream is; None where it is none."""
    shown = sys.stdout if stream is None else stream
    return shutil.get_terminal_size().columns if shown.isatty() else None
