"""Rows on a terminal: in columns where they fit, else each below its name; no word is cut, and no ID."""

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Final

import click
from rich.cells import cell_len

from desk.terminal.typed_commands import typed
from desk.terminal.visible_characters import visible
from desk.terminal.wrapping import longest_piece, room_of, wrapped

GAP: Final = 2
"""Columns between two cells, and before what stands below a row's name."""
DETAIL: Final = 4
"""Columns before what is told below a row."""
LEAST: Final = 24
"""Columns in which the last cells are still read easily, where their lines are broken."""

Cells = Sequence[str]


def print_table(
    heads: Cells,
    rows: Sequence[Cells],
    *,
    right: Collection[str] = (),
    title: str = "",
    colours: Cells = (),
    details: Sequence[Cells] = (),
) -> None:
    """Print rows one a line; on a terminal that is too narrow, each row's first cell and the others below it.

    Args:
        heads: of the columns; the first names a row: an ID, a title, a day.
        rows: as many cells each; an empty one says nothing.
        right: heads of columns of numbers.
        title: stands above; nothing is printed of no rows.
        colours: of each row, as `click.style` knows them; empty for none.
        details: of each row, what is told in lines below it.
    """
    if not rows:
        return
    shown = [heads, *([visible(typed(cell)) for cell in row] for row in rows)]
    if title:
        click.secho(title, bold=True)
    room = room_of()
    head, *lines = _laid_out(shown, right, room)
    click.secho(head, dim=True)
    for line, colour, below in zip_longest(lines, colours[: len(lines)], details, fillvalue=""):
        click.secho(line, fg=colour or None)
        for said in below:
            click.echo(" " * DETAIL + wrapped(visible(typed(said)), room, DETAIL))


def _laid_out(rows: Sequence[Cells], right: Collection[str], room: int | None) -> list[str]:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    before_last = sum(widths[:-1]) + GAP * (len(widths) - 1)
    if room is None or before_last + widths[-1] <= room:
        return _in_columns(rows, widths, right)
    last = max(longest_piece(row[-1]) for row in rows)
    if rows[0][-1] not in right and before_last + max(last, LEAST) <= room:
        broken = [(*row[:-1], wrapped(row[-1], room, before_last)) for row in rows]
        return _in_columns(broken, [*widths[:-1], 0], right)
    names = [wrapped(row[0], room, GAP) for row in rows]
    below = _below([row[1:] for row in rows], widths[1:], right, room)
    return ["\n".join(filter(str.strip, pair)) for pair in zip(names, below, strict=True)]


def _below(
    rows: Sequence[Cells], widths: Sequence[int], right: Collection[str], room: int
) -> list[str]:
    """Return what stands below each row's name: in columns, or one after another where these do not fit."""
    if sum(widths) + GAP * len(widths) <= room:
        return [" " * GAP + line for line in _in_columns(rows, widths, right)]
    heads, *others = rows
    told = [
        [
            f"{head} {cell}" if cell and head in right else cell
            for head, cell in zip(heads, row, strict=True)
        ]
        for row in others
    ]
    return [" " * GAP + wrapped(" · ".join(filter(None, row)), room, GAP) for row in (heads, *told)]


def _in_columns(rows: Sequence[Cells], widths: Sequence[int], right: Collection[str]) -> list[str]:
    to_the_right = [head in right for head in rows[0]]
    lines = [map(_placed, row, widths, to_the_right) for row in rows]
    return [(" " * GAP).join(line).rstrip() for line in lines]


def _placed(cell: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if to_the_right else cell + space
