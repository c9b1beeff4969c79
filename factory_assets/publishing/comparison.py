"""A video beside those that came before it: its signature, and theirs."""

from factory.copy_detection.likeness_record import Signature, made_of, sign
from factory.ports import PictureHashes, Signatures, VideoFiles
from factory.rules.evidence import Evidence


def compared(
    evidence: Evidence, signatures: Signatures, pictures: PictureHashes, store: VideoFiles
) -> Evidence:
    """Return the evidence with its signature, which is kept, and those of earlier videos.

    Raises:
        PermanentError: a picture is gone.
        BadInput: one cannot be read.
    """
    signature = _signature(evidence, signatures, pictures, store)
    earlier = signatures.claim(signature)
    return evidence.model_copy(update={"signature": signature, "earlier": earlier})


def _signature(
    evidence: Evidence, signatures: Signatures, pictures: PictureHashes, store: VideoFiles
) -> Signature:
    """Return it as it was kept, else with every picture opened."""
    accepted = evidence.accepted
    parts = (accepted, evidence.script, evidence.narration, evidence.visuals)
    if kept := signatures.kept(accepted.video_id, made_of(*parts)):
        return kept
    shown = {asset.poster.sha256: asset.poster.name for asset in evidence.visuals.assets}
    hashes = {
        sha256: pictures.picture_hash(store.local(accepted.video_id, name))
        for sha256, name in shown.items()
    }
    return sign(*parts, hashes)
