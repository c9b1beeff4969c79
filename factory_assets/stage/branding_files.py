"""The files of a brand, kept with the video that shows them."""

from pathlib import Path

from factory.brief.brief import AcceptedBrief
from factory.channel.branding import BrandFile
from factory.errors import BadInput, PermanentError
from factory.ports import VideoFiles
from factory.records import FileRef
from factory_assets.stage.recorded_files import sha256_of


def keep_pieces(accepted: AcceptedBrief, store: VideoFiles) -> list[FileRef]:
    """Copy the template's files into the video's folder, so that the video can be made again.

    Raises:
        BadInput: a file is not the one that was accepted, and no copy was kept before.
    """
    return [kept(accepted.video_id, piece, store) for piece in accepted.channel.pieces]


def kept(video_id: str, piece: BrandFile, store: VideoFiles) -> FileRef:
    """Return the video's own copy of one file; see `keep_pieces`."""
    for source in (_own_copy(video_id, piece, store), Path(piece.file)):
        if source and source.is_file() and sha256_of(source) == piece.sha256:
            return store.keep(video_id, piece.kept, source)
    raise BadInput(
        f"{video_id}: {piece.file} is not the file it was when the brief was accepted "
        f"({piece.sha256[:12]}…); hand the brief in again, or put the file back"
    )


def _own_copy(video_id: str, piece: BrandFile, store: VideoFiles) -> Path | None:
    try:
        return store.local(video_id, piece.kept)
    except PermanentError:
        return None
