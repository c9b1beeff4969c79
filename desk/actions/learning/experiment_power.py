"""Power of experiments: how much they need to tell a difference apart, and how long that takes."""

from datetime import UTC, datetime
from statistics import stdev
from typing import Final

from desk.actions.learning.experiment_figures import counted_of, usual_first_weeks
from factory.analytics.daily_frame import days_before
from factory.errors import BadInput
from factory.experiments.power import Needed, needed, trials_an_arm, videos_an_arm
from factory.records import Payload
from factory.workflow.platform_days import platform_day
from wiring.factory import Factory, open_factory

LOOKED_BACK_DAYS: Final = 28
USUAL_SPREAD: Final = 0.8
"""Of the logarithm of a video's first week, where a channel has too few videos to say."""
LEAST_VIDEOS: Final = 6


class PowerAsked(Payload):
    """What is to be told apart."""

    channel: str
    design: str = "days"
    measure: str = "click_rate"
    expected: float
    hoped: float
    arms: int = 2
    video_id: str = ""


def power_of(factory: Factory, asked: PowerAsked) -> Needed:
    """Return what an experiment would need, and how long its channel or video takes to bring it.

    Raises:
        BadInput: the figures cannot be told apart, or make no sense.
    """
    today = platform_day(datetime.now(UTC))
    first, videos = days_before(today, LOOKED_BACK_DAYS), factory.catalogue.metrics.videos()
    try:
        if asked.design == "videos":
            totals = factory.catalogue.metrics.totals(today)
            logs = usual_first_weeks(totals, videos, asked.channel)
            spread = stdev(logs) if len(logs) >= LEAST_VIDEOS else USUAL_SPREAD
            need = videos_an_arm(asked.hoped / asked.expected, spread, asked.arms)
            out = [
                one
                for one in videos
                if one.channel == asked.channel
                and one.published_at
                and platform_day(one.published_at) >= first
            ]
            return needed("videos", need, asked.arms, len(out) * 7 / LOOKED_BACK_DAYS)
        need = trials_an_arm(asked.expected, asked.hoped, asked.arms)
    except (ValueError, ZeroDivisionError) as error:
        raise BadInput(f"the power cannot be told: {error}") from None
    rows = factory.catalogue.metrics.between(first, today)
    wanted = {
        one.video_id
        for one in videos
        if (one.video_id == asked.video_id if asked.video_id else one.channel == asked.channel)
    }
    counted = [counted_of(row, asked.measure) for row in rows if row.video_id in wanted]
    known = sum(one.trials for one in counted if one)
    unit = "impressions" if asked.measure == "click_rate" else "views"
    return needed(unit, need, asked.arms, known * 7 / LOOKED_BACK_DAYS)


def power_here(asked: PowerAsked) -> Needed:
    """Return `power_of` in the factory of this home."""
    with open_factory() as factory:
        return power_of(factory, asked)


def refuse_what_cannot_tell(power: Needed, days: int) -> None:
    """Raise BadInput where an experiment of so many days would end without an answer."""
    if power.weeks is None or power.weeks * 7 > days:
        raise BadInput(
            f"it needs {power.sentence}; it is registered for {days} days, and would end with `not "
            "enough yet`. Hope for a larger difference, give it more days, or say `anyway`"
        )
