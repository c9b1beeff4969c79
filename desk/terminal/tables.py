"""What the commands print for people."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.actions.typed_commands import typed
from desk.terminal.money_tables import charge_lines, cost_words
from desk.terminal.progress import rows
from factory.money.estimate import PriceRow

UNITS = {"frame": "stills", "viewing": "looks at the result"}
"""Kinds of work by people's words, where the kind's own name is none."""


def show_list(videos: Sequence[Mapping[str, Any]]) -> None:
    """Print one line per video."""
    console = Console()
    if not videos:
        console.print(typed("No videos yet. `factory make examples/briefs/...` makes the first."))
        return
    heads = ("video_id", "status", "format", "title")
    widths = [max(len(head), *(len(str(video[head])) for video in videos)) for head in heads]
    for cells in (heads, *([str(video[head]) for head in heads] for video in videos)):
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        # Cut on a terminal, whole in a pipe: whoever reads it there wants every character.
        console.print(
            Text(line.rstrip()),
            overflow="ellipsis" if console.is_terminal else "ignore",
            no_wrap=True,
            crop=console.is_terminal,
        )


def show_prices(plan: Mapping[str, Any]) -> None:
    """Print what briefs would cost, by role, and together."""
    for video in plan["videos"]:
        _show_price(video)
    if len(plan["videos"]) > 1:
        Console().print(f"{len(plan['videos'])} videos, ${plan['total_usd']:.2f} together.")


def _show_price(plan: Mapping[str, Any]) -> None:
    console = Console()
    table = Table(title=f"{plan['title']}  ·  {plan['format']}", title_justify="left", box=None)
    for head in ("role", "provider", "units", "price each", "total"):
        table.add_column(
            head, justify="right" if head in ("units", "price each", "total") else "left"
        )
    for row in plan["rows"]:
        table.add_row(
            row["role"],
            PriceRow.model_validate(row).by,
            f"{row['units']} {row['unit']}",
            f"${row['each_usd']:.4f}",
            f"${row['total_usd']:.2f}",
        )
    console.print(table)
    console.print(
        f"Total ${plan['total_usd']:.2f}{_at_most(plan['budget_usd'])}; "
        f"about {plan['seconds']:.0f} s of video. Nothing was spent."
    )


def _at_most(budget_usd: float | None) -> str:
    if budget_usd is None:
        return typed(
            " of at most what `factory settings usd_per_video` says ($2.00 unless changed)"
        )
    return f" of at most ${budget_usd:.2f}"


def show_doctor(parts: Sequence[Mapping[str, Any]]) -> None:
    """Print one line per part, and under it how to mend what is not ready."""
    console = Console()
    for part in parts:
        mark = "[green]ready  [/green]" if part["ready"] else "[red]MISSING[/red]"
        line = Text(f"{part['part']:<10} {part['provider']:<28} {part['found']}")
        console.print(mark, line, soft_wrap=True)
        if part["mend"]:
            console.print("         ", Text(f"to mend: {part['mend']}"), soft_wrap=True)


def show_one(video: Mapping[str, Any]) -> None:
    """Print everything about one video."""
    charges = [("charge", line) for line in charge_lines(video["charges"])]
    rows(
        Console(), str(video["title"]), [*_facts(video), *charges, *_units(video), *_stages(video)]
    )


def show_made(video: Mapping[str, Any], seconds: float, console: Console) -> None:
    """Print what `factory make` leaves behind and what to do next."""
    console.print()
    rows(console, str(video["title"]), [*_facts(video), ("took", f"{seconds:.1f} s")])


def _facts(video: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [("video id", str(video["video_id"])), ("status", str(video["status"]))]
    facts += [(what, _near(path)) for what, path in video["files"].items()]
    measured, verdict = video["measured"], video["verdict"]
    if measured:
        facts += [
            ("length", f"{measured['seconds']:.1f} s, {measured['width']}x{measured['height']}"),
            ("loudness", f"{measured['integrated_lufs']:.1f} LUFS"),
            ("true peak", f"{measured['true_peak_dbtp']:.1f} dBTP"),
        ]
    facts.append(("cost", cost_words(video["charges"])))
    if video["waits_because"]:
        facts.append(("waits", str(video["waits_because"])))
    if video["checks"]:
        facts += _checks(video["checks"])
    if verdict:
        facts += [("refused", reason) for reason in verdict["reasons"]]
    facts += [("flagged", words) for words in video["flagged"]]
    facts += [("stood in", _stand_in(row)) for row in video["stand_ins"]]
    facts.append(("work", f"{video['units_done']} units done, {video['units_reused']} reused"))
    if video["error"]:
        facts.append(("error", str(video["error"])))
    return [*facts, ("next", str(video["next"]))]


def _checks(checks: Mapping[str, Any]) -> list[tuple[str, str]]:
    passed = f"{checks['passed']} of {checks['rules']} passed"
    said = [("checks", f"{passed} so far" if checks["so_far"] else passed)]
    for finding in checks["warnings"]:
        advice = f"; {finding['advice']}" if finding["advice"] else ""
        words = f"{finding['rule']}: found {finding['found']}; wanted {finding['wanted']}{advice}"
        said.append(("warning", words))
    return said


def _near(path: str) -> str:
    """Return a path as it is typed from here: relative where it lies below this folder."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _units(video: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (
            "units",
            f"{UNITS.get(row['kind'], row['kind'])}: {row['done']} done, {row['reused']} reused",
        )
        for row in video["units"]
        if row["units"] > 1
    ]


def _stand_in(row: Mapping[str, Any]) -> str:
    return f"{row['provider']} instead of {row['instead_of']}: {row['units']} {row['kind']}"


def _stages(video: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(stage["stage"], str(stage["status"])) for stage in video["stages"]]
