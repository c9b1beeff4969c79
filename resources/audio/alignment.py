"""Alignment: when each frame of a known speech is said in a recording of the same words.

Both are described by cepstra that hardly hang on whose voice it is (Davis and Mermelstein, 1980), and the
cheapest way through both is found by dynamic programming (Sakoe and Chiba, 1978): first over the
whole in coarse steps, then in fine ones near the coarse way, so that an hour takes megabytes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of what is compared: a voice has nothing above 8 kHz that tells its words."""
HOP = 160
"""Samples from one frame to the next: 10 ms."""
WINDOW = 400
"""Samples that a frame looks at: 25 ms."""
COARSE, MOST_COARSE = 12, 10_000
"""Fine frames in a coarse one, at least, and how many of those there are at most: the table of all ways
along each other then takes 100 MB, however long the two are."""
BESIDE = 150
"""Fine frames to each side of the coarse way that are looked at: 1.5 s."""
MELS, CEPSTRA = 26, 13
LOWEST_HZ, HIGHEST_HZ = 100.0, 6_000.0
QUIETEST_DB = 45.0
"""Below a recording's loud parts by so much, a frame is as silent as can be."""
ENERGY_WEIGHT = 2.0
STAY = 0.4
"""Cost of a frame in which the known speech does not go on, beside how unlike it is; none in a pause."""
HURRY = 0.6
"""Cost of each frame of the known speech that is passed over."""
MOST_STEPS = 3
"""Frames of the known speech that one frame of the recording may go on: three times as fast."""

Frames = NDArray[np.float32]
"""One row for each frame."""


@dataclass(frozen=True, slots=True)
class Way:
    """How two speeches run along each other."""

    at: NDArray[np.int32]
    """Of each frame of the recording, the frame of the known speech that it says."""
    cost: NDArray[np.float32]
    """Of each frame of the recording, how unlike the two are; about 1 in the middle."""


def described(samples: NDArray[np.float32]) -> Frames:
    """Return cepstra and loudness of a speech at 16 kHz, a row of 14 for each 10 ms."""
    padded = np.pad(np.append(samples[:1], samples[1:] - 0.97 * samples[:-1]), (WINDOW, WINDOW))
    count = 1 + len(samples) // HOP
    starts = np.arange(count) * HOP + WINDOW // 2
    window = np.hamming(WINDOW).astype(np.float32)
    rows = np.empty((count, CEPSTRA + 1), np.float32)
    banks, cosines = _mel_banks(), _cosines()
    for first in range(0, count, 4096):
        places = starts[first : first + 4096, None] + np.arange(WINDOW)[None]
        spectrum = np.abs(np.fft.rfft(padded[places] * window, 512)) ** 2
        mels = np.log(spectrum @ banks + 1e-8)
        rows[first : first + 4096, 1:] = mels @ cosines
        rows[first : first + 4096, 0] = 10 * np.log10(spectrum.sum(1) + 1e-8)
    return _normalised(rows)


def aligned(known: Frames, recorded: Frames) -> Way:
    """Return the cheapest way of a recording along a known speech, from first to last frame.

    Args:
        known: what `described` gives of it.
        recorded: the same of the recording; no shorter than a third of the known.
    """
    by = max(COARSE, -(-max(len(known), len(recorded)) // MOST_COARSE))
    coarse = _cheapest(_thinned(known, by), _thinned(recorded, by), None)[0]
    centre = np.interp(np.arange(len(recorded)), np.arange(len(coarse)) * by + by / 2, coarse * by)
    at, cost = _cheapest(known, recorded, centre.astype(np.int32))
    return Way(at, cost)


def _normalised(rows: Frames) -> Frames:
    """Return the rows with a mean of 0 and a spread of 1 over what is spoken, silence as silence."""
    loud = np.percentile(rows[:, 0], 95)
    level = np.clip((rows[:, 0] - loud) / QUIETEST_DB + 1, 0, 1.2)
    spoken = rows[level > 0.5, 1:]
    mean, spread = spoken.mean(0), spoken.std(0) + 1e-3
    shape = (rows[:, 1:] - mean) / spread
    fade = np.clip(level / 0.5, 0, 1)[:, None]  # what a room hums says nothing
    return np.hstack([level[:, None] * ENERGY_WEIGHT * 2, shape * fade]).astype(np.float32)


def _cheapest(
    known: Frames, recorded: Frames, centre: NDArray[np.int32] | None
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return the way and its costs; with a centre only so far beside it as `BESIDE` says."""
    count, length = len(recorded), len(known)
    width = length if centre is None else min(length, 2 * BESIDE + 1)
    low = np.zeros(count, np.int32)
    if centre is not None:
        low = np.maximum.accumulate(np.clip(centre - BESIDE, 0, length - width)).astype(np.int32)
    steps = np.zeros((count, width), np.uint8)
    best = np.full(width, np.inf, np.float32)
    best[0] = 0
    silent = 1 - np.clip(known[:, 0] / ENERGY_WEIGHT, 0, 1)
    for row in range(count):
        part = known[low[row] : low[row] + width]
        unlike = _unlike(part, recorded[row])
        moved = int(low[row] - low[row - 1]) if row else 0
        before = np.full(width + MOST_STEPS, np.inf, np.float32)
        before[MOST_STEPS : MOST_STEPS + width - moved] = best[moved:]
        if moved:
            reach = min(MOST_STEPS, moved)
            before[MOST_STEPS - reach : MOST_STEPS] = best[moved - reach : moved]
        quiet = silent[low[row] : low[row] + width]
        choices = np.stack(
            [
                before[MOST_STEPS - k : MOST_STEPS - k + width] + max(0, k - 1) * HURRY
                for k in range(MOST_STEPS + 1)
            ]
        )
        choices[0] += STAY * (1 - quiet)
        steps[row] = choices.argmin(0)
        best = np.take_along_axis(choices, steps[row][None].astype(np.int64), 0)[0] + unlike
    at = np.empty(count, np.int32)
    place = min(length - 1 - int(low[-1]), width - 1)
    for row in range(count - 1, -1, -1):
        at[row] = low[row] + place
        if row:
            place = int(at[row]) - int(steps[row, place]) - int(low[row - 1])
            place = min(max(place, 0), width - 1)
    cost = np.sqrt(np.square(known[at] - recorded).mean(1))
    return at, cost.astype(np.float32)


def _unlike(part: Frames, row: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.sqrt(np.square(part - row).mean(1))


def _thinned(rows: Frames, by: int) -> Frames:
    whole = -(-len(rows) // by) * by
    padded = np.pad(rows, ((0, whole - len(rows)), (0, 0)), mode="edge")
    return padded.reshape(-1, by, rows.shape[1]).mean(1)


def _mel_banks() -> NDArray[np.float32]:
    """Return the weights of 257 frequencies in 26 bands as an ear divides them."""
    mel = np.linspace(
        2595 * np.log10(1 + LOWEST_HZ / 700), 2595 * np.log10(1 + HIGHEST_HZ / 700), MELS + 2
    )
    edges = 700 * (10 ** (mel / 2595) - 1)
    at = np.linspace(0, RATE / 2, 257)[:, None]
    up = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(up, down), 0, None).astype(np.float32)


def _cosines() -> NDArray[np.float32]:
    """Return the cosine transform of 26 bands to 13 cepstra, without the one of loudness."""
    bands = (np.arange(MELS) + 0.5) / MELS
    return np.cos(np.pi * bands[:, None] * np.arange(1, CEPSTRA + 1)[None]).astype(np.float32)
