"""Conclusion: what an experiment says once it is over, and `not enough yet` as long as it cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log1p
from statistics import fmean
from typing import Final, Literal

from factory.analytics.confidence_interval import wilson
from factory.experiments.arm_assignment import WEEK, arms_by_day
from factory.experiments.experiment import Experiment
from factory.experiments.permutation import interval_of_pairs, shuffled_groups, turned_pairs
from factory.experiments.sample_size import rounded
from factory.experiments.significance import level_of
from factory.records import Payload

Answer = Literal["not enough yet", "no difference found", "better", "worse"]
SHRINKAGE_VIDEOS: Final = 5.0
"""An arm's mean is drawn to the channel's as if so many usual videos stood beside its own."""


class ArmResult(Payload):
    """One arm."""

    name: str
    days: int
    """Or videos, where arms are videos."""
    trials: float
    """Impressions, views or videos: the n."""
    value: float | None
    """The measure; None without trials."""
    low: float | None
    high: float | None
    """An interval that holds 95 of 100 times, where the measure is a share."""
    difference: float | None = None
    """From the first arm: of shares their difference, its decline removed; of views a factor."""
    difference_low: float | None = None
    difference_high: float | None = None
    """Of shares: all differences that the days do not speak against; told only when it is judged."""
    p: float | None = None
    """How often as large a difference comes of arms that do the same; told only when it is judged."""
    answer: Answer = "not enough yet"


class Judgement(Payload):
    """All arms on a day."""

    judged: bool
    """The last day is over, its figures were waited for, and every arm has what it needs."""
    words: str
    arms: tuple[ArmResult, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one day."""

    trials: float
    hits: float


def judge_days(
    experiment: Experiment, found: Mapping[date, Counted], need: int, today: date
) -> Judgement:
    """Judge the whole days of one video; once, and never before its last day has been waited for.

    Days are compared within their block, which holds every arm once; by how much the measure falls
    from block to block as the video ages is taken out before. The test turns arms within blocks, so
    that it counts days as they vary, not clicks as if each were drawn alone.

    Args:
        experiment: by days.
        found: of each day that showed one arm from its beginning to its end, what is known.
        need: trials that every arm needs, as registered.
        today: the platform's.
    """
    last = experiment.judged_after
    shown = [(day, arm.name) for day, arm in arms_by_day(experiment)]
    sums = {
        arm.name: [found[day] for day, name in shown if name == arm.name and day in found]
        for arm in experiment.arms
    }
    fewest = min(sum(one.trials for one in own) for own in sums.values())
    judged = today > last and fewest >= need
    blocks = _blocks(experiment, found)
    first = experiment.original.name
    level = level_of(len(experiment.arms))
    arms: list[ArmResult] = []
    for arm in experiment.arms:
        trials = sum(one.trials for one in sums[arm.name])
        hits = sum(one.hits for one in sums[arm.name])
        low, high = wilson(min(hits, trials), trials)
        differences = [block[arm.name] - block[first] for block in blocks]
        compared = arm.name != first and bool(blocks)
        p = turned_pairs(differences, experiment.seed) if compared and judged else None
        difference = fmean(differences) if compared else None
        around = (
            interval_of_pairs(differences, level, experiment.seed) if p is not None else None
        ) or (None, None)
        arms.append(
            ArmResult(
                name=arm.name,
                days=len(sums[arm.name]),
                trials=trials,
                value=hits / trials if trials else None,
                low=low,
                high=high,
                difference=difference,
                difference_low=around[0],
                difference_high=around[1],
                p=p,
                answer=_answer(difference, p, level),
            )
        )
    words = _words(judged, today > last, last, fewest, need, arms)
    return Judgement(judged=judged, words=words, arms=tuple(arms))


def judge_videos(
    experiment: Experiment,
    views: Mapping[str, Sequence[float]],
    usual: float,
    need: int,
    today: date,
) -> Judgement:
    """Judge arms between videos by the views of their first week.

    Args:
        experiment: between videos.
        views: of each arm's videos that are a week old.
        usual: the channel's mean of the logarithm of a video's first week.
        need: videos that every arm needs, as registered.
        today: the platform's.
    """
    last = experiment.judged_after
    logs = {arm.name: [log1p(one) for one in views.get(arm.name, ())] for arm in experiment.arms}
    fewest = min(len(own) for own in logs.values())
    judged = today > last and fewest >= need
    first, level = experiment.original.name, level_of(len(experiment.arms))
    means = {
        name: (sum(own) + SHRINKAGE_VIDEOS * usual) / (len(own) + SHRINKAGE_VIDEOS)
        for name, own in logs.items()
    }
    arms: list[ArmResult] = []
    for arm in experiment.arms:
        compared = arm.name != first and fewest > 0
        # Thousands of shuffles, and nobody reads them before its day.
        p = (
            shuffled_groups(logs[arm.name], logs[first], experiment.seed)
            if compared and judged
            else None
        )
        factor = exp(means[arm.name] - means[first]) if compared else None
        arms.append(
            ArmResult(
                name=arm.name,
                days=len(logs[arm.name]),
                trials=len(logs[arm.name]),
                value=exp(means[arm.name]) - 1 if logs[arm.name] else None,
                low=None,
                high=None,
                difference=factor,
                p=p,
                answer=_answer(factor - 1 if factor else None, p, level),
            )
        )
    words = _words(judged, today > last, last, fewest, need, arms)
    return Judgement(judged=judged, words=words, arms=tuple(arms))


def _blocks(experiment: Experiment, found: Mapping[date, Counted]) -> Sequence[Mapping[str, float]]:
    """Return each block's shares by arm, without the decline of the whole; see `judge_days`.

    Blocks of the same lot (`arms_by_day`) are one: they were drawn together, and count once.
    """
    size = len(experiment.arms)
    days = arms_by_day(experiment)
    whole = [
        (start // size % WEEK, [(day, arm.name, found[day]) for day, arm in block])
        for start in range(0, len(days), size)
        for block in [days[start : start + size]]
        if all(day in found and found[day].trials > 0 for day, _ in block)
    ]
    shares = [
        (lot, [((day - experiment.first_day).days, n, c.hits / c.trials) for day, n, c in block])
        for lot, block in whole
    ]
    middles = [(fmean(at for at, *_ in b), fmean(share for *_, share in b)) for _, b in shares]
    slope = _slope(middles)
    of_lot: dict[int, list[dict[str, float]]] = {}
    for (lot, block), (middle, _) in zip(shares, middles, strict=True):
        plain = {name: share - slope * (at - middle) for at, name, share in block}
        of_lot.setdefault(lot, []).append(plain)
    return [
        {arm.name: fmean(one[arm.name] for one in own) for arm in experiment.arms}
        for own in of_lot.values()
    ]


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Return how much is lost a day, by least squares; every block holds every arm, so none weighs on it."""
    if len(points) < 2:
        return 0.0
    x, y = fmean(at for at, _ in points), fmean(value for _, value in points)
    across = sum((at - x) ** 2 for at, _ in points)
    return sum((at - x) * (value - y) for at, value in points) / across if across else 0.0


def _answer(difference: float | None, p: float | None, level: float) -> Answer:
    if difference is None or p is None:
        return "not enough yet"
    if p > level:
        return "no difference found"
    return "better" if difference > 0 else "worse"


def _words(
    judged: bool, over: bool, last: date, fewest: float, need: int, arms: Sequence[ArmResult]
) -> str:
    if judged:
        found = [f"{arm.name} is {arm.answer}" for arm in arms if arm.answer in ("better", "worse")]
        return f"{'; '.join(found)}." if found else "No arm differs from the first."
    share = f"{rounded(fewest):,} of {rounded(need):,}"
    if over:
        return f"Not enough yet: the arm with fewest has {share}. It ended without an answer."
    return f"Not enough yet: the arm with fewest has {share}; it is judged after {last}, once."
