"""Money: prices before anything is spent, agreements, limits, spending, calls in doubt."""

from decimal import Decimal

from pydantic import Field

from desk.actions.machine_places import admit_of
from desk.actions.making.briefs import PricePlan
from desk.actions.making.new_video import price_of_brief
from desk.actions.money import (
    LimitFacts,
    PricedVideo,
    Spending,
    confirm_prices,
    doubts,
    limit_facts,
    resolve_doubt,
    spending_facts,
)
from desk.api.new_brief import NewBrief
from desk.api.protocol.action import SOME_VIDEO, Action, Call, NoInput, OneVideo
from desk.api.protocol.problem import Fault, Unfit
from desk.api.videos import SOME_WORDS
from factory.errors import NotFound, PermanentError
from factory.interchange.video_facts import ChargeFacts
from factory.money.spending_limits import Scope
from factory.records import Payload

MOST_DAYS = 3660


class WaitingPrices(Payload):
    """Videos that wait until somebody agrees to their price, oldest first."""

    videos: tuple[PricedVideo, ...]


class Agreement(OneVideo):
    """The price that somebody agrees to."""

    usd: float = Field(allow_inf_nan=False)
    """As it was shown; another one by now: 409."""


class DaysAsked(Payload):
    """How far back."""

    days: int = Field(default=31, ge=1, le=MOST_DAYS)


class LimitAsked(Payload):
    """A spending limit, by what it is of."""

    scope: Scope
    name: str


class NewLimit(LimitAsked):
    """What may be spent."""

    usd: float | None = Field(ge=0, allow_inf_nan=False)
    """None gives it back to the files."""


class Doubts(Payload):
    """Calls whose answer never came, oldest first."""

    charges: tuple[ChargeFacts, ...]


class Resolution(Payload):
    """What the vendor billed for one call."""

    charge: int
    charged_usd: float | None = Field(ge=0, allow_inf_nan=False)
    """None: nothing."""


def _quote(call: Call, asked: NewBrief) -> PricePlan:
    admit = admit_of(call.visitor)
    return price_of_brief(
        call.factory, asked.as_file(), asked.name, typed=asked.is_typed, admit=admit
    )


def _waiting(call: Call, asked: NoInput) -> WaitingPrices:
    rows = call.factory.estimates.waiting()
    return WaitingPrices(videos=tuple(PricedVideo.model_validate(row) for row in rows))


def _agree(call: Call, asked: Agreement) -> PricedVideo:
    if asked.video_id not in {one.video_id for one in _waiting(call, NoInput()).videos}:
        raise PermanentError(f"{asked.video_id} waits for no price")
    return confirm_prices([asked.video_id], f"{asked.usd:f}")[0]


def _spending(call: Call, asked: DaysAsked) -> Spending:
    return spending_facts(asked.days)


def _limit(call: Call, asked: LimitAsked) -> LimitFacts:
    return limit_facts(asked.scope, asked.name, None)


def _set_limit(call: Call, asked: NewLimit) -> LimitFacts:
    return limit_facts(
        asked.scope, asked.name, "default" if asked.usd is None else f"{asked.usd:f}"
    )


def _doubts(call: Call, asked: NoInput) -> Doubts:
    return Doubts(charges=doubts())


def _resolve(call: Call, asked: Resolution) -> ChargeFacts:
    if asked.charge not in {one.id for one in doubts()}:
        raise NotFound(f"nothing numbered {asked.charge} is in doubt; GET /api/v1/doubts lists it")
    if asked.charged_usd is not None and not asked.charged_usd < 1e6:
        raise Unfit(Fault(field="charged_usd", found=f"{asked.charged_usd}", wanted="dollars"))
    usd = None if asked.charged_usd is None else Decimal(f"{asked.charged_usd:f}")
    return resolve_doubt(str(asked.charge), usd)[0]


ACTIONS = (
    Action(
        name="quote_price",
        method="POST",
        path="/prices",
        role="viewer",
        about="Say what a video would cost, by role, before anything is spent.",
        asks=NewBrief,
        answers=PricePlan,
        do=_quote,
        example=SOME_WORDS,
        commands=("prices",),
    ),
    Action(
        name="list_waiting_prices",
        method="GET",
        path="/prices/waiting",
        role="viewer",
        about="List the videos that wait until somebody agrees to their price.",
        answers=WaitingPrices,
        do=_waiting,
    ),
    Action(
        name="agree_to_price",
        method="POST",
        path="/videos/{video_id}/price",
        role="operator",
        about="Agree to the price of a video that waits for that.",
        asks=Agreement,
        answers=PricedVideo,
        do=_agree,
        example={**SOME_VIDEO, "usd": 7.5},
        tool=False,
        commands=("confirm",),
    ),
    Action(
        name="show_spending",
        method="GET",
        path="/money",
        role="viewer",
        about="Show what was spent by day, channel, layer and vendor, and which vendors are left alone.",
        asks=DaysAsked,
        answers=Spending,
        do=_spending,
        example={"days": 31},
        commands=("money",),
    ),
    Action(
        name="show_limit",
        method="GET",
        path="/limits/{scope}/{name}",
        role="viewer",
        about="Show what a video, a channel (a day) or a tenant (a month) may spend, and has spent.",
        asks=LimitAsked,
        answers=LimitFacts,
        do=_limit,
        example={"scope": "channel", "name": "demo"},
        commands=("limit",),
    ),
    Action(
        name="set_limit",
        method="PATCH",
        path="/limits/{scope}/{name}",
        role="operator",
        about="Set what a video, a channel (a day) or a tenant (a month) may spend.",
        asks=NewLimit,
        answers=LimitFacts,
        do=_set_limit,
        example={"scope": "channel", "name": "demo", "usd": 12.5},
        tool=False,
        commands=("limit",),
    ),
    Action(
        name="list_doubts",
        method="GET",
        path="/doubts",
        role="viewer",
        about="List the calls whose answer never came, so that nobody knows whether they cost anything.",
        answers=Doubts,
        do=_doubts,
        commands=("doubt",),
    ),
    Action(
        name="resolve_doubt",
        method="POST",
        path="/doubts/{charge}",
        role="operator",
        about="Say what the vendor billed for one of them.",
        asks=Resolution,
        answers=ChargeFacts,
        do=_resolve,
        example={"charge": 7, "charged_usd": 0.04},
        tool=False,
        commands=("doubt resolve",),
    ),
)
