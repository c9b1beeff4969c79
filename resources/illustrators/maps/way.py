"""Way: how the line between two places of a map runs: in a bow, or through water."""

import heapq

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.illustrators.scenery.painting.pixels import Field, resized

BOW = 0.10
"""How far a bow rises, as a part of its length."""
POINTS = 240
CELLS = 96
"""Of the longer side of the grid on which a way through water is looked for."""
LAND_COST = 14.0
"""How many times longer a way over land may be before it is taken: canals, places inland."""
_STEPS = tuple((x, y, float(np.hypot(x, y))) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)

Line = NDArray[np.float64]
"""Points of a line in pixels, n x 2."""


def bow(spots: Line) -> Line:
    """Return a line from the first of two spots to the second, bent upwards a little."""
    share = np.linspace(0, 1, POINTS)[:, None]
    straight = spots[0] + (spots[1] - spots[0]) * share
    rise = BOW * float(np.hypot(*(spots[1] - spots[0])))
    straight[:, 1:] -= rise * 4 * share * (1 - share)
    return straight


def through_water(land: Field, spots: Line) -> Line:
    """Return the shortest line between two spots that keeps to water wherever there is any.

    Args:
        land: where land is, 0 to 1, of the whole map.
        spots: both ends, in pixels of `land`.
    """
    height, width = land.shape
    cell = max(height, width) / CELLS
    columns, rows = max(2, round(width / cell)), max(2, round(height / cell))
    cost = 1 + (LAND_COST - 1) * np.clip(resized(land, columns, rows), 0, 1)
    limit = np.array([columns - 1, rows - 1])
    first, last = (np.clip(spot // cell, 0, limit).astype(int) for spot in spots)
    steps = _cheapest(cost, (int(first[0]), int(first[1])), (int(last[0]), int(last[1])))
    path = (np.array(steps, np.float64) + 0.5) * cell
    path[0], path[-1] = spots[0], spots[1]
    return _smooth(path)


def _cheapest(cost: Field, first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the cells of the cheapest way (Dijkstra)."""
    rows, columns = cost.shape
    reached = {first: (0.0, first)}
    waiting = [(0.0, first)]
    while waiting:
        spent, here = heapq.heappop(waiting)
        if here == last:
            break
        if spent > reached[here][0]:
            continue
        for x, y, far in _STEPS:
            there = (here[0] + x, here[1] + y)
            if not (0 <= there[0] < columns and 0 <= there[1] < rows):
                continue
            total = spent + far * float(cost[there[1], there[0]] + cost[here[1], here[0]]) / 2
            if there not in reached or total < reached[there][0]:
                reached[there] = (total, here)
                heapq.heappush(waiting, (total, there))
    way = [last]
    while way[-1] != first:
        way.append(reached[way[-1]][1])
    return way[::-1]


def _smooth(path: Line) -> Line:
    """Return a path of cells as a line of even steps without their corners."""
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    even = np.linspace(0, far[-1], POINTS)
    line = np.stack([np.interp(even, far, path[:, axis]) for axis in (0, 1)], 1)
    soft = cv2.GaussianBlur(line, (1, 0), 0.001, None, 6.0, cv2.BORDER_REPLICATE)
    fade = np.minimum(1, np.minimum(np.arange(POINTS), np.arange(POINTS)[::-1]) / 12)[:, None]
    return np.asarray(line + (soft - line) * fade, np.float64)
