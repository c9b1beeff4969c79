"""The sound mix: a programme over its bed, at the loudness the format asks for, as AAC strips.

EBU R 128 in two passes: the mix is measured, then brought to the target by one constant gain, so
that nothing pumps. Peaks that the gain would lift too high are caught by a limiter working at four
times the sample rate, where it sees what lies between the samples. What counts for peaks is the
decoded AAC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from factory.errors import PermanentError
from factory.master.unit_details import GaugeDetail, SoundDetail
from factory.timeline.loudness_statistics import Tally
from factory.timeline.soundtrack import SILENCE_LUFS, SoundtrackPart
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from factory.video_formats.formats import Encode, Sound
from resources.audio import aac
from resources.audio.loudness_meter import PCM, LoudnessMeter
from resources.audio.pcm import Stereo, mixed
from resources.machine import ffmpeg

HEADROOM_DB = 0.8
"""What AAC and the way down from the limiter's rate may add to a peak, to begin with."""
CLOSE_LU = 0.1
"""How near the target the limited mix must come before the search stops."""
MILD_DB = 3.0
"""A limiter that takes no more than this off the peaks changes the loudness by less than 0.1."""
ROUNDS = 6
CONTEXT_FRAMES = 48
"""What is encoded on each side of a piece and thrown away: a second, in which the encoder's
model of hearing and the limiter forget that the sound began."""


@dataclass(frozen=True, slots=True)
class Mixer:
    """Mixes with one ffmpeg."""

    program: Path

    def gauge(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        target_lufs: float,
        sound: Sound,
    ) -> GaugeDetail:
        """See `factory.ports.SoundMixer.gauge`.

        Raises:
            PermanentError: the target cannot be met, or a file cannot be read.
            TransientError: ffmpeg was killed.
        """
        before = self._measured(mixed(piece, programme, bed))
        if before.integrated_lufs <= SILENCE_LUFS:
            return _gauged(before, 0.0, None)
        gain_db = target_lufs - before.integrated_lufs
        ceiling_db = sound.true_peak_dbtp - HEADROOM_DB
        over_db = before.true_peak_dbtp + gain_db - ceiling_db
        if over_db <= MILD_DB:
            return _gauged(before.louder(gain_db), gain_db, ceiling_db if over_db > 0 else None)
        after = before
        for _ in range(ROUNDS):
            # At 48 kHz it takes as much off the loudness, in an eighth of the time.
            chain = f"volume={gain_db:.2f}dB:precision=double,{_limiter(ceiling_db)}"
            after = self._measured(mixed(piece, programme, bed), chain)
            off_lu = target_lufs - after.integrated_lufs
            if abs(off_lu) <= CLOSE_LU:
                return _gauged(after, gain_db, ceiling_db)
            gain_db += off_lu
        if abs(target_lufs - after.integrated_lufs) <= sound.tolerance_lu / 2:
            return _gauged(after, gain_db, ceiling_db)
        raise PermanentError(
            f"the sound cannot be brought to {target_lufs} LUFS under {sound.true_peak_dbtp} "
            f"dBTP: it came to {after.integrated_lufs:.1f} LUFS; its peaks stand too far above "
            "the rest"
        )

    def sound(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> SoundDetail:
        """See `factory.ports.SoundMixer.sound`.

        Raises:
            PermanentError: the peaks cannot be kept below the limit, or a file cannot be read.
            TransientError: ffmpeg was killed.
        """
        limit_db, ceiling_db = sound.true_peak_dbtp, piece.ceiling_db
        after = Tally(momentary={}, short_term={})
        with TemporaryDirectory(prefix="mix-", dir=target.absolute().parent) as scratch:
            raw, strip = Path(scratch) / "raw.aac", Path(scratch) / "strip.aac"
            for rounds in range(1, ROUNDS + 1):
                blocks = mixed(piece, programme, bed, CONTEXT_FRAMES, CONTEXT_FRAMES)
                self._encode(blocks, ceiling_db, encode, raw)
                aac.cut(raw, CONTEXT_FRAMES, piece.frames, strip)
                after = LoudnessMeter(self.program).strips([Strip(strip)])
                over_db = after.true_peak_dbtp - limit_db
                if over_db <= 0:
                    strip.replace(target)
                    return _mixed(after, piece, rounds, ceiling_db)
                start_db = limit_db - HEADROOM_DB if ceiling_db is None else ceiling_db - 0.1
                ceiling_db = start_db - (0.0 if ceiling_db is None else over_db)
        raise PermanentError(
            f"the sound cannot be kept under {limit_db} dBTP: it came to "
            f"{after.true_peak_dbtp} dBTP after {ROUNDS} attempts"
        )

    def _measured(self, blocks: Iterable[Stereo], chain: str = "") -> Tally:
        return LoudnessMeter(self.program).pcm(
            (block.data for block in blocks), "measure the mix", chain, peaks=not chain
        )

    def _encode(
        self, blocks: Iterable[Stereo], ceiling_db: float | None, encode: Encode, target: Path
    ) -> None:
        ffmpeg.run(
            [
                *(*PCM, "-i", "pipe:0"),
                *(() if ceiling_db is None else ("-af", _true_limiter(ceiling_db))),
                *("-c:a", "aac", "-b:a", f"{encode.audio_kbps}k", "-flags:a", "+bitexact"),
                *("-f", "adts", str(target)),
            ],
            doing="encode the sound",
            program=self.program,
            stdin=(block.data for block in blocks),
        )


def _true_limiter(ceiling_db: float) -> str:
    """Return the filters that keep true peaks below a level, from 48 kHz to 48 kHz."""
    return f"aresample={4 * SAMPLE_RATE},{_limiter(ceiling_db)},aresample={SAMPLE_RATE}"


def _limiter(ceiling_db: float) -> str:
    """Return the filter that keeps samples below a level, without delay."""
    limit = min(1.0, max(0.0625, 10 ** (ceiling_db / 20)))
    return f"alimiter=limit={limit:.6f}:attack=5:release=80:level=disabled:latency=true"


def _gauged(after: Tally, gain_db: float, ceiling_db: float | None) -> GaugeDetail:
    return GaugeDetail(
        gain_db=round(gain_db, 2),
        ceiling_db=ceiling_db,
        integrated_lufs=round(after.integrated_lufs, 2),
    )


def _mixed(
    after: Tally, piece: SoundtrackPart, rounds: int, ceiling_db: float | None
) -> SoundDetail:
    return SoundDetail(
        frames=piece.frames,
        integrated_lufs=round(after.integrated_lufs, 2),
        true_peak_dbtp=round(after.true_peak_dbtp, 2),
        ceiling_db=None if ceiling_db is None else round(ceiling_db, 2),
        rounds=rounds,
    )
