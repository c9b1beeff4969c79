"""What the commands about campaigns print for people."""

from collections.abc import Sequence

from rich.console import Console

from desk.actions.learning.campaigns import CampaignFacts
from desk.terminal.typed_commands import say
from factory.ideas.campaign import CampaignAtOutlet
from factory.money.dollars import dollars


def show_campaigns(found: Sequence[CampaignFacts]) -> None:
    """Print every campaign."""
    if not found:
        say("No campaigns. `factory campaigns begin` begins one; docs/campaigns.md")
    for one in found:
        show_campaign(one)


def show_campaign(one: CampaignFacts) -> None:
    """Print where a campaign stands."""
    console, begun = Console(highlight=False), one.kept.begun
    console.print(f"{begun.name}: {begun.title}, {one.state}", style="bold", markup=False)
    channels = ", ".join(begun.channels)
    span = f"{begun.first_day} to {begun.last_day}"
    console.print(f"  {span}, {begun.share:.0%} of the ideas of {channels}", markup=False)
    if begun.goal:
        console.print(f"  {begun.goal}", markup=False)
    if begun.target and one.reached is not None:
        at = f" at {begun.target.outlet}" if begun.target.outlet else ""
        what = begun.target.measure.replace("_", " ")
        console.print(
            f"  {one.reached:,.0f} of {begun.target.amount:,.0f} {what}{at}", markup=False
        )
    figures = one.figures
    console.print(
        f"  {figures.ideas} ideas, {figures.videos} videos, {figures.published} published, "
        f"{dollars(figures.cost_usd)}",
        markup=False,
    )
    for at in figures.outlets:
        console.print(f"  {_line(at)}", markup=False)
    if one.kept.ended_at:
        console.print(f"  Ended by {one.kept.ended_by}: {one.kept.note}", markup=False)


def _line(at: CampaignAtOutlet) -> str:
    views = at.figures.get("views")
    watched = at.figures.get("watch_seconds")
    said = [f"{at.videos} videos"]
    said += [f"{views:,.0f} views"] if views is not None else []
    said += [f"{watched / 3600:,.1f} h watched"] if watched is not None else []
    if at.usd_per_thousand_views is not None:
        said.append(f"{dollars(at.usd_per_thousand_views)} for a thousand views (ours)")
    return f"{at.outlet}: {', '.join(said)}"
