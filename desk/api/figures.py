"""Figures: what published videos did, and what platforms said day by day."""

from datetime import date

from pydantic import Field

from desk.actions.learning.figures import (
    Figures,
    Imported,
    figures,
    last_day,
    observations,
    take_in_figures,
)
from desk.api.protocol.action import Action, Call, DayAsked
from desk.api.protocol.problem import Fault, Unfit
from factory.analytics.figures import Observation
from factory.records import Payload

MOST_DAYS_AT_ONCE = 92
MOST_FILE_CHARS = 8_000_000


class DaysAsked(Payload):
    """Days, the first and the last included."""

    first: date
    last: date


class Observations(Payload):
    """What platforms said of every video, day by day."""

    observations: tuple[Observation, ...]


class FiguresFile(Payload):
    """A spreadsheet of figures."""

    csv: str = Field(max_length=MOST_FILE_CHARS)
    name: str = "figures.csv"
    day: date | None = None
    """Of every row, where the file has no column for it."""


def _figures(call: Call, asked: DayAsked) -> Figures:
    return figures(call.factory, asked.day or last_day(call.factory))


def _observations(call: Call, asked: DaysAsked) -> Observations:
    days = (asked.last - asked.first).days
    if not 0 <= days <= MOST_DAYS_AT_ONCE:
        wanted = f"{asked.first} or later, and at most {MOST_DAYS_AT_ONCE} days after it"
        raise Unfit(Fault(field="last", found=f"{asked.last}", wanted=wanted))
    return Observations(observations=tuple(observations(asked.first, asked.last)))


def _import(call: Call, asked: FiguresFile) -> Imported:
    return take_in_figures(call.factory, asked.csv.encode(), asked.name, asked.day)


ACTIONS = (
    Action(
        name="show_figures",
        method="GET",
        path="/figures",
        role="viewer",
        about="Show what published videos did up to a day, beside their peers and what they cost.",
        asks=DayAsked,
        answers=Figures,
        do=_figures,
        example={"day": "2026-11-27"},
        commands=("figures",),
    ),
    Action(
        name="list_observations",
        method="GET",
        path="/figures/days",
        role="viewer",
        about="List what platforms said of every video, day by day.",
        asks=DaysAsked,
        answers=Observations,
        do=_observations,
        example={"first": "2026-11-01", "last": "2026-11-27"},
        commands=("figures export",),
    ),
    Action(
        name="import_figures",
        method="POST",
        path="/figures",
        role="operator",
        about="Take in a spreadsheet of figures.",
        asks=FiguresFile,
        answers=Imported,
        do=_import,
        example={"csv": "Date,Content,Views\n2026-11-27,abc123,5\n"},
        makes=True,
        tool=False,
        commands=("figures import",),
    ),
)
