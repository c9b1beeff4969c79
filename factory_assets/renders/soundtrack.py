"""The soundtrack: measured once, then mixed and encoded piece by piece, as units of work."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.master.unit_details import GaugeDetail
from factory.records import FileRef
from factory.timeline.soundtrack import Soundtrack, SoundtrackPart
from factory.timeline.timeline import exact_samples
from factory.units_of_work import Do, Done, Unit
from factory_assets.renders.clip_sound import lay_programme
from factory_assets.renders.units import VideoRender
from factory_assets.stage.concurrency import WORKERS


def mix_soundtrack(video: VideoRender) -> list[tuple[Done, int]]:
    """Mix what is heard and its bed to the format's loudness.

    Returns:
        Strips of sound in order, and how often each is heard in a row.
    """
    programme, file = lay_programme(video)
    bed, samples = video.sources.narration.bed, exact_samples(video.timeline)
    mix = _Mix(video, file, Soundtrack(programme, bed, samples, video.profile.sound))
    gauged = video.journal.perform(*mix.gauge()).read(GaugeDetail)
    pieces = mix.track.pieces(gauged.gain_db, gauged.ceiling_db)
    work = [
        mix.piece(piece, f"sound {n} of {len(pieces)}") for n, piece in enumerate(pieces, start=1)
    ]
    done = video.journal.perform_all(work, workers=WORKERS, progress=None)
    return [(strip, piece.repeats) for strip, piece in zip(done, pieces, strict=True)]


@dataclass(frozen=True, slots=True)
class _Mix:
    """The units of one soundtrack."""

    video: VideoRender
    programme: FileRef
    """16-bit WAV; what the track plans is heard from it."""
    track: Soundtrack

    def gauge(self) -> tuple[Unit, Do]:
        """Return the work of finding the gain that brings the whole to its loudness."""
        piece, target_lufs = self.track.reference, self.track.programme_lufs
        unit = self.video.unit(
            "gauge",
            "sound measured before it is mixed",
            ".json",
            {
                **self._heard(piece),
                "target_lufs": target_lufs,
                "true_peak_dbtp": self.track.sound.true_peak_dbtp,
            },
        )

        def do(target: Path) -> GaugeDetail:
            mixer = self.video.renderer.mixer
            detail = mixer.gauge(*self._files(), piece, target_lufs, self.track.sound)
            target.write_text(json.dumps(detail.stored()))
            return detail

        return unit, do

    def piece(self, piece: SoundtrackPart, label: str) -> tuple[Unit, Do]:
        """Return the work of mixing and encoding one piece."""
        sound, encode = self.track.sound, self.video.profile.encode
        unit = self.video.unit(
            "sound",
            label,
            ".aac",
            {
                **self._heard(piece),
                "true_peak_dbtp": sound.true_peak_dbtp,
                "audio_kbps": encode.audio_kbps,
            },
        )
        mixer = self.video.renderer.mixer
        return unit, lambda target: mixer.sound(*self._files(), piece, sound, encode, target)

    def _files(self) -> tuple[Path, Path | None]:
        bed = self.track.bed
        return self.video.local(self.programme), self.video.local(bed.file) if bed else None

    def _heard(self, piece: SoundtrackPart) -> dict[str, Any]:
        """Return what decides a piece; the same round of a bed is the same in every video."""
        bed = self.track.bed
        return {
            "piece": piece.model_dump(mode="json", exclude={"repeats"}),
            "programme": None if piece.programme_at is None else self.programme.sha256,
            "bed": bed.file.sha256 if bed and piece.bed else None,
        }
