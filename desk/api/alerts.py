"""Alerts: what a person should know of now."""

from collections.abc import Sequence

from pydantic import Field

from desk.actions.alerts import MOST_HOURS, USUAL_HOURS, all_alerts, mute_alert
from desk.api.protocol.action import Action, Call, NoInput
from factory.messages.alert import KeptAlert
from factory.records import Payload


class Alerts(Payload):
    """The alerts of late, those that stood last first."""

    alerts: Sequence[KeptAlert]


class MuteAsked(Payload):
    """An alert, and for how long nobody is told of it."""

    alert: int
    hours: float = Field(default=USUAL_HOURS, ge=0, le=MOST_HOURS)
    """0: it is told of again."""


def _list(call: Call, asked: NoInput) -> Alerts:
    return Alerts(alerts=all_alerts())


def _mute(call: Call, asked: MuteAsked) -> KeptAlert:
    return mute_alert(asked.alert, asked.hours)


ACTIONS = (
    Action(
        name="list_alerts",
        method="GET",
        path="/alerts",
        role="viewer",
        about="List what failed, is used up, was given up or decided in a week, and what was told.",
        answers=Alerts,
        do=_list,
        commands=("alerts", "alerts list"),
    ),
    Action(
        name="mute_alert",
        method="POST",
        path="/alerts/{alert}/mute",
        role="operator",
        about="Tell nobody of an alert for some hours, or tell of it again.",
        asks=MuteAsked,
        answers=KeptAlert,
        do=_mute,
        example={"alert": 3, "hours": 24},
        commands=("alerts mute",),
    ),
)
