"""What lies over the pictures of a video: its lettering, and the template's mark and colours."""

import hashlib
from dataclasses import dataclass
from typing import Any

from factory.brief.brief import AcceptedBrief
from factory.channel.branding import BrandFile
from factory.graphics.on_screen_text import ScreenText
from factory.graphics.overlay import Label, Overlay, Watermark
from factory.pictures.intro_outro import ROLES
from factory.ports import VideoFiles
from factory.timeline.timeline import Shot


@dataclass(frozen=True, slots=True)
class SegmentGraphics:
    """What lies over each segment of one video, and how it is known in a segment's recipe."""

    accepted: AcceptedBrief
    text: ScreenText
    store: VideoFiles

    def script(self, shot: Shot) -> bytes | None:
        """Return what is lettered over a shot, in its own time.

        Over one that repeats only what stands everywhere; nothing over an intro or outro: they are
        as the channel made them.
        """
        if shot.scene_id in ROLES:
            return None
        if shot.repeats > 1:
            return self.text.lasting_script(shot.frames)
        return self.text.script(shot.first_frame, shot.end_frame)

    def recipe(self, shot: Shot, script: bytes | None) -> dict[str, Any]:
        """Return what decides how the overlay looks: hashes, not the places of files."""
        channel = self.accepted.channel
        if shot.scene_id in ROLES:
            return {"script": None, "watermark": None, "grade": None}
        facts: dict[str, Any] = {
            "script": hashlib.sha256(script).hexdigest() if script else None,
            "watermark": _facts(channel.watermark),
            "grade": channel.grade.sha256 if channel.grade else None,
        }
        label, place = channel.ai_label, self.text.ai_label
        if label and place and not place.drawn:  # of no other labels recipes have it
            facts["ai_label"] = [label.sha256, place.model_dump(mode="json")]
        return facts

    def overlay(self, shot: Shot, script: bytes | None) -> Overlay:
        """Return the overlay of a segment; its files are the copies that the video keeps."""
        if shot.scene_id in ROLES:
            return Overlay()
        video_id, channel = self.accepted.video_id, self.accepted.channel
        mark, grade = channel.watermark, channel.grade
        watermark = mark and Watermark(
            path=self.store.local(video_id, mark.kept),
            corner=mark.corner,
            width=mark.width,
            opacity=mark.opacity,
            margin=mark.margin,
        )
        table = grade and self.store.local(video_id, grade.kept)
        return Overlay(script, watermark, table, self._label())

    def _label(self) -> Label | None:
        label, place = self.accepted.channel.ai_label, self.text.ai_label
        if label is None or place is None or place.drawn:
            return None
        path = self.store.local(self.accepted.video_id, label.kept)
        return Label(path, place.left, place.top, place.width, place.height)


def _facts(piece: BrandFile | None) -> dict[str, Any] | None:
    return piece.model_dump(mode="json", exclude={"file"}) if piece else None
