"""The viewer: decodes a piece of picture once, and keeps what has to be known of it in figures."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from factory.errors import PermanentError
from factory.master.expected_captions import Box
from factory.master.frame_runs import Grid
from factory.master.picture_analysis import PictureFigures, Viewing, grid_size, margin_of
from factory.master.unit_details import ViewingDetail
from factory.video_formats.formats import Picture
from resources.inspection.ffmpeg_log import MeterLog
from resources.machine import ffmpeg

QUICK = ("-skip_loop_filter", "all")
"""The deblocking filter is left out. It costs a fifth of the pass and only softens edges inside
a cell; every coded bit is still read, so that damage is noticed."""
ALONE = ("-threads", "1")
"""Segments are viewed side by side; threads within one would cost a sixth more in all."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Views with one ffmpeg."""

    program: Path

    def view(
        self,
        segment: Path,
        picture: Picture,
        changes: Sequence[int],
        captions_inside: Box | None,
        target: Path,
    ) -> ViewingDetail:
        """See `factory.ports.SegmentViewer.view`.

        Raises:
            PermanentError: not one frame can be decoded.
        """
        cells = grid_size(picture.width, picture.height)
        margin = margin_of(captions_inside, cells) if captions_inside else None
        figures, log = PictureFigures(picture.fps, frozenset(changes), margin), MeterLog()
        ffmpeg.run(
            [*ALONE, *QUICK, "-i", str(segment), *grid_output("[0:v:0]", cells)],
            doing=f"view {segment.name}",
            program=self.program,
            on_output=Grids(cells, figures.frame).take,
            on_log=log.line,
            log_level="level+info",
        )
        try:
            viewing = figures.viewing()
        except ValueError as error:
            raise PermanentError(
                f"{segment.name} cannot be viewed: not one of its frames can be decoded; "
                "render it again"
            ) from error
        write_viewing(target, viewing, log.errors)
        return ViewingDetail(frames=len(viewing.means), errors=log.errors)


def grid_output(source: str, cells: tuple[int, int]) -> list[str]:
    """Return ffmpeg's arguments for the frames of a stream as grids on its standard output."""
    across, down = cells
    return [
        *("-filter_complex", f"{source}scale={across}:{down}:flags=area,format=gray[grids]"),
        *("-map", "[grids]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"),
    ]


def write_viewing(target: Path, viewing: Viewing, errors: int) -> None:
    """Write a viewing, and how many errors there were in decoding."""
    packed = io.BytesIO()
    np.savez_compressed(packed, errors=np.array(errors), **asdict(viewing))
    target.write_bytes(packed.getvalue())


def read_viewing(file: Path) -> tuple[Viewing, int]:
    """Return a viewing and its count of errors.

    Raises:
        PermanentError: the file is none.
    """
    try:
        with np.load(file, allow_pickle=False) as packed:
            arrays = dict(packed)
        errors = int(arrays.pop("errors"))
        return Viewing(**arrays), errors
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise PermanentError(
            f"{file.name} cannot be read as a viewing of a segment ({error!r}); render it again"
        ) from error


@dataclass
class Grids:
    """Cuts a stream of bytes into grids."""

    cells: tuple[int, int]
    shown: Callable[[Grid], None]
    _left: bytearray = field(default_factory=bytearray)

    def take(self, block: bytes) -> None:
        """Take more bytes, and show every grid that is complete."""
        self._left += block
        across, down = self.cells
        size = across * down
        whole = len(self._left) // size
        for n in range(whole):
            grid: Any = np.frombuffer(bytes(self._left[n * size : (n + 1) * size]), np.uint8)
            self.shown(grid.reshape(down, across))
        del self._left[: whole * size]
