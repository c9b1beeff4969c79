"""Power of experiments: how much they need to tell a difference apart, and how long that takes."""

from datetime import UTC, date, datetime
from typing import Final

from factory.analytics.channel_sums import days_before
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.experiments.experiment import OUTLET, TRIALS
from factory.experiments.sample_size import Needed, needed, trials_an_arm, videos_an_arm
from factory.records import Payload
from factory.workflow.platform_days import beginning_of, platform_day
from wiring.experiment_judgements import usual_of
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
    first = days_before(today, LOOKED_BACK_DAYS)
    try:
        if asked.design == "videos":
            return _videos_needed(factory, asked, first, today)
        if asked.measure not in TRIALS:
            raise BadInput(
                f"measure: {shown(asked.measure)}; of days wanted one of {', '.join(TRIALS)}"
            )
        need = trials_an_arm(asked.expected, asked.hoped, asked.arms)
    except (ValueError, ZeroDivisionError) as error:
        raise BadInput(f"the power cannot be told: {error}") from None
    whose = {"video_id": asked.video_id} if asked.video_id else {"channel": asked.channel}
    known = factory.catalogue.video_sums.trials(asked.measure, OUTLET, first, today, **whose)
    return needed(TRIALS[asked.measure], need, asked.arms, known * 7 / LOOKED_BACK_DAYS)


def _videos_needed(factory: Factory, asked: PowerAsked, first: date, today: date) -> Needed:
    usual = usual_of(factory.catalogue.figure_sums.first_weeks(today, asked.channel))
    spread = usual.spread if usual.videos >= LEAST_VIDEOS else USUAL_SPREAD
    need = videos_an_arm(asked.hoped / asked.expected, spread, asked.arms)
    out = factory.catalogue.video_sums.out_since(asked.channel, beginning_of(first))
    return needed("videos", need, asked.arms, out * 7 / LOOKED_BACK_DAYS)


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
