"""The plan of a soundtrack: every frame once, levels that meet, one mean level over all."""

from itertools import pairwise

import numpy as np
import pytest

from factory.errors import PermanentError
from factory.records import FileRef, Provider
from factory.speech.narration import Bed
from factory.timeline.amplitudes import amplitudes
from factory.timeline.envelopes import ducked, faded, part, swelling
from factory.timeline.soundtrack import (
    AAC_FRAME,
    Programme,
    Soundtrack,
    SoundtrackPart,
    whole_frames,
)
from factory.video_formats.formats import Alone, Sound

RATE = 48_000
HOUR = 3600 * RATE
PERIOD = 4500
ALONE = Alone(from_programme_db=-1, fall_db=-4.5, steps=9, swell_seconds=60, fade_out_seconds=60)
SOUND = Sound(
    integrated_lufs=-20,
    tolerance_lu=1,
    true_peak_dbtp=-3,
    max_range_lu=8,
    bed_db=-14,
    duck_db=-8,
    alone=ALONE,
)


def a_bed(samples: int = PERIOD * AAC_FRAME) -> Bed:
    return Bed(
        kind="rain",
        file=FileRef(name="bed.wav", sha256="0" * 64, bytes=1, media_type="audio/wav"),
        samples=samples,
        integrated_lufs=-20,
        provider=Provider(role="bed", name="test"),
    )


def a_track(
    spoken: int, samples: int, bed: Bed | None = None, sound: Sound = SOUND
) -> tuple[SoundtrackPart, ...]:
    programme = Programme(spoken, -24, ((RATE, spoken - RATE),))
    return Soundtrack(programme, bed, samples, sound).pieces(gain_db=4, ceiling_db=-4)


def levels_db(piece: SoundtrackPart, start: int, count: int) -> np.ndarray:
    product = np.prod([amplitudes(curve, start, count) for curve in piece.bed], axis=0)
    return 20 * np.log10(np.maximum(product, 1e-9))


@pytest.mark.parametrize("minutes", [1, 50, 52, 55, 60, 61, 90, 480, 720])
def test_pieces_fill_the_master_to_the_nearest_frame(minutes: int):
    samples = minutes * 60 * RATE + 777
    track = a_track(min(50, minutes) * 60 * RATE, samples, a_bed())
    assert sum(piece.frames * piece.repeats for piece in track) == whole_frames(samples)
    assert all(piece.frames > 0 and piece.repeats > 0 for piece in track)


@pytest.mark.parametrize("hours", [1, 2, 8, 12])
def test_the_bed_goes_on_where_the_piece_before_left_it(hours: int):
    bed = a_bed()
    track = a_track(40 * 60 * RATE, hours * HOUR, bed)
    for before, after in pairwise(track):
        at = (before.bed_at + before.frames * AAC_FRAME) % bed.samples
        assert after.bed_at == at
        end = levels_db(before, before.frames * AAC_FRAME, 1)[0]
        assert levels_db(after, 0, 1)[0] == pytest.approx(end, abs=0.01)


@pytest.mark.parametrize("hours", [1.5, 8, 12])
def test_the_bed_alone_falls_gently_and_ends_in_silence(hours: float):
    track = a_track(HOUR, round(hours * HOUR), a_bed())
    alone = [piece for piece in track if piece.programme_at is None]
    starts = [levels_db(piece, 0, 1)[0] for piece in alone]
    assert starts == sorted(starts, reverse=True)
    assert starts[0] - starts[-1] == pytest.approx(4.5, abs=0.01)
    for piece in alone[:-1]:
        levels = levels_db(piece, 0, piece.frames * AAC_FRAME)
        assert np.ptp(levels) < 1.2
    assert levels_db(alone[-1], alone[-1].frames * AAC_FRAME, 1)[0] < -100


def test_longer_videos_have_a_louder_programme_so_that_the_mean_is_the_target():
    heard = [
        Soundtrack(Programme(HOUR, -24), a_bed(), round(h * HOUR), SOUND).programme_lufs
        for h in (1.0, 1.5, 8, 12)
    ]
    assert heard[0] == -20
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(-20 + 3, abs=0.5)


def test_what_is_encoded_does_not_grow_with_the_hours():
    def encoded(hours: int) -> float:
        return sum(p.frames for p in a_track(HOUR, hours * HOUR, a_bed())) * AAC_FRAME / RATE

    assert encoded(12) < encoded(8) + 120
    assert encoded(8) < 3600 + 20 * 96 + 180


def test_a_long_bed_takes_fewer_steps_rather_than_more_encoding():
    period = 20 * 60 * RATE // AAC_FRAME
    track = a_track(HOUR, 8 * HOUR, a_bed(period * AAC_FRAME))
    alone = [piece for piece in track if piece.programme_at is None]
    assert sum(piece.frames for piece in alone) <= 5 * period


def test_without_a_bed_silence_is_copied():
    track = a_track(HOUR, 8 * HOUR)
    assert track[-2].repeats > 300
    assert not any(piece.bed for piece in track)


def test_a_format_that_leaves_no_bed_alone_is_one_piece_of_ten_minutes_at_most():
    sound = SOUND.model_copy(update={"alone": None})
    assert [p.frames for p in a_track(60 * RATE, 60 * RATE, a_bed(), sound)] == [2813]
    pieces = a_track(1200 * RATE, 1200 * RATE, a_bed(), sound)
    assert [piece.repeats for piece in pieces] == [1] * len(pieces)
    assert max(piece.frames for piece in pieces) <= 28_125


def test_the_same_round_of_a_bed_is_the_same_piece_whatever_was_spoken():
    one, other = (a_track(spoken * RATE, 2 * HOUR, a_bed()) for spoken in (3000, 3004))
    assert one[-3].bed_at == other[-3].bed_at == 0
    assert one[-3].frames == other[-3].frames


def test_a_bed_that_is_no_whole_number_of_frames_cannot_be_copied():
    with pytest.raises(PermanentError, match="wanted a multiple of 1024"):
        a_track(HOUR, 8 * HOUR, a_bed(PERIOD * AAC_FRAME + 1))


def test_a_bed_is_down_when_a_sentence_begins_and_up_only_in_long_pauses():
    curve = ducked([(0, RATE), (2 * RATE, 3 * RATE), (7 * RATE, 8 * RATE)], 1.0, -8)
    level = 20 * np.log10(amplitudes(curve, 0, 10 * RATE))
    assert level[: 3 * RATE] == pytest.approx(-8)  # a pause of a second is none
    assert level[5 * RATE : 6 * RATE] == pytest.approx(0)
    assert level[7 * RATE : 8 * RATE] == pytest.approx(-8)
    assert np.abs(np.diff(level)).max() * RATE < 60  # dB a second: no jump


def test_a_curve_is_the_same_in_parts_as_in_whole():
    spans = [(n * 9 * RATE, (n * 9 + 5) * RATE) for n in range(200)]
    curve = swelling(ducked(spans, 0.5, -8), 1500 * RATE, 1560 * RATE, 0.9)
    for whole in (curve, faded(1700 * RATE, 1, 60)):
        for start, end in ((0, 600), (600, 1200), (1200, 1700)):
            own = part(whole, start * RATE, end * RATE)
            for at in (start, start + 250, end):
                here = amplitudes(whole, at * RATE - RATE, 2 * RATE)
                there = amplitudes(own, (at - start) * RATE - RATE, 2 * RATE)
                assert np.abs(here - there).max() < 1e-6
        assert len(own) < 160
