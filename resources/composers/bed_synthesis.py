"""Beds made of nothing: pad, rain, surf and brown noise, stereo, seamless by construction.

Everything is made in the spectrum of the whole loop: a sound whose every component has a whole
number of periods in the loop ends where it began. Events and swells wrap around its end.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resources.audio.k_weighting import OFFSET_LU, k_weights

SAMPLE_RATE = 48_000
LOOP_SECONDS: Mapping[str, int] = {"pad": 96, "rain": 96, "surf": 96, "brown-noise": 96}
"""96 s are 4,500 AAC frames, so that a round can be copied; too long to be known again when it
goes round for hours. Twice as long would cost twice the memory and time, here and in encoding."""
WEIGHTED_BINS = 1 << 16
COARSE = 256
"""What moves slowly is computed every so many samples."""
LEVEL_LUFS = -20.0
PEAK_DBFS = -3.5

Stereo = NDArray[np.float32]
"""Samples by channel, shape (2, samples)."""
Spectrum = NDArray[np.floating[Any]]
"""A value for every bin of a real spectrum, or for every point of a coarse curve."""
Generator = np.random.Generator

# Chords in semitones above the root, voiced openly; each progression goes round.
PROGRESSIONS = (
    ((0, 7, 14, 16, 23), (-3, 4, 12, 16, 19), (-7, 5, 9, 12, 16), (-5, 2, 9, 14, 17)),
    ((0, 7, 12, 14, 15), (-4, 3, 12, 15, 19), (-9, -2, 7, 14, 15), (-2, 5, 9, 14, 17)),
    ((0, 7, 10, 14, 15), (5, 9, 12, 14, 19), (0, 7, 10, 15, 17), (-2, 5, 9, 12, 14)),
)
LOUDEST_DROP = 1.0
"""Louder ones would be heard as ticks that come back with every round."""
LOWEST_ROOT_HZ = 110.0
ROUNDS = 2
"""A progression goes round so often in a loop, with other voices each time."""
PARTIALS = 9
DETUNE_CENTS = 9.0
"""Width of each partial, as of a section of strings rather than one."""


def synthesised(kind: str, seed: int) -> Stereo:
    """Return one loop of a kind in LOOP_SECONDS, at LEVEL_LUFS, peaks below PEAK_DBFS."""
    makers: dict[str, Callable[[Generator, int], Stereo]] = {
        "pad": _pad,
        "rain": _rain,
        "surf": _surf,
        "brown-noise": _brown,
    }
    samples = LOOP_SECONDS[kind] * SAMPLE_RATE
    return levelled(makers[kind](np.random.default_rng(seed), samples))


def levelled(loop: Stereo) -> Stereo:
    """Return the loop at LEVEL_LUFS, its peaks bent softly below PEAK_DBFS."""
    gain = 10 ** ((LEVEL_LUFS - loudness_lufs(loop)) / 20)
    ceiling = 10 ** (PEAK_DBFS / 20)
    knee = 0.6 * ceiling
    level = np.empty_like(loop, dtype=np.float32)

    def fill(channel: int) -> None:
        loud = np.abs(loop[channel]) * np.float32(gain)
        over = np.maximum(loud - knee, 0) / (ceiling - knee)
        bent = np.minimum(loud, knee) + (ceiling - knee) * np.tanh(over)
        level[channel] = np.sign(loop[channel]) * bent

    _both_channels(fill, (0, 1))
    return level


def loudness_lufs(loop: Stereo) -> float:
    """Return the loudness of a periodic sound of 48 kHz by its spectrum, without gates."""
    samples = loop.shape[1]
    power = np.square(np.abs(np.fft.rfft(loop))).sum(axis=0) * 2 / samples**2
    weighted = 0.0
    for first in range(0, len(power), WEIGHTED_BINS):
        bins = np.arange(first, min(first + WEIGHTED_BINS, len(power)))
        weighted += float(power[bins] @ k_weights(bins / samples))
    return OFFSET_LU + 10 * np.log10(max(weighted, 1e-12))


def _frequencies(samples: int) -> Spectrum:
    return np.fft.rfftfreq(samples, 1 / SAMPLE_RATE)


def _noise(random: Generator, samples: int, shape: Spectrum, width: float) -> Stereo:
    """Return noise with the given spectrum; `width` 0 is mono, 1 two unrelated sides."""
    bins = len(shape)
    middle, side = (random.standard_normal((2, bins), dtype=np.float32) for _ in range(2))
    noise = np.empty((2, samples), dtype=np.float32)
    shape = shape.astype(np.float32)

    def fill(channel: int, sign: int) -> None:
        spectrum = np.empty(bins, dtype=np.complex64)
        spectrum.real = middle[0] * (1 - width / 2) + sign * side[0] * width / 2
        spectrum.imag = middle[1] * (1 - width / 2) + sign * side[1] * width / 2
        spectrum *= shape
        noise[channel] = np.fft.irfft(spectrum, samples)

    _both_channels(fill, (0, 1), (1, -1))
    return noise


def _both_channels(fill: Callable[..., None], *arguments: tuple[int, int]) -> None:
    """Fill both channels at the same time; nobody else works while a bed is made."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fill, *arguments))


def _band(frequencies: Spectrum, low: float, high: float) -> Spectrum:
    """Return a soft band: gain rises below `low` and falls above `high` by 12 dB an octave."""
    safe = np.maximum(frequencies, 1e-3)
    return 1 / (1 + (low / safe) ** 2) / (1 + (safe / high) ** 2)


def _swell(random: Generator, samples: int, depth_db: float, most_turns: int) -> Stereo:
    """Return a slow wandering gain around 1 that comes round with the loop, by channel."""
    phase = np.arange(0, samples + COARSE, COARSE) / samples
    gain = np.zeros((2, len(phase)))
    for turns in range(1, most_turns + 1):
        strength = random.normal() / np.sqrt(most_turns)
        start, apart = random.uniform(0, 1), random.uniform(-0.15, 0.15)
        for side, shift in enumerate((start, start + apart)):
            gain[side] += strength * np.sin(2 * np.pi * (turns * phase + shift))
    return _drawn_out(10 ** (gain * (depth_db / 20)), samples)


def _drawn_out(coarse: Spectrum, samples: int) -> Stereo:
    """Return a value for every sample, on straight lines between those for every `COARSE`th."""
    places = np.arange(samples) / COARSE
    return np.stack(
        [np.interp(places, np.arange(coarse.shape[1]), row).astype(np.float32) for row in coarse]
    )


def _pad(random: Generator, samples: int) -> Stereo:
    """Return slow chords of many soft, slightly detuned voices.

    Each partial is a narrow band of noise (PADsynth, Paul 2006), which is what makes it breathe.
    """
    root = LOWEST_ROOT_HZ * 2 ** (random.integers(0, 8) / 12)
    chords = PROGRESSIONS[random.integers(len(PROGRESSIONS))]
    loop = np.zeros((2, samples), dtype=np.float32)
    count = len(chords) * ROUNDS
    place = np.arange(samples, dtype=np.float32) / np.float32(samples) * np.float32(count)
    for index in range(count):
        chord = chords[index % len(chords)]
        voices = _noise(random, samples, _chord_spectrum(random, samples, root, chord), 0.7)
        for part in _heard(samples, index, count):
            loop[:, part] += voices[:, part] * _chord_gain(place[part], index, count)
    air = _noise(random, samples, _band(_frequencies(samples), 1800, 3500), 1.0)
    loop += air * np.float32(0.012 * np.std(loop) / np.std(air))
    return loop * _swell(random, samples, 1.2, 10)


def _chord_spectrum(
    random: Generator, samples: int, root: float, chord: tuple[int, ...]
) -> Spectrum:
    """Return the amplitude of each bin for a chord: partials that fall off and widen with pitch."""
    bins_per_hz = samples / SAMPLE_RATE
    spectrum = np.zeros(samples // 2 + 1)
    for semitones in chord:
        pitch = root * 2 ** (semitones / 12) * 2 ** (random.normal(0, 2) / 1200)
        for partial in range(1, PARTIALS + 1):
            centre = pitch * partial
            spread = centre * (2 ** (DETUNE_CENTS / 1200) - 1)
            gain = partial**-1.4 / (1 + (centre / 900) ** 2) * (110 / pitch) ** 0.35
            reach = int(4 * spread * bins_per_hz) + 2
            middle = round(centre * bins_per_hz)
            near = np.arange(max(1, middle - reach), middle + reach + 1)
            off = (near / bins_per_hz - centre) / spread
            spectrum[near] += gain * np.exp(-0.5 * off**2) / np.sqrt(spread)
    return spectrum


def _heard(samples: int, index: int, chords: int) -> list[slice]:
    """Return where in the loop a chord has any gain: its own time and most of both neighbours'."""
    first, last = ((index + away) * samples // chords for away in (-1, 1))
    if first < 0:
        return [slice(0, last), slice(first + samples, samples)]
    return [slice(first, min(last, samples))]


def _chord_gain(place: NDArray[np.float32], index: int, chords: int) -> NDArray[np.float32]:
    """Return the gain of a chord: up and down by equal power, half of its time each way."""
    away = np.abs((place - index + chords / 2) % chords - chords / 2)
    ramp = np.clip((0.85 - away) / 0.7, 0, 1)
    return np.sin(ramp * np.pi / 2).astype(np.float32)


def _rain(random: Generator, samples: int) -> Stereo:
    """Return steady rain: a broad hiss, a low murmur, and thousands of single drops."""
    frequencies = _frequencies(samples)
    hiss = _noise(random, samples, _band(frequencies, 500, 5200), 0.9)
    murmur = _noise(random, samples, _band(frequencies, 60, 260), 0.5)
    loop = (hiss / np.std(hiss) + 0.5 * murmur / np.std(murmur)).astype(np.float32)
    loop *= _swell(random, samples, 0.8, 22)
    drops = _drops(random, samples, per_second=90)
    return (loop + drops * (0.55 / np.std(drops))).astype(np.float32)


def _drops(random: Generator, samples: int, per_second: int) -> Stereo:
    """Return drops at random times, pitches, distances and sides; late ones ring into the start."""
    shapes = [_drop(random) for _ in range(160)]
    loop = np.zeros((2, samples), dtype=np.float32)
    count = per_second * samples // SAMPLE_RATE
    for at in random.integers(0, samples, count):
        shape = shapes[random.integers(len(shapes))]
        side = random.uniform(0.15, 0.85)
        loud = min(random.lognormal(-1.2, 0.8), LOUDEST_DROP)
        where = np.arange(at, at + len(shape)) % samples
        loop[0, where] += shape * np.float32(loud * np.sqrt(1 - side))
        loop[1, where] += shape * np.float32(loud * np.sqrt(side))
    return loop


def _drop(random: Generator) -> NDArray[np.float32]:
    """Return one drop: a short rising ring, or the tick of a hard surface."""
    seconds = random.uniform(0.004, 0.022)
    time = np.arange(int(6 * seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = random.uniform(900, 5200)
    rise = 1 + random.uniform(0, 6) * time
    ring = np.sin(2 * np.pi * pitch * time * rise) * np.exp(-time / seconds)
    tick = random.standard_normal(len(time)) * np.exp(-time / (seconds / 6))
    attack = np.minimum(1, time / 0.0006)
    fade = np.minimum(1, (time[-1] - time) / 0.002)
    return ((ring + 0.6 * tick) * attack * fade).astype(np.float32)


def _surf(random: Generator, samples: int) -> Stereo:
    """Return waves that come and go: each rises, breaks and runs out hissing."""
    frequencies = _frequencies(samples)
    seconds = samples / SAMPLE_RATE
    waves = 10
    starts = (np.arange(waves) + random.uniform(-0.22, 0.22, waves)) * seconds / waves
    heights = random.uniform(0.65, 1.0, waves)
    bands = ((40, 220, 2.2, 3.6, 0.9), (250, 1100, 1.9, 2.6, 0.7), (1400, 6000, 1.3, 3.2, 0.42))
    loop = np.zeros((2, samples), dtype=np.float32)
    for low, high, rise, fall, level in bands:
        noise = _noise(random, samples, _band(frequencies, low, high), 0.8)
        swell = _waves(random, samples, starts, heights, rise, fall)
        loop += noise / np.std(noise) * (swell + np.float32(0.16)) * np.float32(level)
    return loop


def _waves(
    random: Generator,
    samples: int,
    starts: Spectrum,
    heights: Spectrum,
    rise: float,
    fall: float,
) -> Stereo:
    """Return the gain of waves by channel; they roll from one side to the other."""
    seconds = samples / SAMPLE_RATE
    time = np.arange(0, samples + COARSE, COARSE) / SAMPLE_RATE
    gain = np.zeros((2, len(time)))
    for start, height in zip(starts, heights, strict=True):
        lag = random.uniform(-0.5, 0.5)
        for side, shift in enumerate((0.0, lag)):
            away = (time - start - shift + seconds / 2) % seconds - seconds / 2
            shape = np.where(away < 0, np.exp(-((away / rise) ** 2)), np.exp(-((away / fall) ** 2)))
            gain[side] += height * shape
    gain[:, -1] = gain[:, 0]
    return _drawn_out(gain, samples)


def _brown(random: Generator, samples: int) -> Stereo:
    """Return brown noise: 6 dB less with every octave, nothing below hearing."""
    frequencies = np.maximum(_frequencies(samples), 1e-3)
    shape = 1 / np.maximum(frequencies, 20) / (1 + (24 / frequencies) ** 4)
    noise = _noise(random, samples, shape, 0.6)
    return (noise / np.std(noise)).astype(np.float32)
