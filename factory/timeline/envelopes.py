"""Envelopes: how a sound's amplitude moves over time (ducking, fades), known beforehand and exact to the sample."""

from collections.abc import Sequence

from factory.timeline.timeline import SAMPLE_RATE

Curve = tuple[tuple[int, float], ...]
"""(sample, amplitude) points, in order of time. Between two the amplitude follows half a cosine;
before the first and after the last it stays."""

DUCK_DOWN_SECONDS, DUCK_HOLD_SECONDS, DUCK_UP_SECONDS = 0.35, 0.25, 1.0
"""A bed is down when a sentence begins, which costs nothing as its time is known; slow enough
not to be heard as an event. It waits until the last word has died away, and comes back slower
than it went, as a hand on a fader would."""
HUSH_SECONDS = 0.5
SHORTEST_PAUSE_SECONDS = 2.0
"""A bed comes up only where it can also stay up for a while; up and down in every breath is
what is heard as pumping."""
REACH_SECONDS = 5.0


def amplitude(level_db: float) -> float:
    """Return a level in dB as a factor, rounded so that the same level is the same factor."""
    return round(10 ** (level_db / 20), 6)


def ducked(speech: Sequence[tuple[int, int]], high: float, duck_db: float) -> Curve:
    """Return the amplitude of a bed: `high`, and `duck_db` from it while somebody speaks.

    Args:
        speech: first and last sample of each sentence, in order.
        high: amplitude where nobody speaks.
        duck_db: negative.
    """
    low = high * 10 ** (duck_db / 20)
    down, hold, up, pause = (
        round(seconds * SAMPLE_RATE)
        for seconds in (
            DUCK_DOWN_SECONDS,
            DUCK_HOLD_SECONDS,
            DUCK_UP_SECONDS,
            SHORTEST_PAUSE_SECONDS,
        )
    )
    points: list[tuple[int, float]] = []
    for start, end in _joined(speech, pause):
        points += [(start - down, high), (start, low), (end + hold, low), (end + hold + up, high)]
    return tuple(points) or ((0, high),)


def hushed(spans: Sequence[tuple[int, int]]) -> Curve:
    """Return what silences a bed from the first to the last sample of each span, in order."""
    fade = round(HUSH_SECONDS * SAMPLE_RATE)
    points: list[tuple[int, float]] = []
    for start, end in spans:
        points += [(start - fade, 1.0), (start, 0.0), (end, 0.0), (end + fade, 1.0)]
    return tuple(points) or ((0, 1.0),)


def faded(samples: int, fade_in_seconds: float, fade_out_seconds: float) -> Curve:
    """Return a rise from silence and a fall back to it, each a quarter of the whole at most."""
    fade_in, fade_out = (
        min(round(seconds * SAMPLE_RATE), samples // 4)
        for seconds in (fade_in_seconds, fade_out_seconds)
    )
    return ((0, 0.0), (fade_in, 1.0), (samples - fade_out, 1.0), (samples, 0.0))


def swelling(curve: Curve, start: int, end: int, level: float) -> Curve:
    """Return the curve up to `start`, and from there a move to `level` at `end`.

    A move of the curve's own that is not over by `start` does not begin.
    """
    kept = tuple(point for point in curve if point[0] < start) or curve[:1]
    return (*kept, (start, kept[-1][1]), (end, level))


def part(curve: Curve, start: int, end: int) -> Curve:
    """Return what decides a curve from `start` to `end` and a little around, counted from there."""
    reach = round(REACH_SECONDS * SAMPLE_RATE)
    first = max(0, sum(at <= start - reach for at, _ in curve) - 1)
    stop = sum(at < end + reach for at, _ in curve) + 1
    return tuple((at - start, value) for at, value in curve[first:stop])


def _joined(spans: Sequence[tuple[int, int]], pause: int) -> list[tuple[int, int]]:
    """Return the spans, those with less than `pause` between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
