"""Sound of clips: clips' own sounds, and a narration if there is one, laid on one stereo track.

Every part is brought to the same loudness, so that one loud clip does not leave the others in
its shadow; the mix to the format's own loudness comes later (`resources.audio.mixer`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ffmpeg as graph

from factory.master.unit_details import ProgrammeDetail
from factory.timeline.clip_sound_plan import Sounding
from factory.timeline.timeline import SAMPLE_RATE
from resources.audio.loudness_meter import LoudnessMeter
from resources.machine import ffmpeg
from resources.video.clip_conforming import source, tolerant

LEVEL_LUFS = -23.0
"""EBU R 128's programme loudness: leaves room for peaks until the mix sets the level."""
MAX_GAIN_DB = 12.0
"""A clip may be lifted by so much; more would turn a quiet room into noise."""
SILENCE_LUFS = -69.0


@dataclass(frozen=True, slots=True)
class ClipSounds:
    """Lays sounds on a track with one ffmpeg."""

    program: Path

    def programme(
        self,
        narration: Path | None,
        parts: Sequence[tuple[Sounding, Path]],
        samples: int,
        target: Path,
    ) -> ProgrammeDetail:
        """See `factory.ports.ClipMixer.programme`.

        Raises:
            PermanentError: a clip's sound cannot be decoded.
            TransientError: ffmpeg was killed.
        """
        with TemporaryDirectory(prefix="sounds-", dir=target.absolute().parent) as scratch:
            level = LEVEL_LUFS
            if narration:
                level = max(self._lufs(narration), SILENCE_LUFS)
            tracks = [_resampled(graph.input(str(narration)).audio)] if narration else []
            for n, (part, clip) in enumerate(parts):
                own = Path(scratch) / f"{n}.flac"
                self._cut(part, clip, own)
                tracks.append(self._placed(part, own, level))
            laid = tracks[0]
            if len(tracks) > 1:
                laid = graph.filter(tracks, "amix", inputs=len(tracks), normalize=0)
            laid = _exactly(laid, samples)
            laid_file, finished = Path(scratch) / "laid.flac", Path(scratch) / "programme.wav"
            self._run(_lossless(laid, laid_file), f"lay {len(parts)} sounds on one track")
            wave = graph.input(str(laid_file)).output(str(finished), acodec="pcm_s16le")
            self._run(wave, "write the track of the clips' sounds")
            heard_lufs = self._lufs(laid_file)
            finished.replace(target)
        return ProgrammeDetail(samples=samples, integrated_lufs=heard_lufs)

    def _cut(self, part: Sounding, clip: Path, own: Path) -> None:
        """Write the part of a clip's sound that is heard, exactly as long as it is heard."""
        stream = _resampled(source(clip, part.play)["a:0"])
        if part.play.slowed != 1:
            stream = stream.filter("atempo", f"{1 / part.play.slowed:.6f}")
        stream = _exactly(stream, part.samples)
        self._run(_lossless(stream, own), f"decode the sound of the clip {clip.name}")

    def _placed(self, part: Sounding, own: Path, level_lufs: float) -> Any:
        found = self._lufs(own)
        gain_db = min(MAX_GAIN_DB, level_lufs - found) if found > SILENCE_LUFS else 0.0
        stream = graph.input(str(own)).audio.filter("volume", f"{gain_db:.2f}dB")
        stream = stream.filter("afade", type="in", ns=part.fade_in, curve="qsin")
        ends = {"ss": part.samples - part.fade_out, "ns": part.fade_out}
        stream = stream.filter("afade", type="out", **ends, curve="qsin")
        return stream.filter("adelay", f"{part.start}S", all=1)

    def _lufs(self, sound: Path) -> float:
        return LoudnessMeter(self.program).file(sound).integrated_lufs

    def _run(self, output: Any, doing: str) -> None:
        ffmpeg.run(tolerant(output), doing=doing, program=self.program)


def _resampled(stream: Any) -> Any:
    """Bring any sound to 48 kHz stereo; what begins late is silent until then."""
    stream = stream.filter("aresample", SAMPLE_RATE, **{"async": 1}, first_pts=0)
    return stream.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")


def _exactly(stream: Any, samples: int) -> Any:
    return stream.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)


def _lossless(stream: Any, target: Path) -> Any:
    # Of a WAV, ffmpeg may think that a steady tone in it is a television stream.
    return stream.output(
        str(target), acodec="flac", sample_fmt="s32", bits_per_raw_sample=24, fflags="+bitexact"
    )
