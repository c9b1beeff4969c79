"""The daily run: what it did today, and why it did not do the rest."""

from datetime import UTC, datetime

from desk.actions.learning.daily_run import Daily, daily
from desk.api.protocol.action import Action, Call, NoInput


def _today(call: Call, asked: NoInput) -> Daily:
    return daily(call.factory, datetime.now(UTC))


ACTIONS = (
    Action(
        name="daily_run",
        method="GET",
        path="/today",
        role="viewer",
        about="Say what the daily run did today, and why it did not do the rest.",
        asks=NoInput,
        answers=Daily,
        do=_today,
        example={},
        commands=("today",),
    ),
)
