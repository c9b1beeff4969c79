"""Stills: of every clip a frame, shown for it on pages and thumbnails."""

from collections.abc import Sequence
from functools import partial

from factory.pictures.clips import ClipFacts
from factory.ports import ClipReader, Journal, VideoFiles
from factory.records import FileRef
from factory.units_of_work import Done, Unit
from factory.video_formats.formats import Picture
from factory_assets.visuals.pictures import DrawnScene


class ClipStills:
    """Takes a still of every clip of one video."""

    def __init__(
        self,
        video_id: str,
        picture: Picture,
        journal: Journal,
        reader: ClipReader,
        store: VideoFiles,
    ) -> None:
        self._video_id = video_id
        self._picture = picture
        self._journal = journal
        self._reader = reader
        self._store = store

    def of(self, drawn: Sequence[DrawnScene]) -> list[FileRef | None]:
        """Return a still for each scene that has a clip, None for the others."""
        clips = [(one, one.detail.clip) for one in drawn]
        return [
            self._still(one.scene.scene_id, one.done, clip) if clip else None for one, clip in clips
        ]

    def _still(self, scene_id: str, done: Done, facts: ClipFacts) -> FileRef:
        size = (self._picture.width, self._picture.height)
        unit = Unit(
            video_id=self._video_id,
            stage="visuals",
            kind="still",
            label=f"still of {scene_id}",
            recipe={"clip": done.sha256, "facts": facts.model_dump(mode="json"), "size": size},
            suffix=".png",
            provider=self._reader.provider,
        )
        still = self._journal.perform(unit, partial(self._reader.still, done.path, facts, *size))
        return self._store.keep(self._video_id, f"pictures/{scene_id}-still.png", still.path)
