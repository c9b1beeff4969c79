"""The price of an idea: what its video would cost, before anybody says that it is made."""

from datetime import UTC, datetime

from desk.actions.making.briefs import PricePlan
from desk.actions.making.new_video import price_of_accepted
from factory.errors import PermanentError
from factory.ideas.brief_of_idea import brief_name
from factory.ideas.idea import KeptIdea
from factory.intake.accept_brief import as_taken_in, check_new
from factory.intake.idea_file import brief_of
from factory.money.dollars import whole_dollars
from factory.money.estimate import PriceRow
from factory.records import Payload
from wiring.factory import Factory


class IdeaPrice(Payload):
    """What the videos of an idea would cost: its own, and those of its channel's other languages."""

    usd: float
    rows: tuple[PriceRow, ...] = ()
    why_not: str = ""
    """Why no price can be told, and no video be made of it as things stand; else empty."""


def price_of_idea(factory: Factory, idea: KeptIdea) -> IdeaPrice:
    """Return what the video of an idea would cost; nothing is recorded, and nobody is asked.

    Raises:
        TransientError: it cannot be told just now.
    """
    try:
        plan = _plan(factory, idea)
    except PermanentError as error:
        return IdeaPrice(usd=0.0, why_not=str(error))
    rows = tuple(row for video in plan.videos for row in video.rows)
    return IdeaPrice(usd=plan.total_usd, rows=rows)


def _plan(factory: Factory, idea: KeptIdea) -> PricePlan:
    name, typed = brief_name(idea), not idea.brief
    data, folder = brief_of(idea, factory.channels, factory.inbox)
    original = as_taken_in(
        data,
        name,
        folder=folder,
        channels=factory.channels,
        lettering=factory.lettering,
        now=datetime.now(UTC),
        typed=typed,
    )
    check_new(name, original.brief, factory.catalogue.briefs, typed=typed)
    return price_of_accepted(factory, original)


def check_agreed(factory: Factory, idea: KeptIdea, agreed_usd: float) -> None:
    """Return only if the videos of an idea cost no more than was agreed to.

    Raises:
        PermanentError: they cost more by now, or no video can be made of it.
        TransientError: what they cost cannot be told just now.
    """
    now = price_of_idea(factory, idea)
    if now.why_not:
        raise PermanentError(
            f"no video can be made of {idea.title!r} as things stand: {now.why_not}"
        )
    if round(now.usd, 6) > round(agreed_usd, 6):
        raise PermanentError(
            f"the video of {idea.title!r} costs {whole_dollars(now.usd)} by now, {whole_dollars(agreed_usd)} "
            "was agreed to; nothing was decided. Agree to the new price"
        )
