"""A video beside those that came before it: its likeness record, and theirs."""

from factory.copy_detection.likeness_record import LikenessRecord, likeness_record_of, made_of
from factory.ports import LikenessRecords, PictureHashes, VideoFiles
from factory.rules.evidence import Evidence


def compared(
    evidence: Evidence,
    records: LikenessRecords,
    pictures: PictureHashes,
    store: VideoFiles,
) -> Evidence:
    """Return the evidence with its likeness record, which is kept, and those of earlier videos.

    Raises:
        PermanentError: a picture is gone.
        BadInput: one cannot be read.
    """
    own = _likeness_record(evidence, records, pictures, store)
    earlier = records.claim(own)
    return evidence.model_copy(update={"likeness_record": own, "earlier": earlier})


def _likeness_record(
    evidence: Evidence,
    records: LikenessRecords,
    pictures: PictureHashes,
    store: VideoFiles,
) -> LikenessRecord:
    """Return it as it was kept, else with every picture opened."""
    accepted = evidence.accepted
    parts = (accepted, evidence.script, evidence.narration, evidence.visuals)
    if kept := records.kept(accepted.video_id, made_of(*parts)):
        return kept
    shown = {asset.poster.sha256: asset.poster.name for asset in evidence.visuals.assets}
    hashes = {
        sha256: pictures.picture_hash(store.local(accepted.video_id, name))
        for sha256, name in shown.items()
    }
    return likeness_record_of(*parts, hashes)
