"""Spending as a page shows it: by day, channel, layer and vendor, with limits and prices."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from factory.interchange.spending_row import SpendingRow
from factory.interchange.video_facts import ChargeFacts
from factory.money.price_book import Price
from factory.money.spending_limits import SpendingLimit
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class Share:
    """What one of several cost."""

    name: str
    usd: float
    calls: int
    part: float
    """Of the dearest, 0 to 1."""


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """Everything about money on one page."""

    days: Mapping[date, float]
    today: date
    count: int
    spent_usd: float
    in_doubt_usd: float
    reserved_usd: float
    by: Mapping[str, Sequence[Share]]
    """By channel, layer and vendor: the dearest first."""
    limits: Sequence[SpendingLimit]
    doubts: Sequence[ChargeFacts]
    prices: Sequence[Price]
    own_prices: Sequence[Price]
    book: str
    """Which edition."""


def money_facts(factory: Factory, count: int) -> MoneyFacts:
    """Return what was spent in the last days, what may be spent, and what things cost."""
    rows = factory.catalogue.costs.money(count)
    book = factory.prices()
    return MoneyFacts(
        days=_days(rows),
        today=datetime.now(UTC).date(),
        count=count,
        spent_usd=sum(row.spent_usd for row in rows),
        in_doubt_usd=sum(row.in_doubt_usd for row in rows),
        reserved_usd=sum(row.reserved_usd for row in rows),
        by={
            "Channel": _shares(rows, lambda row: row.channel or "none"),
            "Layer": _shares(rows, lambda row: row.layer),
            "Vendor": _shares(rows, lambda row: f"{row.provider} {row.model}".strip()),
        },
        limits=factory.spending_limits.in_use(),
        doubts=factory.doubts.open(),
        prices=book.prices,
        own_prices=book.overrides,
        book=book.version,
    )


def _days(rows: Sequence[SpendingRow]) -> Mapping[date, float]:
    days: dict[date, float] = defaultdict(float)
    for row in rows:
        days[row.day] += row.spent_usd
    return dict(days)


def _shares(rows: Sequence[SpendingRow], name: Callable[[SpendingRow], str]) -> list[Share]:
    usd: dict[str, float] = defaultdict(float)
    calls: dict[str, int] = defaultdict(int)
    for row in rows:
        usd[name(row)] += row.spent_usd
        calls[name(row)] += row.calls
    most = max(usd.values(), default=0.0)
    ordered = sorted(usd, key=lambda one: (-usd[one], one))
    return [Share(one, usd[one], calls[one], usd[one] / most if most else 0.0) for one in ordered]
