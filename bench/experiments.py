"""How often an experiment finds a difference where there is none, and where there is one."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bench.row import Row, at_most, fact
from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.conclusion import Counted, judge_days, judge_videos
from factory.experiments.experiment import Arm, Design, Experiment

FIRST = date(2026, 10, 1)
RUNS = 2000
LONG_AFTER = FIRST + timedelta(days=400)
WEEK = (0.92, 0.9, 0.94, 1.0, 1.12, 1.18, 1.08)


@dataclass(frozen=True, slots=True)
class Alarms:
    """What came of many experiments."""

    runs: int
    found: int

    @property
    def share(self) -> float:
        """Of the experiments, those that found something."""
        return self.found / self.runs


def an_experiment(design: Design, days: int, seed: int) -> Experiment:
    """Return one of two titles, or two ways to begin."""
    return Experiment(
        experiment_id=f"simulated-{seed}",
        channel="simulated",
        design=design,
        varies="title",
        hypothesis="nothing is different",
        measure="click_rate" if design == "days" else "first_week_views",
        arms=(Arm(name="now", says="A"), Arm(name="other", says="B")),
        expected=0.04,
        hoped=0.05,
        video_id="a-video" if design == "days" else "",
        first_day=FIRST,
        days=days,
        registered_by="bench",
        registered_at=datetime(2026, 9, 1, tzinfo=UTC),
        need=1,
        power="simulated",
        seed=seed,
    )


def alarms_by_days(runs: int, times: float = 1.0, days: int = 28) -> Alarms:
    """Simulate experiments by days: a click rate of 4 % that falls, differs by weekday and varies by itself.

    Args:
        runs: how many.
        times: what the other title's rate is of the first's; 1 is an A/A test.
        days: of each.
    """
    found = 0
    for seed in range(runs):
        chance = random.Random(seed)
        experiment = an_experiment("days", days, seed)
        counted: dict[date, Counted] = {}
        for day, arm in arms_by_day(experiment):
            age = (day - FIRST).days
            shown = round(1500 * math.exp(-age / 40) * math.exp(chance.gauss(0, 0.2)))
            rate = 0.04 * math.exp(-age / 60) * WEEK[day.weekday()] * math.exp(chance.gauss(0, 0.1))
            rate *= times if arm.name == "other" else 1.0
            clicks = max(0, round(chance.gauss(shown * rate, math.sqrt(shown * rate))))
            counted[day] = Counted(shown, min(shown, clicks))
        arms = judge_days(experiment, counted, 0, LONG_AFTER).arms
        found += arms[1].answer in ("better", "worse")
    return Alarms(runs, found)


def alarms_by_videos(runs: int, times: float = 1.0, videos: int = 12) -> Alarms:
    """Simulate experiments between videos whose first weeks differ by a factor of two as a rule."""
    found = 0
    for seed in range(runs):
        chance = random.Random(seed)
        views = {
            name: [500 * factor * math.exp(chance.gauss(0, 0.7)) for _ in range(videos)]
            for name, factor in (("now", 1.0), ("other", times))
        }
        experiment = an_experiment("videos", 120, seed)
        arms = judge_videos(experiment, views, math.log(500), 0, LONG_AFTER).arms
        found += arms[1].answer in ("better", "worse")
    return Alarms(runs, found)


def rows() -> Iterator[Row]:
    """Yield false alarms of both designs, which may not exceed five of a hundred, and what is found."""
    by_days, by_videos = alarms_by_days(RUNS), alarms_by_videos(RUNS)
    yield at_most(0.05, "A/A by days: taken for different", by_days.share, "of experiments")
    yield at_most(
        0.05, "A/A between videos: taken for different", by_videos.share, "of experiments"
    )
    better = alarms_by_days(RUNS // 4, 1.25)
    yield fact("4 % against 5 % by 28 days: found", better.share, "of experiments")
