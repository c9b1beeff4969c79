"""Picture figures: black, flat, frozen and repeated frames, and captions out of bounds.

Frames arrive in order as small grids: every cell is the mean luma of a square of pixels. Noise of
the encoder averages out in a cell; a letter does not.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from factory.master.expected_captions import Box
from factory.master.frame_runs import (
    BLACK_SECONDS,
    BLACK_SHARE,
    FLAT_SECONDS,
    FLAT_SPREAD,
    FROZEN_SECONDS,
    REST_CHANGE,
    REST_FRAMES,
    WHITE,
    Figures,
    Grid,
    Marks,
    change_between,
    grid_figures,
    repeated_frames,
    runs,
    still_frames,
    stretches,
)
from factory.master.joins import picture_jump
from factory.master.measurement import FrameLook, Stretch
from factory.timeline.loudness_statistics import Passage

CELLS = 240
"""Cells along the longer side; a cell of a 1080p frame is 8 pixels wide."""

TEXT_JUMP = 24
"""Levels by which a cell must change at once, beyond what it does anyway, to be lettering."""
TEXT_CELLS = 6
"""So many cells are more than a speck and less than a letter of any caption."""
NOISE_MARGIN = 2
"""How many times as many cells as at the steps beside it are taken for the picture's own."""
CUT_SHARE = 0.3
"""When more of the margins than this jumps, the picture was cut; no caption is so large."""
BEFORE, AFTER = 3, 2
"""Frames about a change of captions that say what the picture itself does there."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What `PictureFigures` found; see `factory.master.measurement.Measurement`."""

    frames: int
    black: tuple[Stretch, ...]
    flat: tuple[Stretch, ...]
    frozen: tuple[Stretch, ...]
    duplicate_frames: int
    longest_duplicate_frames: int
    first_frame: FrameLook
    last_frame: FrameLook
    outside_frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Viewing:
    """All that has to be known of a piece of picture to know it among other pieces.

    One figure a frame, but for its first and last frames, which are judged beside others': those
    it keeps as grids, `REST_FRAMES` of each at most.
    """

    means: Figures
    spreads: Figures
    blacks: Marks
    changes: Figures
    rests: Marks
    outside: NDArray[np.int64]
    """Frames, counted from the piece's own first."""
    head: NDArray[np.uint8]
    tail: NDArray[np.uint8]
    """Frames x down x across."""


@dataclass
class PictureFigures:
    """Gathers figures frame by frame; memory grows by a few numbers a frame."""

    fps: float
    changes: frozenset[int] = frozenset()
    """Frames on which burned captions come or go."""
    margin: NDArray[np.bool_] | None = None
    """Cells that lie wholly outside the captions' safe area: there the picture moves alone."""
    _means: list[float] = field(default_factory=list[float])
    _spreads: list[float] = field(default_factory=list[float])
    _blacks: list[bool] = field(default_factory=list[bool])
    _changes: list[float] = field(default_factory=list[float])
    _rests: list[bool] = field(default_factory=list[bool])
    _recent: deque[Grid] = field(default_factory=lambda: deque[Grid](maxlen=REST_FRAMES))
    _outside: list[int] = field(default_factory=list[int])
    _head: list[Grid] = field(default_factory=list[Grid])
    _tail: deque[Grid] = field(default_factory=lambda: deque[Grid](maxlen=REST_FRAMES))

    def frame(self, grid: Grid) -> None:
        """Take the next frame; the grid is not changed, and must not be changed afterwards."""
        number = len(self._means)
        if number < REST_FRAMES:
            self._head.append(grid)
        self._tail.append(grid)
        mean, spread, black_share = grid_figures(grid)
        self._means.append(mean)
        self._spreads.append(spread)
        self._blacks.append(black_share >= BLACK_SHARE)
        alone = self._alone(grid)
        recent = self._recent or [~alone]
        self._changes.append(change_between(alone, recent[-1]))
        resting = change_between(alone, recent[0]) <= REST_CHANGE * spread
        self._rests.append(resting and len(recent) == REST_FRAMES)
        self._recent.append(alone)
        change = number - AFTER + 1
        about = list(self._recent)[-BEFORE - AFTER :]
        if change in self.changes and len(about) == BEFORE + AFTER and lettering(about):
            self._outside.append(change)

    def viewing(self) -> Viewing:
        """Return what was seen, to be laid beside other pieces; raise ValueError if nothing was."""
        if not self._means:
            raise ValueError("no frame was shown")
        return Viewing(
            means=np.array(self._means),
            spreads=np.array(self._spreads),
            blacks=np.array(self._blacks),
            changes=np.array(self._changes),
            rests=np.array(self._rests),
            outside=np.array(self._outside, np.int64),
            head=np.stack(self._head),
            tail=np.stack(self._tail),
        )

    def take(self, piece: Viewing) -> None:
        """Take the frames of a piece that was seen before: as if each of them were shown now."""
        first, begun = len(self._means), len(piece.head)
        for grid in piece.head:
            self.frame(grid)
        self._means += piece.means[begun:].tolist()
        self._spreads += piece.spreads[begun:].tolist()
        self._blacks += piece.blacks[begun:].tolist()
        self._changes += piece.changes[begun:].tolist()
        self._rests += piece.rests[begun:].tolist()
        # A change of captions is judged once the frames after it are seen.
        judged = piece.outside[piece.outside + AFTER - 1 >= begun]
        self._outside += (first + judged).tolist()
        if len(piece.means) > begun:
            self._recent.extend(self._alone(grid) for grid in piece.tail)
            self._tail.extend(piece.tail)

    def _alone(self, grid: Grid) -> Grid:
        """Return the cells in which the picture moves without captions."""
        return grid if self.margin is None else grid[self.margin]

    def facts(
        self, passages: Sequence[Passage] = (), body: tuple[int, int] | None = None
    ) -> PictureFacts:
        """Return what was found in all frames so far.

        Args:
            passages: what the frames were, if the whole shows some of them more than once.
            body: first frame, and the one after the last, in which repeated frames are counted;
                None counts them all. What stands beside it has no say in what is usual there.

        Raises:
            ValueError: there was no frame.
        """
        order = self._order(passages)
        blacks, flats = np.array(self._blacks), np.array(self._spreads) < FLAT_SPREAD
        changes = np.array(self._changes)[order][1:]
        still = still_frames(changes, np.array(self._rests)[order][1:])
        first, end = body or (0, len(order))
        repeats = repeated_frames(changes[first : end - 1])
        return PictureFacts(
            frames=len(order),
            black=stretches(blacks[order], self.fps, BLACK_SECONDS),
            flat=stretches(flats[order], self.fps, FLAT_SECONDS),
            frozen=stretches(still, self.fps, FROZEN_SECONDS),
            duplicate_frames=int(repeats.sum()),
            longest_duplicate_frames=max((b - a for a, b in runs(repeats)), default=0),
            first_frame=self._frame_look(0),
            last_frame=self._frame_look(-1),
            outside_frames=tuple(self._outside),
        )

    def jumps(self, passages: Sequence[Passage]) -> list[float]:
        """Return how far the picture jumps where one passage follows another, in levels."""
        ends = np.cumsum([round(passage.seconds * self.fps) for passage in passages])
        joins = [int(end) for end in ends if end < len(self._changes)]
        return [picture_jump(self._changes, join) for join in joins]

    def _order(self, passages: Sequence[Passage]) -> NDArray[np.intp]:
        """Return which frame each frame of the whole is."""
        frames = np.arange(len(self._means))
        ends = np.cumsum([round(passage.seconds * self.fps) for passage in passages])
        if not len(frames) or not len(ends):
            return frames
        parts = np.split(frames, ends[:-1])
        return np.concatenate([np.tile(p, q.times) for p, q in zip(parts, passages, strict=True)])

    def _frame_look(self, number: int) -> FrameLook:
        if not self._means:
            raise ValueError("no frame was shown")
        return FrameLook(
            mean=round(self._means[number] / WHITE, 4),
            spread=round(self._spreads[number] / WHITE, 4),
        )


def grid_size(width: int, height: int) -> tuple[int, int]:
    """Return how many cells across and down; small frames keep every pixel."""
    step = max(1, round(max(width, height) / CELLS))
    return max(1, width // step), max(1, height // step)


def margin_of(box: Box, cells: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which cells (down, across) lie wholly outside the box."""
    across, down = cells
    left, right = np.arange(across) / across, np.arange(1, across + 1) / across
    top, bottom = np.arange(down) / down, np.arange(1, down + 1) / down
    beside = (right <= box.left) | (left >= box.right)
    beyond = (bottom <= box.top) | (top >= box.bottom)
    return beyond[:, None] | beside[None, :]


def lettering(frames: Iterable[Grid]) -> bool:
    """Tell whether letters come or go with the last frame but one of `BEFORE` + `AFTER`.

    Detail that moves changes cells at every step, letters at one. So many more cells must jump
    at that step, each further than at any other, than do so at any step beside it.
    """
    levels = [frame.astype(np.int16) for frame in frames]
    steps = np.stack([np.abs(after - before) for before, after in pairwise(levels)])
    least, most = np.partition(steps, -2, axis=0)[-2:]
    leaps = np.bincount(steps.argmax(axis=0)[most - least > TEXT_JUMP], minlength=len(steps))
    beside = max(np.delete(leaps, BEFORE - 1))
    cells = leaps[BEFORE - 1] - NOISE_MARGIN * beside
    return bool(TEXT_CELLS <= cells and leaps[BEFORE - 1] <= CUT_SHARE * levels[0].size)
