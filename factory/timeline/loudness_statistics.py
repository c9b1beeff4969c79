"""Loudness of a long sound from its pieces: how often each level occurs is all that counts.

Integrated loudness (ITU-R BS.1770-5) and loudness range (EBU Tech 3342) are statistics over
blocks, whatever their order. So a piece that is heard a hundred times is measured once and its
blocks counted a hundred times, and eight hours are known from minutes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Self

from factory.records import Payload

BIN_LU = 0.05
"""Levels are counted in steps of this size, which puts an average off by half of it at most."""
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0
"""BS.1770-5, annex 1: blocks below -70 LUFS, then those 10 LU below the mean, do not count."""
RANGE_GATE_LU = -20.0
RANGE_PERCENTILES = (0.10, 0.95)
"""EBU Tech 3342: the range lies between these, of the blocks within 20 LU of their mean."""
SILENCE_LUFS = -70.0
SILENCE_DBTP = -120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter shows at one moment; it is read every 100 ms (75 % overlap of 400 ms)."""

    seconds: float
    """Where the reading's newest samples begin."""
    momentary_lufs: float
    """Over the last 400 ms; below the absolute gate before so much was heard."""
    short_term_lufs: float
    """Over the last 3 s."""


class Tally(Payload):
    """How often each momentary and each short-term loudness occurs, and the highest true peak.

    Levels are in whole steps of `BIN_LU`. Tallies add up: of two sounds one after the other,
    the windows across the join left out.
    """

    momentary: dict[int, int]
    short_term: dict[int, int]
    true_peak_dbtp: float = SILENCE_DBTP

    def __add__(self, other: Self) -> "Tally":
        return Tally(
            momentary=Counter(self.momentary) + Counter(other.momentary),
            short_term=Counter(self.short_term) + Counter(other.short_term),
            true_peak_dbtp=max(self.true_peak_dbtp, other.true_peak_dbtp),
        )

    def louder(self, gain_db: float) -> "Tally":
        """Return the tally of the sound at another level, to the nearest `BIN_LU`."""
        steps = round(gain_db / BIN_LU)
        return Tally(
            momentary={level + steps: n for level, n in self.momentary.items()},
            short_term={level + steps: n for level, n in self.short_term.items()},
            true_peak_dbtp=self.true_peak_dbtp + gain_db,
        )

    @property
    def integrated_lufs(self) -> float:
        """Integrated loudness, -70 for silence."""
        return gated_lufs((level * BIN_LU, n) for level, n in self.momentary.items())

    @property
    def range_lu(self) -> float:
        """Loudness range, 0 for silence."""
        loud = _above(self.short_term, ABSOLUTE_GATE_LUFS)
        if not loud:
            return 0.0
        loud = _above(loud, _mean_lufs(loud) + RANGE_GATE_LU)
        low, high = (_percentile(loud, share) for share in RANGE_PERCENTILES)
        return (high - low) * BIN_LU


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an abridged sound, and how often the whole holds it."""

    seconds: float
    times: int


def abridged(strips: Sequence[tuple[float, int]]) -> list[Passage]:
    """Return what has to be decoded of a sound made of strips to know the whole.

    A strip that repeats is decoded twice: once after what comes before it, once after itself,
    so that every window across every join is measured as it will be heard.

    Args:
        strips: seconds and repeats of each, in order.

    Returns:
        One passage for each round that is to be decoded, in order.
    """
    passages: list[Passage] = []
    for seconds, repeats in strips:
        passages.append(Passage(seconds, 1))
        if repeats > 1:
            passages.append(Passage(seconds, repeats - 1))
    return passages


def tally(
    readings: Iterable[Reading], passages: Sequence[Passage], true_peak_dbtp: float = SILENCE_DBTP
) -> Tally:
    """Count the readings of an abridged sound, each as often as its passage is heard.

    Readings after the last passage count as part of it.
    """
    momentary: Counter[int] = Counter()
    short_term: Counter[int] = Counter()
    waiting = iter(passages)
    passage = next(waiting)
    end = passage.seconds
    for reading in readings:
        while reading.seconds >= end and (following := next(waiting, None)):
            passage = following
            end += passage.seconds
        if reading.momentary_lufs > ABSOLUTE_GATE_LUFS:
            momentary[round(reading.momentary_lufs / BIN_LU)] += passage.times
        if reading.short_term_lufs > ABSOLUTE_GATE_LUFS:
            short_term[round(reading.short_term_lufs / BIN_LU)] += passage.times
    return Tally(momentary=momentary, short_term=short_term, true_peak_dbtp=true_peak_dbtp)


def gated_lufs(levels_lufs: Iterable[tuple[float, float]]) -> float:
    """Return the integrated loudness of (momentary level, weight) pairs, -70 for silence."""
    loud = [(level, n) for level, n in levels_lufs if level > ABSOLUTE_GATE_LUFS]
    if not loud:
        return SILENCE_LUFS
    gate = mean_lufs(loud) + RELATIVE_GATE_LU
    return mean_lufs((level, n) for level, n in loud if level > gate)


def mean_lufs(levels_lufs: Iterable[tuple[float, float]]) -> float:
    """Return the loudness of the mean power of (level, weight) pairs, without gates."""
    pairs = list(levels_lufs)
    power = sum(10 ** (level / 10) * weight for level, weight in pairs)
    return 10 * log10(power / sum(weight for _, weight in pairs))


def _mean_lufs(counts: Mapping[int, int]) -> float:
    return mean_lufs((level * BIN_LU, n) for level, n in counts.items())


def _above(counts: Mapping[int, int], gate_lufs: float) -> dict[int, int]:
    return {level: n for level, n in counts.items() if level * BIN_LU > gate_lufs}


def _percentile(counts: Mapping[int, int], share: float) -> int:
    """Return the level below which this share of the blocks lies, in bins."""
    place = round(share * (sum(counts.values()) - 1))
    for level in sorted(counts):
        place -= counts[level]
        if place < 0:
            return level
    return max(counts)
