"""Given videos: what each holds, and a still that stands for it."""

from dataclasses import dataclass
from pathlib import Path

import cv2

from factory.master.unit_details import ClipStillDetail
from factory.pictures.clips import ClipFacts, Play
from factory.records import Provider
from factory.video_formats.formats import Picture
from resources.machine import ffmpeg
from resources.video.clip_conforming import conformed, tolerant
from resources.video.probe import probe

STILL_FPS = 10
"""Fine enough to find the middle of a clip."""
FLAT_BELOW = 1.0
"""Deviation of luma, in code values, under which a frame counts as one flat colour."""


@dataclass(frozen=True, slots=True)
class FfmpegClipReader:
    """Looks into videos with one ffmpeg; see `factory.ports.ClipReader`."""

    program: Path
    provider: Provider

    def probe(self, clip: Path) -> ClipFacts:
        """See `factory.ports.ClipReader.probe`."""
        return probe(clip)

    def still(
        self, clip: Path, facts: ClipFacts, width: int, height: int, target: Path
    ) -> ClipStillDetail:
        """See `factory.ports.ClipReader.still`; the sides are even, blank is one flat colour.

        Raises:
            PermanentError: it cannot be decoded.
        """
        picture = Picture(width=width, height=height, fps=STILL_FPS)
        middle = int(facts.seconds * STILL_FPS / 2)
        stream = conformed(clip, Play(facts=facts), middle, 1, picture)
        stream = stream.filter("scale", in_color_matrix="bt709", in_range="tv", out_range="pc")
        ffmpeg.run(
            tolerant(stream.output(str(target), format="image2", vcodec="png", pix_fmt="rgb24")),
            doing=f"take a still of the clip {clip.name}",
            program=self.program,
        )
        shown = cv2.imread(str(target), cv2.IMREAD_GRAYSCALE)
        flat = shown is None or float(shown.std()) < FLAT_BELOW
        return ClipStillDetail(width=width, height=height, blank=flat)
