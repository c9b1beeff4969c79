"""Rows as CSV that a spreadsheet program shows as they are: no cell of text is a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import IO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a cell begins that a spreadsheet program may run (OWASP, CSV injection)."""


def write_rows(rows: Iterable[Sequence[object]], to: IO[str]) -> None:
    """Write rows; numbers as they are, None as nothing, other text with nothing to run in it."""
    csv.writer(to).writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
