"""Alerts of spending limits: one of which much, or all, is used up."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from factory.messages.alert import Alert
from factory.money.dollars import dollars
from factory.money.spending_limits import PERIODS, SpendingLimit

WARN_AT_SHARES: Final = (Decimal(1), Decimal("0.8"))
"""Of a limit, at which somebody is told; the highest first."""


def spending_limit_alerts(limits: Sequence[SpendingLimit], now: datetime) -> list[Alert]:
    """Return an alert for each limit that is used up, or four fifths of it."""
    found: list[Alert] = []
    for limit in limits:
        used = limit.usd - limit.left_usd
        share = next((s for s in WARN_AT_SHARES if limit.usd > 0 and used / limit.usd >= s), None)
        if share is None:
            continue
        period = f"{now:%Y-%m-%d}" if limit.scope == "channel" else f"{now:%Y-%m}"
        found.append(
            Alert(
                cause=f"budget {limit.scope} {limit.name} {period} {share:.0%}",
                kind="budget",
                title=f"{share:.0%} of what {limit.scope} {limit.name} may spend {PERIODS[limit.scope]}",
                facts=(f"At least {dollars(limit.usd * share)} of {dollars(limit.usd)}",),
                remedy=f"nothing, or `factory limit {limit.scope} {limit.name} USD` raises it",
            )
        )
    return found
