"""Ideas and figures: what might be made, what was decided, and what published videos did."""

from datetime import date
from typing import Literal

from pydantic import Field

from desk.actions.learning.figures import (
    Figures,
    Imported,
    figures,
    last_day,
    observations,
    take_in_figures,
)
from desk.actions.learning.ideas import LONGEST_NOTE, DayOfIdeas, decide, propose_now
from desk.api.action import Action, Call
from desk.api.problem import Fault, NotThere, Unfit
from factory.analytics.figures import Observation
from factory.ideas.idea import IdeaStatus, KeptIdea
from factory.records import Payload

MOST_DAYS_AT_ONCE = 92
MOST_FILE_CHARS = 8_000_000


class IdeasAsked(Payload):
    """Which ideas, the newest day first."""

    channel: str = ""
    state: IdeaStatus | Literal[""] = ""
    limit: int = Field(default=30, ge=1, le=500)


class Ideas(Payload):
    """Ideas, each with its score and its reasons."""

    ideas: tuple[KeptIdea, ...]


class IdeaDecision(Payload):
    """What somebody thinks of an idea."""

    idea_id: str
    decision: Literal["approved", "rejected"]
    note: str = Field(default="", max_length=LONGEST_NOTE)
    """Why; a rejection wants one."""


class DayAsked(Payload):
    """A day, YYYY-MM-DD (UTC)."""

    day: date | None = None


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


def _ideas(call: Call, asked: IdeasAsked) -> Ideas:
    found = call.factory.catalogue.ideas.newest(asked.limit, asked.channel, asked.state)
    return Ideas(ideas=tuple(found))


def _propose(call: Call, asked: DayAsked) -> DayOfIdeas:
    return propose_now(asked.day)


def _decide(call: Call, asked: IdeaDecision) -> KeptIdea:
    if asked.decision == "rejected" and not asked.note.strip():
        raise Unfit(Fault(field="note", found="nothing", wanted="why it is rejected"))
    if call.factory.catalogue.ideas.find(asked.idea_id) is None:
        raise NotThere(f"there is no idea {asked.idea_id[:80]!r}; GET /api/v1/ideas lists them")
    return decide(call.factory, asked.idea_id, asked.decision, call.by, asked.note)


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
        name="list_ideas",
        method="GET",
        path="/ideas",
        role="viewer",
        about="List ideas with their score and its reasons, the newest day first.",
        asks=IdeasAsked,
        answers=Ideas,
        do=_ideas,
        example={"state": "new", "limit": 10},
        commands=("ideas",),
    ),
    Action(
        name="propose_ideas",
        method="POST",
        path="/ideas",
        role="operator",
        about="Propose the ideas of a day now, as every morning does.",
        asks=DayAsked,
        answers=DayOfIdeas,
        do=_propose,
        example={"day": "2026-11-28"},
        status=201,
        makes=True,
        tool=False,
        commands=("ideas propose",),
    ),
    Action(
        name="decide_idea",
        method="POST",
        path="/ideas/{idea_id}/decisions",
        role="reviewer",
        about="Approve or reject an idea; an approved one becomes a video where a factory runs.",
        asks=IdeaDecision,
        answers=KeptIdea,
        do=_decide,
        example={"idea_id": "demo-20261128-roman-roads", "decision": "approved"},
        status=201,
        makes=True,
        tool=False,
        commands=("ideas approve", "ideas reject"),
    ),
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
