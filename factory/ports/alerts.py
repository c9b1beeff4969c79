"""Alerts: what a person should know of now, and what of it was told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from factory.messages.alert import Alert, Failure, HeldReview, WeekOfChannel
from factory.money.spending_limits import SpendingLimit
from factory.workflow.layer_hook import HookFailed


class AlertFacts(Protocol):
    """What alerts are made from."""

    def failures(self, since: datetime) -> Sequence[Failure]:
        """Return the videos that stand failed and did so since then, oldest first."""
        ...

    def failed_hooks(self, since: datetime) -> Sequence[HookFailed]:
        """Return the user's own programs that failed since then, oldest first."""
        ...

    def given_up(self, since: datetime) -> Sequence[HeldReview]:
        """Return reviews that were held since then because nobody decided, and still are."""
        ...

    def week(self, since: datetime, until: datetime) -> Sequence[WeekOfChannel]:
        """Return what was decided in that time, by channel; channels without anything are left out."""
        ...


class LimitUses(Protocol):
    """How much of their limits channels and tenants have used."""

    def uses(self, now: datetime) -> Sequence[SpendingLimit]:
        """Return the limits of whoever spends in this month, each with its use now."""
        ...


class Alerts(Protocol):
    """Alerts by their causes."""

    def see(self, alert: Alert, now: datetime) -> int:
        """Note that an alert stands; return for the how manyth time it is to be told, 0: not now."""
        ...
