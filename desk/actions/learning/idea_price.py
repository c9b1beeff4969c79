"""The price of an idea: what its video would cost, before anybody says that it is made."""

from datetime import UTC, datetime
from pathlib import Path

from factory.errors import FactoryError
from factory.ideas.brief_of_idea import as_brief, brief_name
from factory.ideas.idea import KeptIdea
from factory.intake.accept_brief import as_taken_in
from factory.intake.key_check import check_keys_of_all
from factory.intake.quote import estimates
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
    """Return what the video of an idea would cost; nothing is recorded, and nobody is asked."""
    path = Path(idea.brief) if idea.brief else None
    try:
        data = (
            factory.inbox.read(path)
            if path
            else as_brief(idea, factory.channels.named(idea.channel))
        )
        original = as_taken_in(
            data,
            brief_name(idea),
            folder=path.parent if path else Path.cwd(),
            channels=factory.channels,
            lettering=factory.lettering,
            now=datetime.now(UTC),
            typed=path is None,
        )
        with factory.providers() as providers:
            check_keys_of_all(original, providers)
            rows = tuple(row for video in estimates(original, providers) for row in video.rows)
    except FactoryError as error:
        return IdeaPrice(usd=0.0, why_not=str(error))
    return IdeaPrice(usd=sum(row.total_usd for row in rows), rows=rows)
