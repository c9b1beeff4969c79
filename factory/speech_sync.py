"""Speech sync: when a voice begins in a sound, and how far captions are from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factory.captions import Cue
from factory.measurement import CaptionSync

SAMPLE_RATE = 8_000
"""What `speech_sync` listens at: speech is told from silence by what lies below 4 kHz."""
HOP_SECONDS = 0.01
HOP = round(SAMPLE_RATE * HOP_SECONDS)
FLOOR_PERCENTILE, SPEECH_PERCENTILE = 5, 70
"""The level of pauses and that of the voice; speech is what lies nearer to the voice, in dB."""
LEAST_CONTRAST_DB = 6.0
"""With less between them there is no telling them apart."""
QUIET_HOPS, RISING_HOPS = 8, 4
"""Speech begins where it was quiet for 80 ms, and for the next 40 ms it is mostly not."""
PAUSE_SECONDS = 0.15
"""A cue whose words begin this long after the last ones is one whose start can be heard."""
FURTHEST_SECONDS = 1.0
"""A start with nothing heard within a second is counted as that far off."""


@dataclass(frozen=True, slots=True)
class Voice:
    """When somebody speaks: one mark for every 10 ms, and the seconds at which speech begins."""

    speaking: NDArray[np.bool_]
    onsets: NDArray[np.floating]


def speech_sync(sound: NDArray[np.int16], cues: Sequence[Cue]) -> CaptionSync | None:
    """Return how far captions are from speech; None where that cannot be heard.

    Args:
        sound: the whole programme, one channel at `SAMPLE_RATE`.
        cues: in order; times in seconds of the same programme.
    """
    starts = starts_after_pauses(cues)
    until = round((max((cue.end for cue in cues), default=0.0) + FURTHEST_SECONDS) * SAMPLE_RATE)
    voice = voice_in(sound[:until])
    if not starts or voice is None:
        return None
    if len(voice.onsets):
        away = np.abs(np.array(starts)[:, None] - voice.onsets[None, :]).min(axis=1)
    else:
        away = np.full(len(starts), FURTHEST_SECONDS)
    away = away.clip(max=FURTHEST_SECONDS)
    spoken = [_spoken(cue, voice.speaking) for cue in cues]
    return CaptionSync(
        judged=len(starts),
        median_seconds=round(float(np.median(away)), 3),
        p95_seconds=round(float(np.percentile(away, 95)), 3),
        spoken_share=round(sum(spoken) / len(spoken), 4),
    )


def starts_after_pauses(cues: Sequence[Cue]) -> list[float]:
    """Return the starts, in seconds, of the cues before whose first word nobody speaks."""
    ends = [-PAUSE_SECONDS, *(cue.words[-1].end for cue in cues)]
    return [
        cue.start
        for before, cue in zip(ends, cues, strict=False)
        if cue.words[0].start - before >= PAUSE_SECONDS
    ]


def voice_in(sound: NDArray[np.int16]) -> Voice | None:
    """Find the voice in a sound; None when nothing in it rises above the rest.

    Differences between samples are listened to, not the samples: a bed's low notes fade, speech
    does not.
    """
    hops = len(sound) // HOP
    if hops <= QUIET_HOPS:
        return None
    steps = np.diff(sound[: hops * HOP].astype(np.float32), prepend=np.float32(sound[0]))
    power = np.square(steps).reshape(hops, HOP).mean(axis=1)
    level_db = 10 * np.log10(np.convolve(power, (0.5, 0.5), "same") + 1e-1)
    floor_db, speech_db = np.percentile(level_db, (FLOOR_PERCENTILE, SPEECH_PERCENTILE))
    if speech_db - floor_db < LEAST_CONTRAST_DB:
        return None
    speaking = level_db > (floor_db + speech_db) / 2
    return Voice(speaking, _onsets(speaking))


def _onsets(speaking: NDArray[np.bool_]) -> NDArray[np.floating]:
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(speaking)])
    at = np.flatnonzero(speaking[: len(speaking) - RISING_HOPS])
    before = total[at] - total[np.maximum(at - QUIET_HOPS, 0)]
    after = total[at + RISING_HOPS] - total[at]
    return at[(before == 0) & (after >= RISING_HOPS - 1)] * HOP_SECONDS


def _spoken(cue: Cue, speaking: NDArray[np.bool_]) -> bool:
    """Tell whether speech is heard during half of the cue's words."""
    first = max(0, round(cue.words[0].start / HOP_SECONDS))
    end = max(first + 1, round(cue.words[-1].end / HOP_SECONDS))
    heard = speaking[first:end]
    return bool(len(heard)) and float(heard.mean()) >= 0.5
