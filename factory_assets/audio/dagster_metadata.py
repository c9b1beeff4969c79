"""What a person should know of a narration at a glance."""

from collections.abc import Sequence

from factory.ports import VideoFiles
from factory.speech.narration import Narration
from factory.units_of_work import Done
from factory_assets.audio.narration import WAVEFORM
from factory_assets.stage.dagster_metadata import Link, Metadata, picture


def described(narration: Narration, spoken: Sequence[Done], store: VideoFiles) -> Metadata:
    """Return the facts of one narration.

    Args:
        narration: the manifest.
        spoken: its sentences, as the journal gave them.
        store: knows where its files are found.
    """
    video_id, voice, hearing = narration.video_id, narration.provider, narration.hearing
    return {
        "preview": picture("loudness", store.url(video_id, WAVEFORM)),
        "listen": Link(store.url(video_id, narration.file.name)),
        "seconds": round(narration.seconds, 3),
        "sentences": len(spoken),
        "sentences_reused": sum(done.reused for done in spoken),
        "bytes": narration.file.bytes,
        "integrated_lufs": narration.integrated_lufs,
        "provider": voice.described,
        "instead_of": voice.instead_of or "nobody",
        "word_timing": narration.timing,
        "word_error_rate": f"{hearing.error_rate:.1%} of {hearing.words} words"
        if hearing
        else "not measured",
        "bed": narration.bed.kind if narration.bed else "none",
        "inserts": ", ".join(insert.role for insert in narration.inserts.shown) or "none",
        "cost_usd": round(sum(done.cost_usd for done in spoken), 4),
    }
