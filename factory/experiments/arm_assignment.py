"""Assignment of arms: which arm a day shows, each as often on each weekday as can be, and which a video gets."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from factory.experiments.experiment import Arm, Experiment

WEEK: Final = 7


def arms_by_day(experiment: Experiment) -> Sequence[tuple[date, Arm]]:
    """Return which arm is shown on which day.

    Blocks of neighbouring days hold every arm once, in an order drawn by lot: so a decline of the
    video weighs on all arms alike. After seven blocks, when the weekdays come round, each block is turned by
    one: so every arm comes as often on each weekday as can be.
    """
    chance = random.Random(experiment.seed)
    arms = experiment.arms
    drawn = [chance.sample(arms, len(arms)) for _ in range(WEEK)]
    found: list[tuple[date, Arm]] = []
    for block in range(experiment.days // len(arms)):
        turn, order = block // WEEK % len(arms), drawn[block % WEEK]
        for place, arm in enumerate([*order[turn:], *order[:turn]]):
            day = experiment.first_day + timedelta(days=block * len(arms) + place)
            found.append((day, arm))
    return found


def arm_of_video(experiment: Experiment, video_id: str, before: Sequence[str]) -> Arm:
    """Return the arm for a new video: one of those that have had the fewest, by lot.

    Args:
        experiment: between videos.
        video_id: whose.
        before: names of the arms that earlier videos were given.
    """
    counts = {arm.name: before.count(arm.name) for arm in experiment.arms}
    fewest = [arm for arm in experiment.arms if counts[arm.name] == min(counts.values())]
    return random.Random(f"{experiment.seed} {video_id}").choice(fewest)
