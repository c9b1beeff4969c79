"""Stills: what shows a person a video without playing it, and given pictures fitted to its frame."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from factory.captions.cues import Cue
from factory.errors import PermanentError
from factory.master.unit_details import PlacardDetail, StillDetail
from factory.records import Provider
from resources.audio.levels import measure_levels
from resources.images import contact_sheet, waveform
from resources.images.decoding import opened
from resources.images.framing import framed
from resources.images.jpeg import write_jpeg
from resources.machine import ffmpeg

SHEET_BYTES = 1_000_000
POSTER_PX = 960
POSTER_SECONDS = 120
"""A frame deep in a long file takes a second or two; this is for a disk that hangs."""


class StillRenderer:
    """See `factory.ports.Stills`."""

    provider = Provider(role="render", name="stills", version="1", default=True, synthetic=False)

    def __init__(self, ffmpeg_program: str | None = None) -> None:
        self._ffmpeg = ffmpeg_program

    def poster(self, master: Path, at_seconds: float, target: Path) -> StillDetail:
        """See `factory.ports.Stills.poster`."""
        # A JPEG is read as BT.601 in full range, a master is BT.709 in limited range.
        # Large enough for a page, small enough to stand in one.
        size = f"w='min(iw,iw*{POSTER_PX}/max(iw,ih))':h=-2"
        colours = (
            f"scale={size}:in_color_matrix=bt709:out_color_matrix=bt601:in_range=tv:out_range=pc"
        )
        ffmpeg.run(
            ["-ss", f"{max(0.0, at_seconds):.3f}", "-i", str(master), "-map", "0:v:0"]
            + ["-vf", f"{colours},format=yuvj420p", "-frames:v", "1", "-c:v", "mjpeg"]
            + ["-q:v", "3", "-f", "image2", "-update", "1", str(target)],
            doing=f"take a poster from {master.name} at {at_seconds:.3f} s",
            program=ffmpeg.binary(self._ffmpeg),
            timeout_seconds=POSTER_SECONDS,
        )
        if not target.is_file():
            raise PermanentError(
                f"could not take a poster: {master.name} has no frame at {at_seconds:.3f} s"
            )
        with Image.open(target, formats=["JPEG"]) as image:
            return StillDetail(width=image.width, height=image.height, bytes=target.stat().st_size)

    def placard(self, picture: Path, width: int, height: int, target: Path) -> PlacardDetail:
        """See `factory.ports.Stills.placard`."""
        framed(opened(picture), width, height).save(target, "PNG", compress_level=1)
        return PlacardDetail(width=width, height=height)

    def contact_sheet(
        self, pictures: Sequence[Path], labels: Sequence[str], target: Path
    ) -> StillDetail:
        """See `factory.ports.Stills.contact_sheet`; under 1 MB whatever the pictures are."""
        page = contact_sheet.lay_out(pictures, labels)
        size = write_jpeg(page, target, SHEET_BYTES)
        return StillDetail(width=page.width, height=page.height, bytes=size)

    def waveform(self, sound: Path, cues: Sequence[Cue], target: Path) -> StillDetail:
        """See `factory.ports.Stills.waveform`; the cues are blocks underneath."""
        levels = measure_levels(sound, waveform.steps_of_picture())
        image = waveform.draw_levels(levels, cues)
        image.save(target, "PNG", optimize=True)
        return StillDetail(width=image.width, height=image.height, bytes=target.stat().st_size)
