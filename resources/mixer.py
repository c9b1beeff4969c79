"""The sound mix: voice over a ducked bed, at the loudness the format asks for, as AAC.

EBU R 128 in two passes: the mix is measured, then brought to the target by one constant gain, so
that nothing pumps. Peaks that the gain would lift too high are caught by a limiter working at four
times the sample rate, where it sees what lies between the samples. What counts is the decoded AAC.
"""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ffmpeg as graph

from factory.errors import PermanentError
from factory.formats import Encode, Sound
from factory.measurement import Loudness
from factory.timeline import SAMPLE_RATE
from factory.work import Detail
from resources import ffmpeg
from resources.meter import Meter

FADE_IN_SECONDS, FADE_OUT_SECONDS = 1.0, 2.0
"""Of the bed; shorter where the whole sound is short."""
HEADROOM_DB = 0.8
"""What AAC and the way down from the limiter's rate may add to a peak, to begin with."""
CLOSE_LU = 0.3
"""How near the target the decoded sound must come before the search stops."""
ROUNDS = 5
SILENCE_LUFS = -69.0
"""`ebur128` reports -70 when no part of a sound passes its gate."""
DUCK_RATIO = 12.0
"""Steep, so that the bed drops by about the same however loud a word is."""


@dataclass(frozen=True, slots=True)
class Mixer:
    """Mixes with one ffmpeg."""

    program: Path

    def sound(
        self,
        narration: Path,
        bed: Path | None,
        samples_48k: int,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> Detail:
        """See `factory.ports.Cutter.sound`.

        Returns:
            `{"samples", "gain_db", "integrated_lufs", "true_peak_dbtp", "rounds"}`.

        Raises:
            PermanentError: the target cannot be met, or a file cannot be read.
            TransientError: ffmpeg was killed.
        """
        meter = Meter(self.program)
        with TemporaryDirectory(prefix="mix-", dir=target.absolute().parent) as scratch:
            mix, encoded = Path(scratch) / "mix.flac", Path(scratch) / "sound.m4a"
            voice = meter.loudness(narration)
            under = meter.loudness(bed) if bed else None
            self._mix(narration, bed, samples_48k, _levels(voice, under, sound), mix)
            detail = self._master(mix, meter, samples_48k, sound, encode, encoded)
            encoded.replace(target)
            return detail

    def _mix(
        self, narration: Path, bed: Path | None, samples: int, levels: "_Levels", mix: Path
    ) -> None:
        """Write voice and bed without loss, and with room above the voice's peaks."""
        voice = _exactly(_stereo(graph.input(str(narration)).audio), samples)
        if bed is not None:
            parts = voice.filter_multi_output("asplit")
            looped = _stereo(graph.input(str(bed), stream_loop=-1).audio)
            under = _faded(_exactly(looped, samples), samples)
            under = under.filter("volume", f"{levels.bed_db:.2f}dB")
            ducked = graph.filter(
                [under, parts[1]],
                "sidechaincompress",
                threshold=_amplitude(levels.duck_above_db),
                ratio=DUCK_RATIO,
                attack=60,
                release=500,
                knee=4,
                detection="rms",
            )
            voice = graph.filter([parts[0], ducked], "amix", inputs=2, normalize=0)
        voice = voice.filter("volume", f"{levels.mix_db:.2f}dB")
        self._run(voice.output(str(mix), acodec="flac", sample_fmt="s32"), "mix the sound")

    def _master(
        self, mix: Path, meter: Meter, samples: int, sound: Sound, encode: Encode, target: Path
    ) -> Detail:
        """Encode, decode, and correct gain and ceiling until the decoded sound is right."""
        before = after = meter.loudness(mix)
        silent = before.integrated_lufs <= SILENCE_LUFS
        gain_db = 0.0 if silent else sound.integrated_lufs - before.integrated_lufs
        ceiling_db = sound.true_peak_dbtp - HEADROOM_DB
        for rounds in range(1, ROUNDS + 1):
            limited = before.true_peak_dbtp + gain_db > ceiling_db
            stream = _levelled(mix, gain_db, ceiling_db if limited else None, samples)
            self._run(_aac(stream, encode, target), "encode the sound")
            after = meter.loudness(target)
            off_lu = 0.0 if silent else sound.integrated_lufs - after.integrated_lufs
            over_db = after.true_peak_dbtp - sound.true_peak_dbtp
            close_lu = CLOSE_LU if rounds < ROUNDS else sound.tolerance_lu
            if abs(off_lu) <= close_lu and over_db <= 0:
                return _detail(after, samples, gain_db, rounds)
            gain_db += off_lu
            ceiling_db -= over_db + 0.1 if over_db > 0 else 0.0
        raise PermanentError(
            f"the sound cannot be brought to {sound.integrated_lufs} LUFS under "
            f"{sound.true_peak_dbtp} dBTP: it came to {after.integrated_lufs} LUFS and "
            f"{after.true_peak_dbtp} dBTP; its peaks stand too far above the rest"
        )

    def _run(self, output: Any, doing: str) -> None:
        ffmpeg.run(output.get_args(), doing=doing, program=self.program)


@dataclass(frozen=True, slots=True)
class _Levels:
    bed_db: float
    duck_above_db: float
    mix_db: float


def _levels(voice: Loudness, bed: Loudness | None, sound: Sound) -> _Levels:
    """Set the bed against the voice, and duck it where the voice is at its usual level.

    A compressor takes (level - threshold) x (1 - 1/ratio) off; solved for `duck_db`. It listens
    to each channel, and a voice in the middle has half its power in each.
    """
    speech = voice.integrated_lufs
    if speech <= SILENCE_LUFS:
        speech = sound.integrated_lufs
    bed_db = 0.0
    if bed is not None and bed.integrated_lufs > SILENCE_LUFS:
        bed_db = speech + sound.bed_db - bed.integrated_lufs
    peak = voice.true_peak_dbtp if isfinite(voice.true_peak_dbtp) else 0.0
    return _Levels(
        bed_db=bed_db,
        duck_above_db=speech - 3 + sound.duck_db / (1 - 1 / DUCK_RATIO),
        mix_db=min(0.0, -12.0 - peak),
    )


def _detail(after: Loudness, samples: int, gain_db: float, rounds: int) -> Detail:
    peak = after.true_peak_dbtp
    return {
        "samples": samples,
        "gain_db": round(gain_db, 2),
        "integrated_lufs": after.integrated_lufs,
        "true_peak_dbtp": peak if isfinite(peak) else None,
        "rounds": rounds,
    }


def _levelled(mix: Path, gain_db: float, ceiling_db: float | None, samples: int) -> Any:
    stream = graph.input(str(mix)).audio.filter("volume", f"{gain_db:.2f}dB", precision="double")
    if ceiling_db is not None:
        stream = stream.filter("aresample", 4 * SAMPLE_RATE).filter(
            "alimiter",
            limit=_amplitude(ceiling_db),
            attack=5,
            release=80,
            level="disabled",
            latency="true",
        )
    return _exactly(stream.filter("aresample", SAMPLE_RATE), samples)


def _aac(stream: Any, encode: Encode, target: Path) -> Any:
    options: dict[str, Any] = {"b:a": f"{encode.audio_kbps}k", "flags:a": "+bitexact"}
    return stream.output(
        str(target),
        format="mp4",
        acodec="aac",
        ar=SAMPLE_RATE,
        movie_timescale=SAMPLE_RATE,
        fflags="+bitexact",
        **options,
    )


def _stereo(stream: Any) -> Any:
    """Bring any sound to 48 kHz stereo; one channel goes to both at -3 dB, as loud as before."""
    stream = stream.filter("aresample", SAMPLE_RATE)
    return stream.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")


def _exactly(stream: Any, samples: int) -> Any:
    return stream.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)


def _faded(stream: Any, samples: int) -> Any:
    seconds = samples / SAMPLE_RATE
    fade_in, fade_out = (min(f, seconds / 4) for f in (FADE_IN_SECONDS, FADE_OUT_SECONDS))
    stream = stream.filter("afade", type="in", duration=fade_in)
    return stream.filter("afade", type="out", start_time=seconds - fade_out, duration=fade_out)


def _amplitude(level_db: float) -> float:
    """Return a level in dB as a share of full scale, within what ffmpeg's dynamics filters take."""
    return min(1.0, max(0.001, 10 ** (level_db / 20)))
