"""What the commands about ideas print for people."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from desk.actions.acting import acting
from desk.actions.learning.idea_price import IdeaPrice, check_agreed, price_of_idea
from desk.actions.learning.ideas import DayOfIdeas, day_meant, decide, price_of_day, propose_for
from desk.actions.publishing.destinations import release_words
from desk.terminal.typed_commands import say
from desk.web.displayed_names import REASONS_FOR, likeness_note, maker_of, part_of_price
from factory.errors import PermanentError
from factory.ideas.idea import KeptIdea
from factory.money.dollars import whole_dollars
from wiring.factory import open_factory

BELOW_TITLE: Final = (0, 0, 0, 6)
"""Columns to the left of what stands below a title, past its score."""


def show_ideas(ideas: Sequence[KeptIdea]) -> None:
    """Print ideas with the reasons of their scores, and what is most like each."""
    console = Console(highlight=False)
    if not ideas:
        say("No ideas. `factory ideas propose` looks for today's; docs/ideas.md")
    for idea in ideas:
        console.print(f"[bold]{idea.score:.2f}[/]  ", end="")
        console.print(idea.title, style="bold", markup=False)
        said = (
            f"{idea.idea_id}  {idea.channel}, {idea.target_format}, {idea.language}  {_state(idea)}"
        )
        console.print(Padding(Text(said), BELOW_TITLE))
        for reason in idea.reasons:
            why = REASONS_FOR.get(reason.name, reason.name)
            line = f"{reason.points:.2f} of {reason.most:.2f} {why}: {reason.words}"
            console.print(Padding(Text(line, style="dim"), BELOW_TITLE))
        if idea.near:
            console.print(Padding(Text(_nearest(idea), style="dim"), BELOW_TITLE))
    if note := likeness_note(ideas):
        say(note)


def _nearest(idea: KeptIdea) -> str:
    """Say what is most like an idea, and what may be the same story."""
    said = [
        f"{one.title} ({one.likeness:.0%}{', perhaps the same' if one.perhaps_the_same else ''})"
        for one in idea.near
    ]
    return f"nearest so far, by {idea.near[0].by}: {'; '.join(said)}"


def propose_here(asked: date | None, *, yes: bool) -> DayOfIdeas:
    """Propose a day's ideas after their price was told and, where there is one, agreed to.

    Raises:
        BadInput: no channel has a list of topics, or nobody means that day.
        PermanentError: it costs something, and nobody sits here to be asked.
    """
    day = day_meant(asked)
    with open_factory() as factory:
        price = price_of_day(factory, day)
        if price.usd:
            writers = ", ".join(price.channels)
            told = f"The ideas of {day}, by the writers of {writers}, for {whole_dollars(price.usd)} at most"
            _agree(told, yes=yes)
        return propose_for(factory, day, price.usd)


def approve_here(idea_id: str, note: str, *, yes: bool) -> KeptIdea:
    """Approve an idea after the price of its video was told and, where there is one, agreed to.

    Raises:
        PermanentError: there is no such idea, no video can be made of it, or it costs something and nobody
            sits here to be asked.
    """
    with open_factory() as factory:
        idea = factory.catalogue.ideas.find(idea_id)
        if idea and not idea.video_id:
            price = price_of_idea(factory, idea)
            if price.usd:
                told = (
                    f"The video of {idea.title!r} for {whole_dollars(price.usd)} ({_parts(price)})"
                )
                _agree(told, yes=yes)
            check_agreed(factory, idea, price.usd)
            channel = factory.channels.all().get(idea.channel)
            if channel:
                say(release_words(factory, channel))
        return decide(factory, idea_id, "approved", acting(), note)


def _parts(price: IdeaPrice) -> str:
    paid = [row for row in price.rows if row.total_usd]
    return "; ".join(
        f"{part_of_price(row)}, {maker_of(row)}: {whole_dollars(row.total_usd)}" for row in paid
    )


def _agree(told: str, *, yes: bool) -> None:
    """Return once somebody has agreed to a price, which the words say."""
    if yes:
        click.echo(f"{told}.", err=True)
        return
    if not sys.stdin.isatty():
        raise PermanentError(
            f"{told}: this is no terminal to ask in; `--yes` says so beforehand, and nothing was done"
        )
    click.confirm(f"{told}?", abort=True, err=True)


def show_day(day: DayOfIdeas) -> None:
    """Print a day's ideas, and whose writer could not be asked."""
    show_ideas(day.ideas)
    for problem in day.problems:
        Console(highlight=False).print(f"not asked: {problem}", markup=False)


def show_decided(idea: KeptIdea) -> None:
    """Print what became of a decision."""
    console = Console(highlight=False)
    console.print(f"{idea.title}: {_state(idea)}", markup=False)
    if idea.state == "approved" and not idea.video_id:
        say("A running factory makes its video within seconds; else the next `factory up`.")


def _state(idea: KeptIdea) -> str:
    by = f" by {idea.decided_by}" if idea.decided_by else ""
    note = f": {idea.note}" if idea.note else ""
    made = f"; video {idea.video_id}" if idea.video_id else ""
    refused = f"; cannot be made: {idea.refused}" if idea.refused else ""
    return f"{idea.state}{by}{note}{made}{refused}"
