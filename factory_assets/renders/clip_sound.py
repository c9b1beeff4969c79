"""Sound of clips in a master: what is heard beside the bed, the narration, or the clips, or both."""

from collections.abc import Sequence
from pathlib import Path

from factory.master.unit_details import ProgrammeDetail
from factory.pictures.intro_outro import ROLES
from factory.records import FileRef
from factory.timeline.clip_sound_plan import Sounding, soundings
from factory.timeline.soundtrack import Programme, programme_of
from factory.timeline.timeline import exact_samples
from factory.units_of_work import Done
from factory_assets.renders.units import VideoRender


def lay_programme(video: VideoRender) -> tuple[Programme, FileRef]:
    """Return what is heard, and its file: the narration, where no clip has its say."""
    narration, parts = video.sources.narration, soundings(video.timeline)
    if not parts:
        return programme_of(narration), narration.file
    done = _laid(video, parts)
    file = video.store.keep(video.video_id, "programme.wav", done.path)
    level = done.read(ProgrammeDetail).integrated_lufs
    alone = tuple((p.start, p.start + p.samples) for p in parts if p.asset_id in ROLES)
    samples = exact_samples(video.timeline)
    return Programme(samples, level, programme_of(narration).speech, alone), file


def _laid(video: VideoRender, parts: Sequence[Sounding]) -> Done:
    """Lay the sounds of clips, and the narration if anybody speaks, on one track."""
    narration, samples = video.sources.narration, exact_samples(video.timeline)
    clips = [video.sources.pictures[part.asset_id] for part in parts]
    voice = narration.file if narration.spoken else None
    unit = video.unit(
        "programme",
        "sound of the clips",
        ".wav",
        {
            "narration": voice.sha256 if voice else None,
            "parts": [part.model_dump(mode="json", exclude={"asset_id"}) for part in parts],
            "clips": [clip.sha256 for clip in clips],
            "samples": samples,
        },
    )

    def do(target: Path) -> ProgrammeDetail:
        heard = [(part, video.local(clip)) for part, clip in zip(parts, clips, strict=True)]
        spoken = video.local(voice) if voice else None
        return video.renderer.clip_mixer.programme(spoken, heard, samples, target)

    return video.journal.perform(unit, do)
