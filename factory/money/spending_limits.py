"""Spending limits (budgets): what may be spent, on whose behalf, in which time; and what is said when it is not.

Days and months are those of UTC. What is set aside for calls that are under way counts like money
spent, and so does a call whose answer got lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from factory.errors import BudgetExceeded
from factory.money.dollars import dollars

Scope = Literal["video", "channel", "tenant"]
PERIODS: Final[dict[Scope, str]] = {"video": "in all", "channel": "a day", "tenant": "a month"}
"""The time that a limit of each scope is for."""


@dataclass(frozen=True, slots=True)
class SpendingLimit:
    """One limit and how much of it is used."""

    scope: Scope
    name: str
    """The video, channel or tenant."""
    usd: Decimal
    spent_usd: Decimal
    reserved_usd: Decimal

    @property
    def left_usd(self) -> Decimal:
        """What may still be spent; negative when the limit was lowered below what is used."""
        return self.usd - self.spent_usd - self.reserved_usd

    def words(self) -> str:
        """Return the limit and its use in one clause."""
        return (
            f"{self.scope} {self.name} may spend {dollars(self.usd)} {PERIODS[self.scope]}: "
            f"{dollars(self.spent_usd)} is spent and {dollars(self.reserved_usd)} is reserved"
        )


def day_of(now: datetime) -> datetime:
    """Return the midnight, in UTC, at which the day of `now` began."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def freed_at(scope: Scope, now: datetime) -> datetime | None:
    """Return when a limit begins anew by itself; None: only when somebody raises it."""
    today = day_of(now)
    if scope == "channel":
        return today + timedelta(days=1)
    if scope == "tenant":
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return None


def refusal(
    what: str, asked_usd: Decimal, limits: Sequence[SpendingLimit], now: datetime
) -> BudgetExceeded | None:
    """Return the error for the first limit that the sum does not fit into, or None if it fits all.

    Args:
        what: the call, for the message: `v-1: sentence 3 of 11, at google`.
        asked_usd: its estimate.
        limits: every limit that holds for it.
        now: by the database's clock.
    """
    for limit in limits:
        if asked_usd > limit.left_usd:
            until = freed_at(limit.scope, now)
            again = f"until {until:%Y-%m-%d %H:%M} UTC, or " if until else ""
            return BudgetExceeded(
                f"{what} asks for {dollars(asked_usd)}, but {limit.words()}. The video waits {again}"
                f"until the limit is raised: `factory limit {limit.scope} {limit.name} USD`",
                until=until,
                scope=f"{limit.scope} {limit.name}",
                usd=float(asked_usd),
            )
    return None
