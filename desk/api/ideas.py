"""Ideas: what might be made, and what was decided of it."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from desk.actions.learning.idea_price import IdeaPrice, check_agreed, price_of_idea
from desk.actions.learning.ideas import (
    LONGEST_NOTE,
    DayOfIdeas,
    IdeasPrice,
    day_meant,
    decide,
    ideas_of,
    price_of_day,
    propose_for,
)
from desk.actions.publishing.destinations import release_words
from desk.api.protocol.action import Action, Call, DayAsked
from desk.api.protocol.problem import Fault, Unfit
from factory.errors import NotFound
from factory.ideas.idea import IdeaStatus, KeptIdea
from factory.records import Payload


class IdeasAsked(Payload):
    """Which of the newest ideas: those that wait for a decision before the others, the best first."""

    channel: str = ""
    state: IdeaStatus | Literal[""] = ""
    limit: int = Field(default=30, ge=1, le=500)


class Ideas(Payload):
    """Ideas, each with its score and its reasons."""

    ideas: tuple[KeptIdea, ...]


class DayToPropose(DayAsked):
    """A day, YYYY-MM-DD (UTC), and what was agreed to."""

    usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """What it may cost at most, as `price_ideas` says it; where it costs more by now, nobody is asked.
    Empty: what it costs now."""


class OneIdea(Payload):
    """An idea, by its ID."""

    idea_id: str


class PricedIdea(IdeaPrice):
    """What the video of an idea would cost, and who looks at it."""

    idea_id: str
    released: str
    """Whether a person approves it, and where it goes then, in words."""


class IdeaDecision(OneIdea):
    """What somebody thinks of an idea."""

    decision: Literal["approved", "rejected"]
    note: str = Field(default="", max_length=LONGEST_NOTE)
    """Why; a rejection wants one."""
    usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """What its video may cost at most, as `price_idea` says it; where it costs more by now, nothing is decided.
    Empty: what it costs now."""


def _ideas(call: Call, asked: IdeasAsked) -> Ideas:
    found = ideas_of(call.factory, asked.channel, asked.state, asked.limit)
    return Ideas(ideas=tuple(found))


def _price(call: Call, asked: DayAsked) -> IdeasPrice:
    return price_of_day(call.factory, day_meant(asked.day))


def _price_usd(call: Call, asked: Any) -> float:
    return _price(call, asked).usd


def _propose(call: Call, asked: DayToPropose) -> DayOfIdeas:
    agreed = _price_usd(call, asked) if asked.usd is None else asked.usd
    return propose_for(call.factory, day_meant(asked.day), agreed)


def _meant(asked: DayToPropose, placed: date) -> DayToPropose:
    return asked.model_copy(update={"day": day_meant(asked.day or placed)})


def _price_one(call: Call, asked: OneIdea) -> PricedIdea:
    idea = _found(call, asked)
    channel = call.factory.channels.all().get(idea.channel)
    price = price_of_idea(call.factory, idea)
    return PricedIdea(
        **dict(price),
        idea_id=idea.idea_id,
        released=release_words(call.factory, channel) if channel else "",
    )


def _found(call: Call, asked: OneIdea) -> KeptIdea:
    found = call.factory.catalogue.ideas.find(asked.idea_id)
    if found is None:
        raise NotFound(f"there is no idea {asked.idea_id[:80]!r}; GET /api/v1/ideas lists them")
    return found


def _decide(call: Call, asked: IdeaDecision) -> KeptIdea:
    if asked.decision == "rejected" and not asked.note.strip():
        raise Unfit(Fault(field="note", found="nothing", wanted="why it is rejected"))
    found = _found(call, asked)
    if asked.decision == "approved" and asked.usd is not None:
        check_agreed(call.factory, found, asked.usd)
    return decide(call.factory, asked.idea_id, asked.decision, call.by, asked.note)


ACTIONS = (
    Action(
        name="list_ideas",
        method="GET",
        path="/ideas",
        role="viewer",
        about="List the newest ideas with their score and its reasons, the best first.",
        asks=IdeasAsked,
        answers=Ideas,
        do=_ideas,
        example={"state": "new", "limit": 10},
        commands=("ideas",),
    ),
    Action(
        name="price_ideas",
        method="GET",
        path="/ideas/price",
        role="viewer",
        about="Say what proposing the ideas of a day would cost at most.",
        asks=DayAsked,
        answers=IdeasPrice,
        do=_price,
        example={"day": "2026-11-28"},
    ),
    Action(
        name="propose_ideas",
        method="POST",
        path="/ideas",
        role="operator",
        about="Propose the ideas of a day now, as every morning does.",
        asks=DayToPropose,
        answers=DayOfIdeas,
        do=_propose,
        example={"day": "2026-11-28", "usd": 0.02},
        status=201,
        makes=True,
        same_again=True,
        costs_usd=_price_usd,
        meant=_meant,
        commands=("ideas propose",),
    ),
    Action(
        name="price_idea",
        method="GET",
        path="/ideas/{idea_id}/price",
        role="viewer",
        about="Say what the video of an idea would cost, by part, and whether a person reviews it.",
        asks=OneIdea,
        answers=PricedIdea,
        do=_price_one,
        example={"idea_id": "demo-20261128-roman-roads"},
    ),
    Action(
        name="decide_idea",
        method="POST",
        path="/ideas/{idea_id}/decisions",
        role="operator",
        about="Approve or reject an idea; an approved one becomes a video where a factory runs.",
        asks=IdeaDecision,
        answers=KeptIdea,
        do=_decide,
        example={"idea_id": "demo-20261128-roman-roads", "decision": "approved", "usd": 0.42},
        status=201,
        makes=True,
        tool=False,
        commands=("ideas approve", "ideas reject"),
    ),
)
