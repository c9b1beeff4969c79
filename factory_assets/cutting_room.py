"""The cutting room: every step of one video's render as a unit of work."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from factory.ass import write_ass
from factory.captions import Captions, Cue
from factory.formats import Format
from factory.measurement import Measurement
from factory.narration import Narration
from factory.payload import FileRef
from factory.ports import Cutter, Designer, Journal, Progress, Store
from factory.timeline import Shot, Timeline, exact_samples
from factory.visuals import Visuals
from factory.work import Detail, Do, Done, Unit
from factory_assets.stage import WORKERS

FRAMES_ON_SHEET = 12


class CuttingRoom:
    """One video's cutting room: every step of its render as a unit of work."""

    def __init__(
        self,
        video_id: str,
        profile: Format,
        timeline: Timeline,
        store: Store,
        journal: Journal,
        cutter: Cutter,
        designer: Designer,
    ) -> None:
        self._video_id = video_id
        self._profile = profile
        self._timeline = timeline
        self._store = store
        self._journal = journal
        self._cutter = cutter
        self._designer = designer

    def segments(self, pictures: Visuals, captions: Captions, progress: Progress) -> list[Done]:
        """Render every shot, reusing what has not changed; counts frames as progress."""
        files = {asset.asset_id: asset.file for asset in pictures.assets}
        shots = self._timeline.shots
        before: Sequence[Shot | None] = (None, *shots[:-1])
        work = [
            self._segment(shot, previous, files, captions, progress)
            for shot, previous in zip(shots, before, strict=True)
        ]
        segments = self._journal.perform_all(work, workers=WORKERS, progress=None)
        for shot, done in zip(shots, segments, strict=True):
            if done.reused:
                progress.advance("renders", shot.frames, reused=True)
        return segments

    def _segment(
        self,
        shot: Shot,
        previous: Shot | None,
        files: dict[str, FileRef],
        captions: Captions,
        progress: Progress,
    ) -> tuple[Unit, Do]:
        blended = previous if shot.transition_frames else None
        mine, other = files[shot.asset_id], files[blended.asset_id] if blended else None
        script = self._captions_of(shot, captions)
        unit = self._unit(
            "segment",
            f"segment {shot.scene_id}",
            ".mp4",
            {
                "picture": mine.sha256,
                "previous": other.sha256 if other else None,
                # Where on the timeline a shot stands does not change how it looks.
                "shot": _in_own_time(shot),
                "previous_shot": _in_own_time(blended) if blended else None,
                "captions": hashlib.sha256(script).hexdigest() if script else None,
                "output": self._profile.picture.model_dump(mode="json"),
                "easing": self._profile.motion.easing,
                "encode": self._profile.encode.model_dump(mode="json"),
            },
        )

        def do(target: Path) -> Detail:
            paths = (
                self._store.local(self._video_id, mine.name),
                self._store.local(self._video_id, other.name) if other else None,
            )
            return self._cutter.segment(
                shot,
                paths,
                blended,
                self._profile.picture,
                self._profile.motion,
                self._profile.encode,
                script,
                target,
                partial(progress.advance, "renders"),
            )

        return unit, do

    def _captions_of(self, shot: Shot, captions: Captions) -> bytes | None:
        fps = self._timeline.fps
        start, end = float(shot.first_frame / fps), float(shot.end_frame / fps)
        cues = [_shifted(cue, -start) for cue in captions.burned if start <= cue.start < end]
        if not cues:
            return None
        return write_ass(
            cues, self._profile.captions, self._profile.picture, self._designer
        ).encode()

    def sound(self, narration: Narration) -> Done:
        """Mix narration and bed to the format's loudness."""
        bed = narration.bed
        samples = exact_samples(self._timeline)
        unit = self._unit(
            "sound",
            "sound mixed",
            ".m4a",
            {
                "narration": narration.file.sha256,
                "bed": bed.file.sha256 if bed else None,
                "samples": samples,
                "sound": self._profile.sound.model_dump(mode="json"),
                "audio_kbps": self._profile.encode.audio_kbps,
            },
        )
        return self._journal.perform(
            unit,
            lambda target: self._cutter.sound(
                self._store.local(self._video_id, narration.file.name),
                self._store.local(self._video_id, bed.file.name) if bed else None,
                samples,
                self._profile.sound,
                self._profile.encode,
                target,
            ),
        )

    def master(self, segments: Sequence[Done], sound: Done) -> Done:
        """Join segments and sound by stream copy."""
        unit = self._unit(
            "master",
            "master joined",
            ".mp4",
            {"segments": [done.sha256 for done in segments], "sound": sound.sha256},
        )
        return self._journal.perform(
            unit,
            lambda target: self._cutter.join(
                [done.path for done in segments], sound.path, self._profile.picture, target
            ),
        )

    def measurement(self, master: Done) -> Measurement:
        """Decode and measure the master, once for the same bytes."""

        def do(target: Path) -> Detail:
            target.write_bytes(self._cutter.measure(master.path).to_json())
            return {}

        unit = self._unit("measurement", "master measured", ".json", {"master": master.sha256})
        return Measurement.from_json(self._journal.perform(unit, do).path.read_bytes())

    def stills(self, master: Done) -> tuple[FileRef, FileRef]:
        """Take the poster and a sheet of frames from the master itself."""
        fps, frames = self._timeline.fps, self._timeline.frames
        count = min(FRAMES_ON_SHEET, len(self._timeline.shots) * 2)
        times = [float((2 * n + 1) * frames / (2 * count) / fps) for n in range(count)]

        def sheet(target: Path) -> Detail:
            names = [target.with_name(f"frame{n:02d}.jpg") for n in range(count)]
            for name, seconds in zip(names, times, strict=True):
                self._designer.poster(master.path, seconds, name)
            labels = [f"{int(t // 60)}:{t % 60:04.1f}" for t in times]
            return self._designer.contact_sheet(names, labels, target)

        def poster(target: Path) -> Detail:
            return self._designer.poster(master.path, times[0], target)

        return (
            self._still("poster", "poster.jpg", master, poster),
            self._still("contact-sheet", "contact-sheet.jpg", master, sheet),
        )

    def _still(self, kind: str, name: str, master: Done, do: Do) -> FileRef:
        unit = self._unit(kind, kind, ".jpg", {"master": master.sha256})
        return self._store.keep(self._video_id, name, self._journal.perform(unit, do).path)

    def _unit(self, kind: str, label: str, suffix: str, recipe: dict[str, Any]) -> Unit:
        provider = self._cutter.provider
        return Unit(
            video_id=self._video_id,
            stage="renders",
            kind=kind,
            label=label,
            recipe={**recipe, "renderer": [provider.name, provider.version]},
            suffix=suffix,
            provider=provider,
        )


def _in_own_time(shot: Shot) -> dict[str, Any]:
    facts = shot.model_dump(
        mode="json", exclude={"scene_id", "asset_id", "first_frame", "end_frame"}
    )
    return {**facts, "frames": shot.frames}


def _shifted(cue: Cue, seconds: float) -> Cue:
    """Move a cue; microseconds are kept, so that the same cue is the same wherever it stands."""

    def move(t: float) -> float:
        return round(t + seconds, 6)

    words = tuple(
        w.model_copy(update={"start": move(w.start), "end": move(w.end)}) for w in cue.words
    )
    return Cue(start=move(cue.start), end=move(cue.end), words=words)
