"""What the commands about money print for people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

WORDS = {"settled": "paid", "reserved": "reserved", "in_doubt": "in doubt"}
"""Of the states of a charge; what was released cost nothing and is not shown."""


def cost_words(charges: Sequence[Mapping[str, Any]]) -> str:
    """Return what a video cost in one line: `$0.42 ($0.30 paid, $0.12 in doubt), $0.05 reserved`."""
    sums = {state: sum(_usd(c) for c in charges if c["state"] == state) for state in WORDS}
    said = f"${sums['settled'] + sums['in_doubt']:.2f}"
    if sums["in_doubt"]:
        said += f" (${sums['settled']:.2f} paid, ${sums['in_doubt']:.2f} in doubt)"
    return said + (f", ${sums['reserved']:.2f} reserved" if sums["reserved"] else "")


def charge_lines(charges: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one line per role, vendor and state, and one for each charge that is in doubt."""
    sums: dict[tuple[str, str, str, str], list[float]] = defaultdict(list)
    for charge in charges:
        if charge["state"] in WORDS:
            key = (charge["role"], charge["provider"], charge["model"], charge["state"])
            sums[key].append(_usd(charge))
    for (role, provider, model, state), usd in sums.items():
        yield f"{role}, {provider} {model}: {len(usd)} {WORDS[state]}, ${sum(usd):.4f}"
    for charge in charges:
        if charge["state"] == "in_doubt":
            yield (
                f"in doubt: {charge['label']}, ${_usd(charge):.4f}, asked at "
                f"{charge['reserved_at']}; the answer never came"
            )


def show_limit(limit: Mapping[str, Any]) -> None:
    """Print one limit and its use."""
    Console().print(
        f"{limit['scope']} {limit['name']} may spend ${limit['usd']:.2f} {limit['period']}: "
        f"${limit['spent_usd']:.2f} spent, ${limit['reserved_usd']:.2f} reserved, "
        f"${limit['left_usd']:.2f} left",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def show_settings(settings: Mapping[str, Any]) -> None:
    """Print settings, one a line."""
    for key, value in settings.items():
        said = str(value).lower() if isinstance(value, bool) else f"{value:g}"
        Console().print(f"{key:<20} {said}", markup=False, highlight=False)


def show_waiting(videos: Sequence[Mapping[str, Any]]) -> None:
    """Print the videos that wait for a person to agree to their price."""
    console = Console()
    if not videos:
        console.print("Nothing waits for a confirmation.")
        return
    for video in videos:
        line = f"{video['video_id']:<40} ${video['usd']:>8.2f}  {video['title']}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    total = sum(video["usd"] for video in videos)
    console.print(
        f"{len(videos)} videos, ${total:.2f} together. `factory confirm VIDEO...` agrees."
    )


def show_money(facts: Mapping[str, Any]) -> None:
    """Print what was spent, and which vendors are left alone."""
    console = Console()
    table = Table(box=None)
    for head in ("day", "channel", "layer", "vendor", "calls", "spent", "in doubt", "reserved"):
        justify = "right" if head in ("calls", "spent", "in doubt", "reserved") else "left"
        table.add_column(head, justify=justify)
    for row in facts["days"]:
        table.add_row(
            *(str(row["day"]), row["channel"], row["layer"]),
            *(f"{row['provider']} {row['model']}", str(row["calls"])),
            *(f"${row[f'{what}_usd']:.4f}" for what in ("spent", "in_doubt", "reserved")),
        )
    if facts["days"]:
        console.print(table)
    else:
        console.print("Nothing was spent.")
    for vendor in facts["vendors"]:
        state = f"left alone until {vendor['open_until']}" if vendor["open"] else "asked again"
        line = f"{vendor['provider']}: {vendor['failures']} failures, {state}: {vendor['error']}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _usd(charge: Mapping[str, Any]) -> float:
    settled = charge["state"] == "settled"
    return float(charge["settled_usd"] if settled else charge["estimated_usd"])
