"""A row of the benchmark's table: what was measured, what it would be at best, and the goal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its floor and its goal; what does not apply is None."""

    name: str
    """What was measured: `short from 10 stills`."""
    figure: float
    unit: str
    """Of the figure and the floor: `CPU s`, `MB`, `SSIM`, ..."""
    floor: float | None = None
    """The least that the same result can cost, measured in the same run."""
    ratio: float | None = None
    """What the goal speaks of, if not the figure itself: figure / floor, or a share of a whole."""
    goal: str = ""
    """`<= 1.25`, in the ratio's terms, or the figure's if there is none; empty without a goal."""
    met: bool | None = None
    """Whether the goal is met; None without a goal."""
    note: str = ""


def at_most(
    limit: float,
    name: str,
    figure: float,
    unit: str,
    *,
    floor: float | None = None,
    note: str = "",
) -> Row:
    """Return the row of a figure that may not exceed a limit, or `limit` times its floor."""
    ratio = None if floor is None else figure / floor
    judged = figure if ratio is None else ratio
    return Row(name, figure, unit, floor, ratio, f"<= {limit:g}", judged <= limit, note)


def at_least(limit: float, name: str, figure: float, unit: str, *, note: str = "") -> Row:
    """Return the row of a figure that must reach a limit."""
    return Row(name, figure, unit, None, None, f">= {limit:g}", figure >= limit, note)


def fact(name: str, figure: float, unit: str, *, whole: float | None = None, note: str = "") -> Row:
    """Return the row of a figure without a goal; its ratio is its share of `whole`, if given."""
    return Row(name, figure, unit, None, None if whole is None else figure / whole, note=note)
