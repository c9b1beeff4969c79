"""Long lines as a terminal of any width shows them: cut between words, never in one."""

import re
import shutil
import sys
import textwrap
from typing import IO

_COMMAND = re.compile(r"`[^`\n]+`")
_SUBJECT = re.compile(r" *\w[\w ,]*?  +(?=\S)")
_ITEM = re.compile(r" *(?:- )?")
"""How a line of a list begins; what goes over its edge stands below its first word."""
_KEPT_SPACE = "\x00"  # no terminal line holds one


def wrapped(text: str, room: int | None, indent: int = 0) -> str:
    """Return the text in lines of at most `room` columns, those after the first indented.

    A word, a path or a command in backticks stays in one piece, so that it can be copied, also
    where it is longer than a line: it then stands on a line of its own, farther to the left.

    Args:
        text: its own line breaks are kept.
        room: columns of the terminal; None leaves the text as it is.
        indent: columns that stand before the first line already, and before all others.
    """
    if room is None or room <= 2 * indent:
        return text
    lines = [
        part
        for line in _COMMAND.sub(_in_one_piece, text).split("\n")
        for part in textwrap.wrap(
            line,
            room - indent,
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
            drop_whitespace=True,
            subsequent_indent=" " * _hanging(line),
        )
        or [""]
    ]
    first, *others = lines
    if room - indent < len(first) <= room:
        first, others = "", lines
    placed = [
        " " * (indent if len(line) > room else min(indent, room - len(line))) + line
        for line in others
    ]
    return "\n".join([first, *placed]).replace(_KEPT_SPACE, " ")


def _hanging(line: str) -> int:
    found = _ITEM.match(line)
    return len(found[0]) if found else 0


def longest_piece(text: str) -> int:
    """Return the columns of the longest word, path or command, which stays in one piece."""
    return max(map(len, _COMMAND.sub(_in_one_piece, text).split()), default=0)


def under_its_subject(line: str, room: int | None) -> str:
    """Return a line such as `waiting    VIDEO: why`; what goes over the edge stands below VIDEO."""
    subject = _SUBJECT.match(line)
    head = subject[0] if subject else ""
    return head + wrapped(line[len(head) :], room, indent=len(head))


def _in_one_piece(command: re.Match[str]) -> str:
    return command[0].replace(" ", _KEPT_SPACE)


def room_of(stream: IO[str] | None = None) -> int | None:
    """Return the columns of the terminal that a stream is; None where it is none."""
    shown = sys.stdout if stream is None else stream
    return shutil.get_terminal_size().columns if shown.isatty() else None
