"""Limits that the price of a new video falls under."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.actions.making.briefs import PricePlan
from factory.channel.channel import Channel
from factory.money.spending_limits import SpendingLimit
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that the price falls under, with what would be used of it."""

    words: str
    used_usd: float
    usd: float


def limits_of(factory: Factory, channel: Channel, plan: PricePlan) -> list[Limit]:
    """Return the limits that a price falls under: a video's, its channel's today, its tenant's this month."""
    dearest = max(video.total_usd for video in plan.videos)
    own = channel.budget_usd_per_video
    most = factory.catalogue.settings.all()["usd_per_video"] if own is None else own
    in_use = factory.spending_limits.in_use()
    named = {
        ("channel", channel.name): f"{channel.title}, today",
        ("tenant", channel.tenant): f"{tenant_words(channel.tenant, in_use)}, this month",
    }
    return [
        Limit("A video", dearest, float(most)),
        *(
            Limit(words, plan.total_usd + float(one.spent_usd + one.reserved_usd), float(one.usd))
            for one in in_use
            if (words := named.get((one.scope, one.name)))
        ),
    ]


def tenant_words(name: str, limits: Iterable[SpendingLimit]) -> str:
    """Return whose a tenant's limit is: all channels' where there is no second tenant."""
    alone = sum(one.scope == "tenant" for one in limits) == 1
    return "All channels" if alone else f"Tenant {name}"
