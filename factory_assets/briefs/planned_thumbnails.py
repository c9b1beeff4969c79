"""Later thumbnails of a brief: fitted and kept with the video until their time comes."""

from pathlib import Path

from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput, PermanentError
from factory.ports import Disk, Thumbnails, VideoFiles
from factory.records import FileRef


def keep_thumbnails(
    accepted: AcceptedBrief, thumbnails: Thumbnails, store: VideoFiles, disk: Disk
) -> list[FileRef]:
    """Keep each thumbnail that the brief wants shown later; once kept, its own file may go.

    Raises:
        BadInput: a file is gone and none was kept before, or it is no picture.
    """
    return [
        _kept(accepted, Path(change.file), change.to, thumbnails, store, disk)
        for change in accepted.brief.changes
        if change.what == "thumbnail"
    ]


def _kept(
    accepted: AcceptedBrief,
    file: Path,
    name: str,
    thumbnails: Thumbnails,
    store: VideoFiles,
    disk: Disk,
) -> FileRef:
    if not file.is_file():
        try:
            return store.keep(accepted.video_id, name, store.local(accepted.video_id, name))
        except PermanentError as error:
            raise BadInput(
                f"{accepted.video_id}: its brief wants the thumbnail {file} later, which is not there; "
                "put it back, or take it out of `later`"
            ) from error
    with disk.scratch() as scratch:
        target = scratch / "thumbnail.jpg"
        thumbnails.fitted(file, *accepted.profile.picture.thumbnail_size, target)
        return store.keep(accepted.video_id, name, target)
