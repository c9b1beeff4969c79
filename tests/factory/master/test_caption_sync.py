"""Captions against a voice: a shift shows as what it is, a bed does not hide it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from factory.captions.cues import CaptionWord, Cue
from factory.master.caption_sync import HOP, SAMPLE_RATE, powers, speech_sync

STARTS = np.cumsum([0.4, 2.1, 1.7, 2.6, 1.3, 2.2, 1.9, 2.4])
SPOKEN_SECONDS = 0.9


def voice(bed_db: float = -90.0) -> NDArray[np.int16]:
    """Return bursts of noise, as long and as loud as a phrase, over a low chord."""
    times = np.arange(round((STARTS[-1] + 2) * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(3).normal(size=len(times))
    talking = np.zeros(len(times))
    for start in STARTS:
        talking[(times >= start) & (times < start + SPOKEN_SECONDS)] = 1
    chord = 10 ** (bed_db / 20) * np.sin(2 * np.pi * 220 * times)
    return (32767 * (0.1 * noise * talking + chord)).clip(-32768, 32767).astype(np.int16)


def cues(shift_seconds: float = 0.0) -> list[Cue]:
    return [
        Cue(start=start, end=end, words=(CaptionWord(text="word", start=start, end=end),))
        for start, end in ((s + shift_seconds, s + shift_seconds + SPOKEN_SECONDS) for s in STARTS)
    ]


@pytest.mark.parametrize("bed_db", [-90.0, -20.0])
@pytest.mark.parametrize("shift", [0.0, 0.1, 0.5, -0.3])
def test_the_shift_is_measured_to_a_fiftieth_of_a_second(shift: float, bed_db: float):
    sync = speech_sync(powers([voice(bed_db)]), cues(shift))
    assert sync is not None
    assert sync.judged == len(STARTS)
    assert sync.median_seconds == pytest.approx(abs(shift), abs=0.02)
    assert sync.p95_seconds == pytest.approx(abs(shift), abs=0.02)


def test_a_bed_that_fades_in_and_out_is_not_what_pauses_are_measured_by():
    """In five seconds the fades are a third of the sound, and quieter than any pause."""
    few = cues()[:3]
    sound = voice(-12)[: round((few[-1].end + 1.5) * SAMPLE_RATE)]
    seconds = np.arange(len(sound)) / SAMPLE_RATE
    faded = sound * np.minimum(1, np.minimum(seconds / 0.4, (seconds[-1] - seconds) / 1.4)) ** 4
    sync = speech_sync(powers([faded.astype(np.int16)]), few)
    assert sync is not None
    assert (sync.judged, sync.spoken_share) == (3, 1.0)
    assert sync.p95_seconds < 0.05


def test_captions_over_silence_are_not_spoken():
    sync = speech_sync(powers([voice()]), cues(1.0))
    assert sync is not None
    assert sync.spoken_share < 0.3


def test_only_cues_after_a_pause_are_judged():
    first, second = cues()[:2]
    close = second.model_copy(
        update={
            "start": first.end,
            "words": (CaptionWord(text="word", start=first.end + 0.1, end=second.end),),
        }
    )
    sync = speech_sync(powers([voice()]), [first, close])
    assert sync is not None
    assert sync.judged == 1


def test_nothing_is_judged_where_there_is_nothing_to_hear():
    silence = np.zeros(SAMPLE_RATE * 5, np.int16)
    assert speech_sync(powers([silence]), cues()) is None
    assert speech_sync(powers([voice()]), []) is None
    assert speech_sync(powers([silence[:10]]), cues()) is None


def test_a_voice_is_heard_to_begin_over_rain_that_comes_in_gusts():
    dice, sound = np.random.default_rng(4), voice()
    gusts = np.exp(dice.normal(scale=0.5, size=len(sound) // HOP + 1)).repeat(HOP)[: len(sound)]
    rain = 32767 * 0.03 * dice.normal(size=len(sound)) * gusts
    sync = speech_sync(powers([(sound + rain).clip(-32768, 32767).astype(np.int16)]), cues())
    assert sync is not None
    assert sync.p95_seconds < 0.15


def test_a_sound_taken_in_parts_is_heard_as_in_one():
    sound = voice(-20)
    parts = np.split(sound, range(HOP * 300, len(sound), HOP * 300))
    assert np.array_equal(powers(parts), powers([sound]))
