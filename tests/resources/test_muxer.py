"""The join: many segments and one sound become one file, with nothing encoded again."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from factory.errors import PermanentError
from factory.timeline import SAMPLE_RATE
from resources import ffmpeg
from resources.fonts import SHIPPED, font_file
from resources.mixer import Mixer
from resources.muxer import Muxer
from resources.segments import SegmentEncoder
from tests.resources.rendering import (
    ENCODE,
    FPS,
    MOVING,
    PICTURE,
    SOUND,
    frames_of,
    samples_of,
    shots_of,
    speech,
    textured,
    write_wav,
)

PROGRAM = ffmpeg.binary()
ENCODER = SegmentEncoder(PROGRAM, tuple(font_file(name) for name in SHIPPED))
RATE = 22_050


def joined(folder: Path, lengths: list[int], voice: np.ndarray | None = None) -> Path:
    """Render segments of these lengths with crossfades, mix a voice, and join all."""
    pictures = [textured(folder / f"{n}.png", n) for n in range(len(lengths))]
    segments: list[Path] = []
    shots = shots_of(lengths)
    for n, shot in enumerate(shots):
        fades = n > 0 and shot.transition_frames > 0
        segments.append(folder / f"{n}.mp4")
        ENCODER.segment(
            shot,
            (pictures[n], pictures[n - 1] if fades else None),
            shots[n - 1] if fades else None,
            PICTURE,
            MOVING,
            ENCODE,
            None,
            segments[-1],
            lambda _: None,
        )
    samples = sum(lengths) * SAMPLE_RATE // FPS
    sound = speech(sum(lengths) / FPS) if voice is None else voice
    narration = write_wav(folder / "voice.wav", sound, RATE)
    Mixer(PROGRAM).sound(narration, None, samples, SOUND, ENCODE, folder / "sound.m4a")
    Muxer(PROGRAM).join(segments, folder / "sound.m4a", PICTURE, folder / "master.mp4")
    return folder / "master.mp4"


@pytest.mark.parametrize("lengths", [[40, 37, 41], [1, 2, 3, 30], [6] * 30])
def test_the_join_has_every_frame_once_at_its_exact_time(tmp_path: Path, lengths: list[int]):
    with av.open(str(joined(tmp_path, lengths))) as media:
        video = media.streams.video[0]
        times = [frame.time for frame in media.decode(video)]
    assert times == pytest.approx([n / FPS for n in range(sum(lengths))], abs=1e-6)


def test_picture_and_sound_begin_together_and_last_equally_long(tmp_path: Path):
    with av.open(str(joined(tmp_path, [40, 37]))) as media:
        video, audio = media.streams.video[0], media.streams.audio[0]
        assert video.start_time == 0
        assert audio.start_time == 0
        assert video.duration and video.time_base and audio.duration and audio.time_base
        apart = abs(video.duration * video.time_base - audio.duration * audio.time_base)
    assert apart < 1024 / SAMPLE_RATE


def test_a_sound_is_heard_when_it_was_spoken(tmp_path: Path):
    voice = 0.1 * speech(3)
    knock_at = round(1.3 * RATE)
    voice[knock_at : knock_at + 60] += 0.8 * np.hanning(60)
    sound = samples_of(joined(tmp_path, [45, 45], voice))[0]
    assert np.abs(sound).argmax() / SAMPLE_RATE == pytest.approx(1.3 + 30 / RATE, abs=0.001)


def test_the_picture_goes_on_across_a_join_as_it_does_within_a_shot(tmp_path: Path):
    frames = [f.astype(float) for f in frames_of(joined(tmp_path, [40, 40]))]
    steps = [np.abs(b - a).mean() for a, b in pairwise(frames)]
    assert steps[39] <= 2.0 * max(steps[36], steps[42], 0.5)


def test_the_index_stands_before_the_media(tmp_path: Path):
    data = joined(tmp_path, [10, 10]).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_a_segment_that_is_none_is_an_error_and_leaves_nothing(tmp_path: Path):
    master = joined(tmp_path, [10])
    master.unlink()
    (tmp_path / "0.mp4").write_bytes(b"this was a segment once")
    with pytest.raises(PermanentError, match="could not join 1 segments"):
        Muxer(PROGRAM).join([tmp_path / "0.mp4"], tmp_path / "sound.m4a", PICTURE, master)
    assert not master.exists()


@pytest.mark.parametrize("kept", [0.1, 0.9])
def test_a_segment_cut_short_among_whole_ones_is_an_error_too(tmp_path: Path, kept: float):
    master = joined(tmp_path, [10, 40, 10])
    master.unlink()
    damaged = tmp_path / "1.mp4"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: round(kept * len(whole))])
    segments = [tmp_path / f"{n}.mp4" for n in range(3)]
    with pytest.raises(PermanentError, match="could not join 3 segments"):
        Muxer(PROGRAM).join(segments, tmp_path / "sound.m4a", PICTURE, master)
    assert not master.exists()
