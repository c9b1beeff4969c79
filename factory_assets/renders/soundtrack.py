"""The mixing room: every piece of one video's soundtrack as a unit of work."""

import json
from pathlib import Path
from typing import Any

from factory.ports import Cutter, Journal, Store
from factory.presets.formats import Encode
from factory.records import FileRef
from factory.timeline.soundtrack import Soundtrack, SoundtrackPart
from factory.work import Detail, Do, Done, Unit
from factory_assets.renders.units import render_unit
from factory_assets.stage.concurrency import WORKERS


class SoundtrackMix:
    """One video's mixing room."""

    def __init__(self, video_id: str, store: Store, journal: Journal, cutter: Cutter) -> None:
        self._video_id = video_id
        self._store = store
        self._journal = journal
        self._cutter = cutter

    def strips(
        self, programme: FileRef, track: Soundtrack, encode: Encode
    ) -> list[tuple[Done, int]]:
        """Measure the programme over its bed, then encode every piece of the soundtrack.

        Args:
            programme: 16-bit WAV in the video's folder; what `track` plans is heard from it.
            track: the plan.
            encode: settings of AAC.

        Returns:
            Strips of sound in order, and how often each is heard.
        """
        gauged = self._journal.perform(*self._gauge(programme, track)).detail
        pieces = track.pieces(gauged["gain_db"], gauged["ceiling_db"])
        work = [
            self._piece(programme, track, piece, encode, f"sound {n} of {len(pieces)}")
            for n, piece in enumerate(pieces, start=1)
        ]
        done = self._journal.perform_all(work, workers=WORKERS, progress=None)
        return [(strip, piece.repeats) for strip, piece in zip(done, pieces, strict=True)]

    def _gauge(self, programme: FileRef, track: Soundtrack) -> tuple[Unit, Do]:
        piece = track.reference
        unit = self._unit(
            "gauge",
            "sound measured before it is mixed",
            ".json",
            {
                **self._heard(programme, track, piece),
                "target_lufs": track.programme_lufs,
                "true_peak_dbtp": track.sound.true_peak_dbtp,
            },
        )

        def do(target: Path) -> Detail:
            detail = self._cutter.gauge(
                *self._files(programme, track), piece, track.programme_lufs, track.sound
            )
            target.write_text(json.dumps(detail))
            return detail

        return unit, do

    def _piece(
        self,
        programme: FileRef,
        track: Soundtrack,
        piece: SoundtrackPart,
        encode: Encode,
        label: str,
    ) -> tuple[Unit, Do]:
        unit = self._unit(
            "sound",
            label,
            ".aac",
            {
                **self._heard(programme, track, piece),
                "true_peak_dbtp": track.sound.true_peak_dbtp,
                "audio_kbps": encode.audio_kbps,
            },
        )
        return unit, lambda target: self._cutter.sound(
            *self._files(programme, track), piece, track.sound, encode, target
        )

    def _files(self, programme: FileRef, track: Soundtrack) -> tuple[Path, Path | None]:
        bed = track.bed.file.name if track.bed else None
        return (
            self._store.local(self._video_id, programme.name),
            self._store.local(self._video_id, bed) if bed else None,
        )

    def _heard(
        self, programme: FileRef, track: Soundtrack, piece: SoundtrackPart
    ) -> dict[str, Any]:
        """Return what decides a piece; the same round of a bed is the same in every video."""
        bed = track.bed.file.sha256 if track.bed and piece.bed else None
        return {
            "piece": piece.model_dump(mode="json", exclude={"repeats"}),
            "programme": None if piece.programme_at is None else programme.sha256,
            "bed": bed,
        }

    def _unit(self, kind: str, label: str, suffix: str, recipe: dict[str, Any]) -> Unit:
        renderer = self._cutter.provider
        return render_unit(self._video_id, renderer, kind, label, suffix, recipe)
