"""The dressing room: the template's files of one video, kept with it, ready to be laid over."""

import hashlib
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.channel.branding import BrandFile
from factory.graphics.on_screen_text import ScreenText
from factory.graphics.overlay import Overlay, Watermark
from factory.pictures.intro_outro import ROLES
from factory.ports import Store
from factory.timeline.timeline import Shot


class SegmentGraphics:
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


def _facts(piece: BrandFile | None) -> dict[str, Any] | None:
    return piece.model_dump(mode="json", exclude={"file"}) if piece else None
