"""What the commands about money print for people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from desk.actions.typed_commands import typed

WORDS = {"settled": "paid", "reserved": "reserved", "in_doubt": "in doubt"}
"""Of the states of a charge; what was released cost nothing and is not shown."""


def cost_words(charges: Sequence[Mapping[str, Any]]) -> str:
    """Return what a video cost in one line: `$0.42 ($0.30 paid, $0.12 in doubt), $0.05 reserved`."""
    sums = {state: sum(_usd(c) for c in charges if c["state"] == state) for state in WORDS}
    said = f"${sums['settled'] + sums['in_doubt']:.2f}"
    if sums["in_doubt"]:
        said += f" (${sums['settled']:.2f} paid, ${sums['in_doubt']:.2f} in doubt)"
    said += f", ${sums['reserved']:.2f} reserved" if sums["reserved"] else ""
    return said + (", emulated: nothing was paid" if _all_emulated(charges) else "")


def charge_lines(charges: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one line per role, vendor and state, and one for each charge that is in doubt."""
    sums: dict[tuple[str, str, str, str, bool], list[float]] = defaultdict(list)
    for charge in charges:
        if charge["state"] in WORDS:
            who = (charge["role"], charge["provider"], charge["model"])
            sums[*who, charge["state"], charge["emulated"]].append(_usd(charge))
    for (role, provider, model, state, emulated), usd in sums.items():
        word = ", emulated" if emulated else ""
        yield f"{role}, {provider} {model}: {len(usd)} {WORDS[state]}, ${sum(usd):.4f}{word}"
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
        typed(f"{len(videos)} videos, ${total:.2f} together. `factory confirm VIDEO...` agrees.")
    )


def show_money(facts: Mapping[str, Any]) -> None:
    """Print what was spent, and which vendors are left alone."""
    console = Console()
    if facts["days"]:
        console.print(_money_table(facts["days"]))
        console.print(_total(facts), markup=False, highlight=False, soft_wrap=True)
    else:
        console.print("Nothing was spent.")
    for vendor in facts["vendors"]:
        state = f"left alone until {vendor['open_until']}" if vendor["open"] else "asked again"
        line = f"{vendor['provider']}: {vendor['failures']} failures, {state}: {vendor['error']}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _money_table(days: Sequence[Mapping[str, Any]]) -> Table:
    """Return one row per day, channel, layer and vendor; sums that are all nothing have no column."""
    sums = ["spent", *(w for w in ("in_doubt", "reserved") if any(row[f"{w}_usd"] for row in days))]
    table = Table(box=None, padding=(0, 1, 0, 0))
    for head in ("day", "channel", "layer", "vendor"):
        table.add_column(head, no_wrap=head != "vendor")
    for head in ("calls", *sums):
        table.add_column(head.replace("_", " "), justify="right", no_wrap=True)
    for row in days:
        table.add_row(
            *(str(row["day"]), row["channel"], row["layer"]),
            *(f"{row['provider']} {row['model']}", str(row["calls"])),
            *(f"${row[f'{what}_usd']:.4f}" for what in sums),
        )
    longest = max(len(word) for row in days for word in (row["provider"], *row["model"].split()))
    table.columns[3].min_width = max(longest, len("vendor"))
    return table


def _total(facts: Mapping[str, Any]) -> str:
    spent, calls = (sum(row[key] for row in facts["days"]) for key in ("spent_usd", "calls"))
    emulated = ", emulated: nothing was paid" if facts["emulated"] else ""
    return f"Total ${spent:.4f} for {calls} calls{emulated}."


def _all_emulated(charges: Sequence[Mapping[str, Any]]) -> bool:
    counted = [charge["emulated"] for charge in charges if charge["state"] in WORDS]
    return bool(counted) and all(counted)


def _usd(charge: Mapping[str, Any]) -> float:
    settled = charge["state"] == "settled"
    return float(charge["settled_usd"] if settled else charge["estimated_usd"])
