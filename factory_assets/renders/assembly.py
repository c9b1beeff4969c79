"""The cutting room: every step of one video's render as a unit of work."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from factory.captions.cues import Captions
from factory.errors import PermanentError
from factory.listing.chapter_marks import Chapter
from factory.pictures.intro_outro import NO_INSERTS, Inserts
from factory.pictures.visuals import Visuals
from factory.ports import Cutter, Journal, Progress, Store
from factory.presets.formats import Format
from factory.records import FileRef
from factory.speech.narration import Narration
from factory.timeline.disk_space import render_bytes
from factory.timeline.soundtrack import Soundtrack
from factory.timeline.timeline import Shot, Timeline, exact_samples
from factory.work import Detail, Do, Done, Tracks, Unit
from factory_assets.renders.clip_sound import Programmes
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.soundtrack import SoundtrackMix
from factory_assets.renders.units import render_unit, shown, strips
from factory_assets.stage.concurrency import WORKERS


class RenderAssembly:
    """One video's cutting room: every step of its render as a unit of work."""

    def __init__(
        self,
        video_id: str,
        profile: Format,
        timeline: Timeline,
        store: Store,
        journal: Journal,
        cutter: Cutter,
        dress: SegmentGraphics,
        inserts: Inserts = NO_INSERTS,
    ) -> None:
        self._video_id = video_id
        self._profile = profile
        self._timeline = timeline
        self._store = store
        self._journal = journal
        self._cutter = cutter
        self._sounds = Programmes(video_id, store, journal, cutter)
        self._dress = dress
        self._inserts = inserts

    def segments(self, pictures: Visuals, progress: Progress) -> list[Done]:
        """Render every shot, reusing what has not changed; counts frames as progress."""
        files = self._files(pictures)
        shots = self._timeline.shots
        before: Sequence[Shot | None] = (None, *shots[:-1])
        work = [
            self._segment(shot, previous, files, progress)
            for shot, previous in zip(shots, before, strict=True)
        ]
        self._insist_on_room([unit for unit, _ in work])
        segments = self._journal.perform_all(work, workers=WORKERS, progress=None)
        for shot, done in zip(shots, segments, strict=True):
            if done.reused:
                progress.advance("renders", shot.frames, reused=True)
        return segments

    def _files(self, pictures: Visuals) -> dict[str, FileRef]:
        inserts = {insert.role: insert.file for insert in self._inserts.shown}
        return {**inserts, **{asset.asset_id: asset.file for asset in pictures.assets}}

    def _insist_on_room(self, segments: Sequence[Unit]) -> None:
        finished = self._journal.finished(segments)
        wanted = render_bytes(self._timeline, self._profile, finished)
        free = self._store.free_bytes()
        if wanted > free:
            raise PermanentError(
                f"{self._video_id}: not rendered, because the disk would become full: "
                f"{finished.count(None)} of {len(segments)} segments have to be made, and with "
                f"sound and master that takes about {wanted:,} bytes; {free:,} are free. Free some "
                "space, or set FACTORY_HOME to a folder on a larger disk; then ask again, and what "
                "is finished is not made again"
            )

    def _segment(
        self,
        shot: Shot,
        previous: Shot | None,
        files: dict[str, FileRef],
        progress: Progress,
    ) -> tuple[Unit, Do]:
        blended = previous if shot.transition_frames else None
        mine, other = files[shot.asset_id], files[blended.asset_id] if blended else None
        script = self._dress.script(shot)
        unit = self._unit(
            "segment",
            f"segment {shot.scene_id}",
            ".mp4",
            {
                "picture": mine.sha256,
                "previous": other.sha256 if other else None,
                # Where on the timeline a shot stands does not change how it looks.
                "shot": _in_own_time(shot),
                "leaving": blended.leaving.model_dump(mode="json") if blended else None,
                **self._dress.recipe(shot, script),
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
                blended.leaving if blended else None,
                self._profile.picture,
                self._profile.motion,
                self._profile.encode,
                self._dress.overlay(shot, script),
                target,
                partial(progress.advance, "renders"),
            )

        return unit, do

    def sound(self, narration: Narration, pictures: Visuals) -> list[tuple[Done, int]]:
        """Mix what is heard and bed to the format's loudness: strips, and how often each is heard."""
        files = self._files(pictures)
        programme, file = self._sounds.programme(self._timeline, narration, files)
        track = Soundtrack(
            programme,
            narration.bed,
            exact_samples(self._timeline),
            self._profile.sound,
        )
        room = SoundtrackMix(self._video_id, self._store, self._journal, self._cutter)
        return room.strips(file, track, self._profile.encode)

    def master(
        self,
        segments: Sequence[Done],
        sound: Sequence[tuple[Done, int]],
        captions: Captions,
        chapters: Sequence[Chapter],
    ) -> Done:
        """Join segments and sound by stream copy, with captions and chapters as tracks."""
        track = captions.vtt if captions.cues and not captions.burned else None
        marks = tuple((float(mark.start_seconds), mark.title) for mark in chapters)
        unit = self._unit(
            "master",
            "master joined",
            ".mp4",
            {
                "segments": [[d.sha256, n] for d, n in shown(segments, self._timeline)],
                "sound": [[d.sha256, n] for d, n in sound],
                "captions": track.sha256 if track else None,
                "chapters": marks,
                "language": captions.language,
            },
        )
        return self._journal.perform(
            unit,
            lambda target: self._cutter.join(
                strips(shown(segments, self._timeline)),
                strips(sound),
                Tracks(
                    language=captions.language,
                    captions=self._store.local(self._video_id, track.name) if track else None,
                    chapters=marks,
                ),
                self._profile.picture,
                target,
            ),
        )

    def _unit(self, kind: str, label: str, suffix: str, recipe: dict[str, Any]) -> Unit:
        renderer = self._cutter.provider
        return render_unit(self._video_id, renderer, kind, label, suffix, recipe)


def _in_own_time(shot: Shot) -> dict[str, Any]:
    facts = shot.model_dump(
        mode="json", exclude={"scene_id", "asset_id", "first_frame", "end_frame", "repeats"}
    )
    return {**facts, "frames": shot.frames}
