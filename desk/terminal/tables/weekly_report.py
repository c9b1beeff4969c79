"""What the command about a week prints for people."""

from rich.console import Console

from desk.actions.learning.weekly_report import WrittenReport
from factory.money.dollars import dollars


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
