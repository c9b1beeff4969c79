"""The dressing room: the template's files of one video, kept with it, ready to be laid over."""

import hashlib
from pathlib import Path
from typing import Any

from factory.brief import AcceptedBrief
from factory.errors import BadInput, PermanentError
from factory.inserts import ROLES
from factory.overlay import Overlay, Watermark
from factory.payload import FileRef
from factory.ports import Store
from factory.screen_text import ScreenText
from factory.template import Piece
from factory.timeline import Shot
from factory_assets.hashes import sha256_of


def keep_pieces(accepted: AcceptedBrief, store: Store) -> list[FileRef]:
    """Copy the template's files into the video's folder, so that the video can be made again.

    Raises:
        BadInput: a file is not the one that was accepted, and no copy was kept before.
    """
    return [kept(accepted.video_id, piece, store) for piece in accepted.channel.pieces]


def kept(video_id: str, piece: Piece, store: Store) -> FileRef:
    """Return the video's own copy of one file; see `keep_pieces`."""
    for source in (_own_copy(video_id, piece, store), Path(piece.file)):
        if source and source.is_file() and sha256_of(source) == piece.sha256:
            return store.keep(video_id, piece.kept, source)
    raise BadInput(
        f"{video_id}: {piece.file} is not the file it was when the brief was accepted "
        f"({piece.sha256[:12]}…); hand the brief in again, or put the file back"
    )


def _own_copy(video_id: str, piece: Piece, store: Store) -> Path | None:
    try:
        return store.local(video_id, piece.kept)
    except PermanentError:
        return None


class DressingRoom:
    """What lies over each segment of one video, and how it is known in a segment's recipe."""

    def __init__(self, accepted: AcceptedBrief, text: ScreenText, store: Store) -> None:
        self._accepted = accepted
        self._text = text
        self._store = store

    def script(self, shot: Shot) -> bytes | None:
        """Return what is lettered over a shot, in its own time.

        Nothing over one that repeats, nor over an intro or outro: they are as the channel made them.
        """
        if shot.repeats > 1 or shot.scene_id in ROLES:
            return None
        return self._text.script(shot.first_frame, shot.end_frame)

    def recipe(self, shot: Shot, script: bytes | None) -> dict[str, Any]:
        """Return what decides how the overlay looks: hashes, not the places of files."""
        channel = self._accepted.channel
        if shot.scene_id in ROLES:
            return {"script": None, "watermark": None, "grade": None}
        return {
            "script": hashlib.sha256(script).hexdigest() if script else None,
            "watermark": _facts(channel.watermark),
            "grade": channel.grade.sha256 if channel.grade else None,
        }

    def overlay(self, shot: Shot, script: bytes | None) -> Overlay:
        """Return the overlay of a segment; its files are the copies that the video keeps."""
        if shot.scene_id in ROLES:
            return Overlay()
        video_id, channel = self._accepted.video_id, self._accepted.channel
        mark, grade = channel.watermark, channel.grade
        watermark = mark and Watermark(
            path=self._store.local(video_id, mark.kept),
            corner=mark.corner,
            width=mark.width,
            opacity=mark.opacity,
            margin=mark.margin,
        )
        return Overlay(script, watermark, grade and self._store.local(video_id, grade.kept))


def _facts(piece: Piece | None) -> dict[str, Any] | None:
    return piece.model_dump(mode="json", exclude={"file"}) if piece else None
