"""Sound for hours: strips that are copied go on across every join as if encoded in one go."""

import wave
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factory.records import FileRef, Provider
from factory.speech.narration import Bed
from factory.timeline.soundtrack import AAC_FRAME, Programme, Soundtrack, SoundtrackPart
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from factory.video_formats.formats import Alone, Encode, Sound
from resources.audio import aac
from resources.audio.loudness_meter import LoudnessMeter
from resources.audio.mixer import CONTEXT_FRAMES, Mixer
from resources.audio.pcm import mixed
from resources.composers.bed_synthesis import synthesised
from resources.machine import ffmpeg
from tests.fakes.render_inputs import samples_of, speech, write_wav

PROGRAM = ffmpeg.binary()
PERIOD = 200 * AAC_FRAME
ENCODE = Encode(preset="veryfast", crf=24, gop_seconds=8, audio_kbps=128)
SOUND = Sound(
    integrated_lufs=-20,
    tolerance_lu=1,
    true_peak_dbtp=-3,
    max_range_lu=8,
    bed_db=-14,
    duck_db=-8,
    alone=Alone(from_programme_db=-1, fall_db=-4, steps=2, swell_seconds=2, fade_out_seconds=2),
)
SPOKEN_SECONDS, WHOLE_SECONDS = 9, 50
BESIDE_JOINS = 1.25
"""How much louder than the loudest elsewhere what AAC changes may be at a join."""


def around(sound: NDArray[np.floating], samples: int) -> NDArray[np.floating]:
    """Return the first samples, the end laid over the beginning so that they go round."""
    seam = len(sound[0]) - samples
    rise = np.sqrt(np.linspace(0, 1, seam))
    loop = sound[:, :samples].copy()
    loop[:, :seam] = loop[:, :seam] * rise + sound[:, samples:] * rise[::-1]
    return loop


@cache
def loop_of(kind: str) -> NDArray[np.floating]:
    """Return four seconds that go round: of a bed, or of a chord with whole periods in it."""
    if kind != "chord":
        return around(synthesised(kind, 3)[:, : PERIOD + 12_000], PERIOD)
    turns = 2 * np.pi * np.arange(PERIOD) / PERIOD
    tones = [np.sin(turns * cycles + phase) for phase in (0, 1) for cycles in (940, 1410, 1879)]
    return 0.05 * np.array([sum(tones[:3]), sum(tones[3:])])


def composed(folder: Path, kind: str) -> tuple[list[SoundtrackPart], list[Strip], Path, Path]:
    """Compose a short night: nine seconds told, then a bed alone."""
    bed = write_wav(folder / "bed.wav", loop_of(kind), SAMPLE_RATE)
    voice = write_wav(folder / "voice.wav", speech(SPOKEN_SECONDS), 22_050)
    meter, mixer = LoudnessMeter(PROGRAM), Mixer(PROGRAM)
    facts = Bed(
        kind=kind,
        file=FileRef(name="bed.wav", sha256="0" * 64, bytes=1, media_type="audio/wav"),
        samples=PERIOD,
        integrated_lufs=meter.pcm([loop_of(kind).T.astype("<f4").tobytes()], "m").integrated_lufs,
        provider=Provider(role="bed", name="test"),
    )
    programme = Programme(SPOKEN_SECONDS * SAMPLE_RATE, -14, ((0, SPOKEN_SECONDS * SAMPLE_RATE),))
    track = Soundtrack(programme, facts, WHOLE_SECONDS * SAMPLE_RATE, SOUND)
    gauged = mixer.gauge(voice, bed, track.reference, track.programme_lufs, SOUND)
    pieces = list(track.pieces(gauged.gain_db, gauged.ceiling_db))
    strips = [Strip(folder / f"{n}.aac", piece.repeats) for n, piece in enumerate(pieces)]
    for piece, strip in zip(pieces, strips, strict=True):
        mixer.sound(voice, bed, piece, SOUND, ENCODE, strip.path)
    return pieces, strips, voice, bed


@pytest.mark.parametrize("kind", ["rain", "pad", "chord"])
def test_no_join_is_heard_and_the_whole_meets_its_levels(tmp_path: Path, kind: str):
    pieces, strips, voice, bed = composed(tmp_path, kind)
    (tmp_path / "whole.aac").write_bytes(b"".join(aac.laid_end_to_end(strips)))
    heard = samples_of(tmp_path / "whole.aac")
    meant = np.concatenate(
        [b for p in pieces for _ in range(p.repeats) for b in mixed(p, voice, bed)]
    ).T
    assert heard.shape == meant.shape
    assert abs(heard.shape[1] - WHOLE_SECONDS * SAMPLE_RATE) <= AAC_FRAME / 2

    lengths = [piece.frames for piece in pieces for _ in range(piece.repeats)]
    joins = np.cumsum(lengths)[:-1]
    changed = np.square(heard - meant).sum(axis=0)
    jumps = np.abs(np.diff(heard, n=3, prepend=np.zeros((2, 3)))).max(axis=0)
    for found in (changed, jumps):
        by_half = found[: len(found) // 512 * 512].reshape(-1, 512)
        level = by_half.max(axis=1) if found is not changed else np.sqrt(by_half.mean(axis=1))
        beside = np.setdiff1d(
            np.arange(len(level)), [2 * j + d for j in joins for d in range(-2, 4)]
        )
        for join in joins:
            near = beside[np.abs(beside - 2 * join) < 300]
            assert level[2 * join - 2 : 2 * join + 4].max() <= BESIDE_JOINS * level[near].max()

    tally = LoudnessMeter(PROGRAM).strips(strips)
    assert tally.integrated_lufs == pytest.approx(SOUND.integrated_lufs, abs=SOUND.tolerance_lu)
    assert tally.true_peak_dbtp <= SOUND.true_peak_dbtp + 0.1
    assert SOUND.max_range_lu and tally.range_lu <= SOUND.max_range_lu
    assert np.abs(heard[:, -480:]).max() < 1e-3


def test_a_join_that_was_encoded_without_its_neighbours_would_be_heard(tmp_path: Path):
    """The measure above finds what it looks for."""
    bed = write_wav(tmp_path / "bed.wav", loop_of("chord"), SAMPLE_RATE)
    raw, strip = tmp_path / "raw.aac", tmp_path / "strip.aac"
    piece = SoundtrackPart(frames=PERIOD // AAC_FRAME, bed=(((0, 1.0),),))
    with wave.open(str(bed)) as opened:
        assert opened.getnframes() == PERIOD
    args = ["-i", str(bed), "-c:a", "aac", "-b:a", "128k", "-f", "adts", str(raw)]
    ffmpeg.run(args, doing="encode", program=PROGRAM)
    aac.cut(raw, 0, piece.frames, strip)
    (tmp_path / "twice.aac").write_bytes(b"".join(aac.laid_end_to_end([Strip(strip, 2)])))
    heard = samples_of(tmp_path / "twice.aac")
    meant = np.concatenate(list(mixed(piece, bed, bed)) * 2).T
    changed = np.abs(heard - meant).max(axis=0)
    join = PERIOD
    elsewhere = changed[CONTEXT_FRAMES * AAC_FRAME : join - 4096].max()
    assert changed[join - 1024 : join + 2048].max() > 4 * elsewhere
