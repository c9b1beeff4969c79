"""What the commands about a day and a week print for people."""

from rich.console import Console

from desk.actions.learning.daily import Daily
from desk.actions.learning.weekly import WrittenReport
from desk.actions.making.one_layer import LayerMade
from desk.terminal.typed_commands import typed
from desk.terminal.wrapping import wrapped
from factory.money.sums import dollars


def show_daily(daily: Daily) -> None:
    """Print what was done, and why not the rest."""
    console = Console(highlight=False)
    console.print(str(daily.day), style="bold")
    for line in daily.lines:
        open_still = typed(line.why_not)
        _say(console, f"  {line.what}: ", line.did or open_still or "nothing to do")
        if line.did and open_still:
            _say(console, "      still open: ", open_still, style="dim")


def _say(console: Console, head: str, words: str, style: str = "") -> None:
    room = console.width if console.is_terminal else None
    said = head + wrapped(words, room, indent=len(head))
    console.print(said, style=style, markup=False, soft_wrap=True)


def show_layer(made: LayerMade) -> None:
    """Print what a layer that was made alone says of itself."""
    console = Console(highlight=False)
    console.print(f"{made.layer} of {made.subject}", style="bold", markup=False)
    for name, value in made.facts.items():
        console.print(f"  {name}: {value}", markup=False, soft_wrap=True)


def show_report(written: WrittenReport) -> None:
    """Print the sums of a week, and where its report lies."""
    console, report = Console(highlight=False), written.report
    rate = report.approval_rate
    facts = report.facts
    console.print(f"{report.channel}, {report.first} to {report.last}", style="bold", markup=False)
    console.print(
        f"  {len(facts.made)} made, {len(facts.published)} published, {len(facts.refused)} refused, "
        f"{'nothing decided' if rate is None else f'{rate:.0%} approved'}, "
        f"{dollars(report.cost_usd)}",
        markup=False,
    )
    console.print(f"  {written.file}", markup=False)
