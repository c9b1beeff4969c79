"""What a finished master holds, and the stills that show it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from factory.captions.cues import Captions
from factory.master.expected_captions import Box, captioned
from factory.master.measurement import Measurement
from factory.pictures.intro_outro import ROLES
from factory.ports import Cutter, Journal, Stills, Store
from factory.presets.formats import Format
from factory.records import FileRef
from factory.timeline.timeline import Shot, Timeline
from factory.work import Detail, Do, Done, Unit
from factory_assets.renders.units import render_unit, shown, strips
from factory_assets.stage.concurrency import WORKERS

FRAMES_ON_SHEET = 12


class MasterInspection:
    """One video's screening room: every look at its master as a unit of work.

    Segments are looked at, and not the master they were joined to, so that an edit costs one
    look; that the master holds their very packets is part of the measurement.
    """

    def __init__(
        self,
        video_id: str,
        profile: Format,
        timeline: Timeline,
        store: Store,
        journal: Journal,
        cutter: Cutter,
        stills: Stills,
    ) -> None:
        self._video_id = video_id
        self._profile = profile
        self._timeline = timeline
        self._store = store
        self._journal = journal
        self._cutter = cutter
        self._stills = stills

    def measurement(
        self,
        master: Done,
        segments: Sequence[Done],
        sound: Sequence[tuple[Done, int]],
        captions: Captions,
    ) -> Measurement:
        """View every segment and measure the master, once for the same bytes and captions."""
        expected = captioned(captions, self._profile.captions, self._timeline)
        changes = expected.change_frames(self._profile.picture.fps)
        viewings = self._journal.perform_all(
            [
                self._viewing(shot, segment, changes, expected.burned_inside)
                for shot, segment in zip(self._timeline.shots, segments, strict=True)
            ],
            workers=WORKERS,
            progress=None,
        )
        body = self._timeline.body

        def do(target: Path) -> Detail:
            measured = self._cutter.measure(
                master.path,
                expected,
                strips(shown(segments, self._timeline)),
                strips(sound),
                [viewing.path for viewing in viewings],
                body,
            )
            target.write_bytes(measured.to_json())
            return {}

        wanted = hashlib.sha256(repr(expected).encode()).hexdigest()
        recipe = {"master": master.sha256, "captioned": wanted, "body": body}
        unit = self._unit("measurement", "master measured", ".json", recipe)
        return Measurement.from_json(self._journal.perform(unit, do).path.read_bytes())

    def _viewing(
        self, shot: Shot, segment: Done, changes: frozenset[int], inside: Box | None
    ) -> tuple[Unit, Do]:
        picture = self._profile.picture
        own = sorted(
            n - shot.first_frame for n in changes if shot.first_frame <= n < shot.end_frame
        )
        recipe = {
            "segment": segment.sha256,
            "changes": own,
            "inside": repr(inside) if inside else None,
        }
        unit = self._unit("viewing", f"segment {shot.scene_id} viewed", ".npz", recipe)
        return unit, lambda target: self._cutter.view(segment.path, picture, own, inside, target)

    def stills(self, segments: Sequence[Done]) -> tuple[FileRef, FileRef]:
        """Take the poster, and a sheet of frames all through the video."""
        shots = self._timeline.shots
        count = min(FRAMES_ON_SHEET, len(shots) * 2)
        places = [(2 * n + 1) * len(shots) / (2 * count) for n in range(count)]
        body = next(n for n, shot in enumerate(shots) if shot.scene_id not in ROLES)
        taken = [self._frame(place, segments) for place in (body + 0.5, *places)]
        poster, *frames = self._journal.perform_all(taken, workers=WORKERS, progress=None)
        labels = [self._clock(place) for place in places]
        unit = self._unit(
            "contact-sheet",
            "contact-sheet",
            ".jpg",
            {"frames": [frame.sha256 for frame in frames], "labels": labels},
        )
        sheet = self._journal.perform(
            unit,
            lambda target: self._stills.contact_sheet(
                [frame.path for frame in frames], labels, target
            ),
        )
        return (
            self._store.keep(self._video_id, "poster.jpg", poster.path),
            self._store.keep(self._video_id, "contact-sheet.jpg", sheet.path),
        )

    def _frame(self, place: float, segments: Sequence[Done]) -> tuple[Unit, Do]:
        """Return the work of taking one frame; 3.25 is a quarter into the fourth shot."""
        shot, segment = self._timeline.shots[int(place)], segments[int(place)]
        seconds = float((_frame_of(place, shot) + 0.5) / self._timeline.fps)
        recipe = {"segment": segment.sha256, "frame": _frame_of(place, shot)}
        unit = self._unit("frame", f"frame of {shot.scene_id}", ".jpg", recipe)
        return unit, lambda target: self._stills.poster(segment.path, seconds, target)

    def _clock(self, place: float) -> str:
        shot = self._timeline.shots[int(place)]
        seconds = float((shot.first_frame + _frame_of(place, shot)) / self._timeline.fps)
        return f"{int(seconds // 60)}:{seconds % 60:04.1f}"

    def _unit(self, kind: str, label: str, suffix: str, recipe: dict[str, Any]) -> Unit:
        renderer = self._cutter.provider
        return render_unit(self._video_id, renderer, kind, label, suffix, recipe)


def _frame_of(place: float, shot: Shot) -> int:
    return int(place % 1 * shot.frames)
