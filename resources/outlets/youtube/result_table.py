"""A result table of the Analytics API, checked before anything of it is believed."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from factory.documents.error_words import shown

MOST_ROWS: Final = 5000
MOST: Final = 1e15

Row = dict[str, Any]


def rows_of(answer: object, dimensions: Sequence[str], metrics: Sequence[str]) -> Sequence[Row]:
    """Return the rows by column; none where the answer has none.

    Args:
        answer: as Google's client returns it.
        dimensions: asked for; their cells are texts, or numbers for a place.
        metrics: asked for; their cells are numbers.

    Raises:
        ValueError, TypeError: it is another table; the message says what was found.
    """
    if not isinstance(answer, Mapping):
        raise TypeError(f"{shown(type(answer).__name__)} is no table")
    heads = answer.get("columnHeaders")
    named = [head.get("name") if isinstance(head, Mapping) else None for head in heads or ()]
    if named != [*dimensions, *metrics]:
        raise ValueError(f"columns {shown(str(named))}; wanted {[*dimensions, *metrics]}")
    rows = answer.get("rows") or []
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise ValueError(f"its rows are {shown(type(rows).__name__)} of more than {MOST_ROWS}")
    return [_row(row, dimensions, metrics) for row in rows]


def count(value: object) -> float:
    """Return a count or share.

    Raises:
        ValueError, TypeError: it is none that can be meant.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{shown(str(value))} is no number")
    if not isfinite(value) or abs(value) > MOST:
        raise ValueError(f"{value:g} is no number that can be meant")
    return float(value)


def _row(row: object, dimensions: Sequence[str], metrics: Sequence[str]) -> Row:
    names = [*dimensions, *metrics]
    if not isinstance(row, list) or len(row) != len(names):
        raise ValueError(f"a row is {shown(str(row))}; wanted {len(names)} cells")
    cells = dict(zip(names, row, strict=True))
    return {
        **{name: str(cells[name]) for name in dimensions},
        **{name: count(cells[name]) for name in metrics},
    }
