"""The clips' own sounds lie on one track, each where its picture is, exact to the sample."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from factory.pictures.clips import play_of
from factory.timeline.clip_sound_plan import soundings
from factory.timeline.timeline import Timeline
from resources.machine import ffmpeg
from resources.rendering.clip_sound import ClipSounds
from resources.video.probe import probe
from tests.fakes.render_inputs import FPS, band, level_db, samples_of, shots_of, speech, write_wav

SOUNDS = ClipSounds(ffmpeg.binary())


def clip(file: Path, sound: str, seconds: float = 1, *options: str) -> Path:
    ffmpeg.run(
        ["-f", "lavfi", "-i", f"color=gray:s=64x64:r=10:d={seconds}"]
        + ["-f", "lavfi", "-i", f"aevalsrc={sound}:d={seconds}"]
        + ["-c:v", "mpeg4", "-c:a", "flac", *options, str(file)],
        doing="make a clip with sound",
    )
    return file


def timeline(clips: list[Path], frames: list[int], fades: list[int]) -> Timeline:
    shots = [
        shot.model_copy(
            update={
                "clip": play_of(probe(file), shot.frames, Fraction(FPS), muted=False),
                "transition_frames": fade,
            }
        )
        for shot, file, fade in zip(shots_of(frames), clips, fades, strict=True)
    ]
    return Timeline(width=2, height=2, fps=Fraction(FPS), frames=sum(frames), shots=tuple(shots))


def laid(
    folder: Path,
    clips: list[Path],
    frames: list[int],
    fades: list[int],
    narration: Path | None = None,
):
    plan = timeline(clips, frames, fades)
    files = {f"a{n}": file for n, file in enumerate(clips)}
    parts = [(part, files[part.asset_id]) for part in soundings(plan)]
    samples = sum(frames) * 1600
    SOUNDS.programme(narration, parts, samples, folder / "programme.wav")
    sound = samples_of(folder / "programme.wav") / 2**15
    assert sound.shape[-1] in (samples, 2 * samples)
    return sound.reshape(-1, 2).T


def test_sounds_of_any_kind_follow_one_another_at_the_same_loudness(tmp_path: Path):
    mono = clip(tmp_path / "mono.mkv", "0.02*sin(2*PI*300*t):s=44100")
    around = "|".join(["0.3*sin(2*PI*1000*t)"] * 6)
    wide = clip(tmp_path / "wide.mkv", f"{around}:c=5.1:s=32000")
    sound = laid(tmp_path, [mono, wide], [30, 30], [0, 0])
    first, second = sound[:, 4800:43200], sound[:, 52800:91200]
    assert level_db(band(first, 250, 350)) > level_db(band(first, 900, 1100)) + 30
    assert level_db(band(second, 900, 1100)) > level_db(band(second, 250, 350)) + 30
    assert level_db(first[0]) == pytest.approx(level_db(first[1]), abs=0.2)
    assert level_db(first) == pytest.approx(level_db(second), abs=3)


def test_one_sound_fades_into_the_next_without_a_gap_or_a_click(tmp_path: Path):
    low = clip(tmp_path / "low.mkv", "0.2*sin(2*PI*300*t):s=48000", 1.5)
    high = clip(tmp_path / "high.mkv", "0.2*sin(2*PI*1000*t):s=48000", 1.5)
    sound = laid(tmp_path, [low, high], [30, 30], [0, 6])[0]
    levels = [level_db(sound[at : at + 960]) for at in range(43200, 62400, 960)]
    assert max(levels) - min(levels) < 3.5
    steepest = 0.2 * 2 * np.pi * 1000 / 48000 * 1.6 * 10 ** (0.25 * 3)
    assert np.abs(np.diff(sound[47000:59000])).max() < steepest
    faded = sound[48000 + 6 * 1600 : 2 * 48000]
    assert level_db(band(faded, 250, 350)) < level_db(band(faded, 900, 1100)) - 40


def test_a_clip_without_sound_is_silent_and_the_others_keep_their_places(tmp_path: Path):
    tone = clip(tmp_path / "tone.mkv", "0.2*sin(2*PI*300*t):s=48000")
    mute = clip(tmp_path / "mute.mkv", "0", 1, "-map", "0:v")
    sound = laid(tmp_path, [mute, tone, mute], [30, 30, 30], [0, 0, 0])[0]
    assert np.abs(sound[:48000]).max() == 0
    assert level_db(sound[52800:91200]) > -40
    assert np.abs(sound[96000 + 2400 :]).max() < 1e-6


def test_a_narration_goes_on_beneath_and_sets_the_level(tmp_path: Path):
    tone = clip(tmp_path / "tone.mkv", "0.5*sin(2*PI*6000*t):s=48000")
    voice = write_wav(tmp_path / "voice.wav", speech(2) * 0.3, 22_050)
    sound = laid(tmp_path, [tone, tone], [30, 30], [0, 0], voice)[0]
    assert level_db(band(sound[4800:30000], 100, 3000)) > -45
    high, low = band(sound, 5900, 6100), band(sound, 100, 3000)
    assert level_db(high) == pytest.approx(level_db(low), abs=8)
