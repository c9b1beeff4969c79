"""Programmes: what is heard beside the bed: the narration, or the clips, or both."""

from collections.abc import Mapping
from dataclasses import dataclass

from factory.pictures.intro_outro import ROLES
from factory.ports import Cutter, Journal, Store
from factory.records import FileRef
from factory.speech.narration import Narration
from factory.timeline.clip_sound import soundings
from factory.timeline.soundtrack import Programme, programme_of
from factory.timeline.timeline import Timeline, exact_samples
from factory_assets.renders.units import render_unit


@dataclass(frozen=True, slots=True)
class Programmes:
    """Makes the programme of one video as a unit of work."""

    video_id: str
    store: Store
    journal: Journal
    cutter: Cutter

    def programme(
        self, timeline: Timeline, narration: Narration, clips: Mapping[str, FileRef]
    ) -> tuple[Programme, FileRef]:
        """Return what is heard, and its file: the narration, where no clip has its say.

        Args:
            timeline: says which clips are heard, and when.
            narration: of the video; silent where nobody speaks.
            clips: the files of the pictures, by asset.
        """
        parts = soundings(timeline)
        if not parts:
            return programme_of(narration), narration.file
        voice = self.store.local(self.video_id, narration.file.name)
        files = [clips[part.asset_id] for part in parts]
        samples = exact_samples(timeline)
        recipe = {
            "narration": narration.file.sha256 if narration.spoken else None,
            "parts": [part.model_dump(mode="json", exclude={"asset_id"}) for part in parts],
            "clips": [file.sha256 for file in files],
            "samples": samples,
        }
        renderer, label = self.cutter.provider, "sound of the clips"
        unit = render_unit(self.video_id, renderer, "programme", label, ".wav", recipe)
        done = self.journal.perform(
            unit,
            lambda target: self.cutter.programme(
                voice if narration.spoken else None,
                [
                    (part, self.store.local(self.video_id, file.name))
                    for part, file in zip(parts, files, strict=True)
                ],
                samples,
                target,
            ),
        )
        file = self.store.keep(self.video_id, "programme.wav", done.path)
        level = float(done.detail["integrated_lufs"])
        alone = tuple((p.start, p.start + p.samples) for p in parts if p.asset_id in ROLES)
        return Programme(samples, level, programme_of(narration).speech, alone), file
