"""Effects: by what factor each kind of video does better or worse than its channel's usual.

The logarithm of a video's views of its first week is the channel's usual, plus a straight line in time,
plus an effect of each of its kinds, plus chance. Effects are learned together, so that of two kinds
that often come together neither gets what is the other's. They are drawn toward nothing by as much
as the videos themselves tell (empirical Bayes): how far effects differ beside chance is chosen from a
few ratios by marginal likelihood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log1p, sqrt
from statistics import median
from typing import TYPE_CHECKING, Final

from factory.analytics.anomalies import NORMAL_MAD
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.analytics.video_kinds import Kind, kinds_of_video
from factory.fingerprint import seed_of
from factory.records import Payload

if TYPE_CHECKING:
    import numpy as np  # whoever proposes nothing does without it

LEAST_OF_A_CHANNEL: Final = 6
"""Fewer teach nothing."""
MOST_VIDEOS: Final = 400
"""The newest: what a channel was years ago is no measure."""
TREND: Final[Kind] = ("time", "trend")
RATIOS: Final = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Variance of effects over that of chance: at 0.2 a kind is drawn toward 1 as if five usual videos
stood beside those seen."""
USUAL_RATIO: Final = 0.2
"""What is believed of it before: each factor of two away from it is one standard deviation."""
PRIOR_VIDEOS: Final = 2.0
PRIOR_VARIANCE: Final = 0.5
"""Of chance: first weeks differ by a factor of two as a rule. It counts like two videos."""
ODD: Final = 3.0
"""One video counts at most so many robust deviations: a hit by chance teaches no rule."""
LEAST_SPREAD: Final = 0.4
EIGHTY: Final = 1.2816
"""Standard deviations to each side that hold 80 of 100."""


class Part(Payload):
    """What one kind adds to an expectation."""

    attribute: str
    value: str
    videos: int
    """That had it; 0: nothing is known of it."""
    times: float


class Expectation(Payload):
    """What is expected of a video that is not made yet, as a multiple of its channel's usual; ours."""

    outlet: str
    """Where it was learned: a view is another thing elsewhere."""
    videos: int
    """From which it was learned."""
    times: float
    low: float
    high: float
    """In 80 of 100 such cases the factor lies between them."""
    parts: tuple[Part, ...]
    drawn: float
    """The factor that a lottery gave it for the day, from all that are likely (Thompson sampling)."""


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of one channel's kinds at one outlet, as logarithms."""

    channel: str
    outlet: str
    videos: int
    kinds: Mapping[Kind, int]
    """The place of each in `mean`."""
    seen: Sequence[int]
    """Videos that had it."""
    average: np.ndarray
    """Shape (kinds,): the share of videos that had each; what is usual is a video of these shares."""
    mean: np.ndarray
    """Shape (kinds,)."""
    root: np.ndarray
    """Shape (kinds, kinds): its product with its transpose is the covariance of the effects."""
    spread: float
    """Standard deviation of an effect of which nothing is known."""

    def expectation(self, kinds: Sequence[Kind], lot: str) -> Expectation:
        """Return what is expected of a video of these kinds.

        Args:
            kinds: of the video; some may be new.
            lot: which lottery, such as channel and day: the same one draws the same effects.
        """
        import numpy as np

        new = [kind for kind in kinds if kind not in self.kinds and not self._all_have(kind)]
        beyond = -self.average
        beyond[[self.kinds[kind] for kind in kinds if kind in self.kinds]] += 1.0
        chance = np.random.default_rng(seed_of(lot)).normal(size=len(self.mean))
        likely = [
            np.random.default_rng(seed_of(f"{lot} {kind}")).normal(0, self.spread) for kind in new
        ]
        lifted, deviation = self._lifted(beyond)
        deviation = sqrt(deviation**2 + len(new) * self.spread**2)
        return Expectation(
            outlet=self.outlet,
            videos=self.videos,
            times=exp(lifted),
            low=exp(lifted - EIGHTY * deviation),
            high=exp(lifted + EIGHTY * deviation),
            parts=tuple(self._parts(kinds)),
            drawn=exp(lifted + float(beyond @ self.root @ chance) + sum(likely)),
        )

    def of_kind(self, kind: Kind) -> tuple[float, float]:
        """Return the logarithm of a kind's factor, and its standard deviation.

        It is that against what is usual there: of three formats, against their mixture; of a tag, which
        may come with others, against as many videos with it as there were.
        """
        import numpy as np

        beyond = np.zeros(len(self.mean))
        for other, place in self.kinds.items():
            if other == kind or (other[0] == kind[0] and kind[0] != "tag"):
                beyond[place] = (other == kind) - self.average[place]
        return self._lifted(beyond)

    def _lifted(self, beyond: np.ndarray) -> tuple[float, float]:
        row = beyond @ self.root
        return float(beyond @ self.mean), sqrt(float(row @ row))

    def _all_have(self, kind: Kind) -> bool:
        """Whether all videos were of one kind there: then it is what is usual, or nobody knows."""
        return kind[0] != "tag" and all(attribute != kind[0] for attribute, _ in self.kinds)

    def _parts(self, kinds: Sequence[Kind]) -> Iterator[Part]:
        for kind in kinds:
            attribute, value = kind
            if kind in self.kinds:
                times, seen = exp(self.of_kind(kind)[0]), self.seen[self.kinds[kind]]
                yield Part(attribute=attribute, value=value, videos=seen, times=times)
            elif not self._all_have(kind):
                yield Part(attribute=attribute, value=value, videos=0, times=1.0)


def effects_of(weeks: Sequence[FirstWeek], videos: Sequence[MeasuredVideo]) -> Sequence[Effects]:
    """Return the effects of each channel and outlet of which enough videos are a week old.

    Args:
        weeks: of the newest `MOST_VIDEOS` of each channel and outlet at least.
        videos: whose they are.
    """
    of = {video.video_id: video for video in videos}
    found: dict[tuple[str, str], list[FirstWeek]] = defaultdict(list)
    for one in weeks:
        if one.video_id in of:
            found[of[one.video_id].channel, one.outlet].append(one)
    return [
        _learned(channel, outlet, sorted(own, key=_age)[-MOST_VIDEOS:], of)
        for (channel, outlet), own in sorted(found.items())
        if len(own) >= LEAST_OF_A_CHANNEL
    ]


def steering(effects: Sequence[Effects], channel: str) -> Effects | None:
    """Return the effects that steer a channel's ideas: of the outlet with most videos; None of none."""
    own = [one for one in effects if one.channel == channel]
    return max(own, key=lambda one: (one.videos, one.outlet), default=None)


def _age(one: FirstWeek) -> tuple[str, str]:
    return str(one.first_day), one.video_id


def _learned(
    channel: str, outlet: str, own: Sequence[FirstWeek], of: Mapping[str, MeasuredVideo]
) -> Effects:
    import numpy as np

    each = [tuple(kinds_of_video(of[one.video_id])) for one in own]
    counts: dict[Kind, int] = defaultdict(int)
    for kinds in each:
        for kind in kinds:
            counts[kind] += 1
    told = [TREND, *(kind for kind, count in sorted(counts.items()) if count < len(own))]
    places = {kind: place for place, kind in enumerate(told)}
    table = np.zeros((len(own), len(told)))
    for row, kinds in enumerate(each):
        table[row, [places[kind] for kind in kinds if kind in places]] = 1.0
    table[:, 0] = _times(own)
    mean, covariance, spread = _posterior(table, _lifted(own))
    average = table.mean(axis=0)
    average[0] = 0.0  # what is expected is expected of the channel as it is
    floor = 1e-12 * np.eye(len(told))
    return Effects(
        channel=channel,
        outlet=outlet,
        videos=len(own),
        kinds=places,
        seen=[len(own), *(counts[kind] for kind in told[1:])],
        average=average,
        mean=mean,
        root=np.linalg.cholesky(covariance + floor),
        spread=spread,
    )


def _lifted(own: Sequence[FirstWeek]) -> np.ndarray:
    """Return logarithms less their median, none farther from it than `ODD` robust deviations."""
    import numpy as np

    logs = [log1p(max(0.0, one.views)) for one in own]
    usual = median(logs)
    spread = max(LEAST_SPREAD, NORMAL_MAD * median(abs(value - usual) for value in logs))
    return np.clip(np.array(logs) - usual, -ODD * spread, ODD * spread)


def _times(own: Sequence[FirstWeek]) -> np.ndarray:
    """Return when each went out, from -1 to 1 and 1 for the newest: a growing channel is no effect."""
    import numpy as np

    days = np.array([one.first_day.toordinal() for one in own], dtype=float)
    whole = days.max() - days.min()
    return 2 * (days - days.min()) / whole - 1 if whole else np.zeros(len(own))


def _posterior(table: np.ndarray, lifted: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return mean and covariance of the effects, and the deviation of one of which nothing is known.

    Source: C. Rasmussen, C. Williams, Gaussian Processes for Machine Learning, 2006, 2.1 and 5.4.1, in the
    singular values of the table, of which there are as few as kinds; the variance of chance is integrated
    out under an inverse gamma of `PRIOR_VIDEOS`.
    """
    import numpy as np

    left, singular, right = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    squares = singular**2
    value = lifted - lifted.mean()
    along = left.T @ value
    freedom = PRIOR_VIDEOS + len(value)
    best: tuple[float, float, float] | None = None
    for ratio in RATIOS:
        explained = ratio * squares / (1 + ratio * squares)
        rest = float(value @ value - explained @ along**2)
        variance = (PRIOR_VIDEOS * PRIOR_VARIANCE + rest) / freedom
        likely = -0.5 * float(np.log1p(ratio * squares).sum()) - freedom / 2 * log(variance)
        likely -= 0.5 * (log(ratio / USUAL_RATIO) / log(2)) ** 2
        if best is None or likely > best[0]:
            best = likely, ratio, variance
    assert best is not None
    _, ratio, variance = best
    drawn = ratio * singular / (1 + ratio * squares)
    mean = right.T @ (drawn * along)
    covariance = (
        variance * ratio * (np.eye(table.shape[1]) - right.T @ np.diag(drawn * singular) @ right)
    )
    return mean, (covariance + covariance.T) / 2, sqrt(ratio * variance)
