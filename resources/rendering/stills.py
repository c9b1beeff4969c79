"""The designer: the stills a person looks at before and beside the video."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from factory.captions.cues import Cue
from factory.channel.branding import Thumbnail
from factory.errors import PermanentError
from factory.typography.text_metrics import Run, Stance
from factory.work import Detail
from resources.audio.levels import measure_levels
from resources.images import contact_sheet, fonts, waveform
from resources.images.decoding import opened
from resources.images.framing import framed
from resources.machine import ffmpeg
from resources.rendering import thumbnail

THUMBNAIL_BYTES = 2_000_000
"""Every platform takes a thumbnail of 2 MB."""
SHEET_BYTES = 1_000_000
QUALITIES = (92, 86, 80, 72, 62, 50, 35, 20)
POSTER_PX = 960
POSTER_SECONDS = 120
"""A frame deep in a long file takes a second or two; this is for a disk that hangs."""


class StillRenderer:
    """See `factory.ports.Stills`."""

    def __init__(self, ffmpeg_program: str | None = None) -> None:
        self._ffmpeg = ffmpeg_program

    def thumbnail(
        self, picture: Path, title: str, look: Thumbnail, width: int, height: int, target: Path
    ) -> Detail:
        """See `factory.ports.Stills.thumbnail`; BadInput when no font has the title's letters."""
        image, setting = thumbnail.design(
            picture, title, look, width, height, ffmpeg.binary(self._ffmpeg)
        )
        size = _write_jpeg(image, target, THUMBNAIL_BYTES)
        return {
            "width": width,
            "height": height,
            "bytes": size,
            "lines": list(setting.lines),
            "size_px": setting.em,
        }

    def poster(self, master: Path, at_seconds: float, target: Path) -> Detail:
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
        with Image.open(target) as image:
            return {"width": image.width, "height": image.height, "bytes": target.stat().st_size}

    def placard(self, picture: Path, width: int, height: int, target: Path) -> Detail:
        """See `factory.ports.Stills.placard`."""
        framed(opened(picture), width, height).save(target, "PNG", compress_level=1)
        return {"width": width, "height": height}

    def contact_sheet(
        self, pictures: Sequence[Path], labels: Sequence[str], target: Path
    ) -> Detail:
        """See `factory.ports.Stills.contact_sheet`; under 1 MB whatever the pictures are."""
        page = contact_sheet.lay_out(pictures, labels)
        size = _write_jpeg(page, target, SHEET_BYTES)
        return {"width": page.width, "height": page.height, "bytes": size}

    def waveform(self, sound: Path, cues: Sequence[Cue], target: Path) -> Detail:
        """See `factory.ports.Stills.waveform`; the cues are blocks underneath."""
        levels = measure_levels(sound, waveform.steps_of_picture())
        image = waveform.draw_levels(levels, cues)
        image.save(target, "PNG", optimize=True)
        return {"width": image.width, "height": image.height, "bytes": target.stat().st_size}

    def text_width(self, text: str, font: str, size_px: float) -> float:
        """See `factory.ports.Stills.text_width`."""
        return fonts.text_width(text, font, size_px)

    def script_size(self, font: str, size_px: float) -> float:
        """See `factory.ports.Stills.script_size`."""
        return fonts.script_size(font, size_px)

    def stance(self, text: str, font: str, size_px: float) -> Stance:
        """See `factory.typography.text_metrics.Lettering.stance`."""
        return fonts.stance(text, font, size_px)

    def runs(self, text: str, font: str) -> Sequence[Run]:
        """See `factory.typography.text_metrics.Lettering.runs`."""
        return fonts.runs(text, font)

    def drawable(self, text: str, font: str) -> str:
        """See `factory.ports.Stills.drawable`."""
        return fonts.drawable(text, font)


def _write_jpeg(image: Image.Image, target: Path, most_bytes: int) -> int:
    """Write with the best quality that stays below `most_bytes`; return the size."""
    for quality in QUALITIES:
        encoded = BytesIO()
        image.save(encoded, "JPEG", quality=quality, optimize=True, progressive=True)
        if encoded.tell() < most_bytes:
            break
    else:
        raise PermanentError(
            f"could not write {target.name}: {image.width}x{image.height} pixels do not fit "
            f"into {most_bytes:,} bytes"
        )
    target.write_bytes(encoded.getvalue())
    return encoded.tell()
