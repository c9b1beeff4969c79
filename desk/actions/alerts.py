"""Alerts: what a person should know of, and what nobody wants to hear of for a while."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from factory.errors import BadInput
from factory.messages.alert import KeptAlert
from wiring.factory import open_factory

MOST_HOURS = 24 * 90
USUAL_HOURS = 24


def all_alerts() -> Sequence[KeptAlert]:
    """Return the alerts of late, those that stood last first."""
    with open_factory() as factory:
        return factory.catalogue.alerts.all()


def mute_alert(number: int, hours: float) -> KeptAlert:
    """Tell nobody of an alert for so many hours; 0: tell of it again.

    Raises:
        BadInput: it is no such number of hours.
        PermanentError: there is no such alert.
    """
    if not 0 <= hours <= MOST_HOURS:
        raise BadInput(f"{hours:g} hours: wanted 0 to {MOST_HOURS}, which is 90 days")
    until = datetime.now(UTC) + timedelta(hours=hours) if hours else None
    with open_factory() as factory:
        return factory.catalogue.alerts.mute(number, until)
