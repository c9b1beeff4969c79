"""Picture figures on grids drawn by hand: each fault is seen, and only where it is."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from factory.master.expected_captions import Box
from factory.master.frame_runs import Grid
from factory.master.picture_analysis import PictureFacts, PictureFigures, grid_size, margin_of

CELLS = (90, 160)
MARGIN = margin_of(Box(0.1, 0.2, 0.9, 0.8), CELLS)
HARD = np.random.default_rng(7).normal(size=(160, 400))
SOFT = 3 * np.array([np.convolve(row, np.hanning(11) / 5, "same") for row in HARD])


def scene(
    frame: int, detail: NDArray[np.floating] = SOFT, *, contrast: float = 15.0, speed: int = 1
) -> NDArray[np.floating]:
    """Return detail that slides across, by whole cells."""
    return 128 + contrast * detail[:, frame * speed : frame * speed + CELLS[0]]


def shown(
    frames: list[NDArray[np.floating]], changes: frozenset[int] = frozenset()
) -> PictureFacts:
    figures = PictureFigures(30.0, changes, MARGIN)
    for frame in frames:
        figures.frame(grid(frame))
    return figures.facts()


def grid(frame: NDArray[np.floating]) -> Grid:
    return frame.clip(0, 255).astype(np.uint8)


def lettered(frame: NDArray[np.floating], top: int, left: int = 20) -> NDArray[np.floating]:
    """Draw bars as wide as strokes of letters."""
    drawn = frame.copy()
    drawn[top : top + 8, left : left + 40 : 3] = 250
    return drawn


def test_a_caption_below_its_safe_area_is_seen_on_the_frame_on_which_it_comes():
    moving = [scene(n) for n in range(40)]
    low = [lettered(f, 140) if 10 <= n < 30 else f for n, f in enumerate(moving)]
    assert shown(low, frozenset({10, 30})).outside_frames == (10, 30)


def test_a_caption_that_sticks_out_at_the_side_is_seen():
    moving = [scene(n) for n in range(20)]
    wide = [lettered(f, 90, left=0) if n >= 10 else f for n, f in enumerate(moving)]
    assert shown(wide, frozenset({10})).outside_frames == (10,)


@pytest.mark.parametrize("detail", [SOFT, HARD], ids=["soft", "hard"])
@pytest.mark.parametrize("speed", [0, 1, 3])
def test_detail_in_the_margins_is_no_caption_however_fast_it_moves(
    speed: int, detail: NDArray[np.floating]
):
    moving = [scene(n, detail, contrast=60, speed=speed) for n in range(60)]
    inside = [lettered(f, 80) if n % 20 >= 10 else f for n, f in enumerate(moving)]
    assert shown(inside, frozenset({10, 20, 30, 40, 50})).outside_frames == ()


def test_a_cut_to_another_picture_is_no_caption():
    frames = [scene(n) for n in range(10)] + [scene(n + 50) + 70 for n in range(10)]
    assert shown(frames, frozenset({10})).outside_frames == ()


def test_a_picture_that_stands_still_under_moving_captions_is_frozen():
    frames = [lettered(scene(0), 80, left=20 + n % 5) for n in range(60)]
    facts = shown(frames)
    assert [(s.start, round(s.end, 2)) for s in facts.frozen] == [(0.0, 1.97)]
    assert (facts.duplicate_frames, facts.longest_duplicate_frames) == (59, 59)


def test_frames_shown_twice_are_counted():
    facts = shown([scene(n // 2) for n in range(60)])
    assert (facts.duplicate_frames, facts.longest_duplicate_frames) == (30, 1)
    assert facts.frozen == ()


def test_only_the_scenes_frames_count_as_repeated():
    figures = PictureFigures(30)
    intro, outro = [scene(0)] * 40, [scene(90 + 8 * n) for n in range(20)]
    for frame in (*intro, *(scene(5 + n // 2) for n in range(60)), *outro):
        figures.frame(frame.clip(0, 255).astype(np.uint8))
    assert figures.facts().duplicate_frames > 60
    facts = figures.facts(body=(40, 100))
    assert (facts.duplicate_frames, facts.longest_duplicate_frames) == (30, 1)
    assert [(s.start, round(s.end, 2)) for s in facts.frozen] == [(0.0, 1.3)]


def test_a_still_that_pulses_with_every_whole_frame_is_frozen_all_the_same():
    dice = np.random.default_rng(1)
    pulses = [dice.normal(scale=0.3, size=(160, 90)) for _ in range(3)]
    facts = shown([scene(0) + pulses[n // 30] for n in range(90)])
    assert [(s.start, round(s.end, 2)) for s in facts.frozen] == [(0.0, 2.97)]


def test_black_and_flat_stretches_lie_where_they_were_drawn():
    black, blue = np.zeros((160, 90)), np.full((160, 90), 77.0)
    frames = [scene(n) for n in range(30)] + [black] * 30 + [blue] * 30
    facts = shown(frames)
    assert [(s.start, s.end) for s in facts.black] == [(1.0, 2.0)]
    assert [(s.start, s.end) for s in facts.flat] == [(1.0, 3.0)]
    assert facts.first_frame.spread > 0.05
    assert (facts.last_frame.mean, facts.last_frame.spread) == (round(77 / 255, 4), 0.0)


def test_cells_outside_are_those_that_touch_the_box_nowhere():
    margin = margin_of(Box(0.25, 0.5, 0.75, 1.0), (8, 4))
    assert margin.astype(int).tolist() == [[1] * 8] * 2 + [[1, 1, 0, 0, 0, 0, 1, 1]] * 2


@pytest.mark.parametrize(
    ("frame", "cells"),
    [((1080, 1920), (135, 240)), ((1920, 1080), (240, 135)), ((180, 320), (180, 320))],
)
def test_large_frames_become_small_grids(frame: tuple[int, int], cells: tuple[int, int]):
    assert grid_size(*frame) == cells


@pytest.mark.parametrize("cuts", [(40,), (7, 12, 40), (1, 2, 3), (16, 31, 46, 75)])
def test_pieces_that_were_seen_one_by_one_tell_what_the_whole_does(cuts: tuple[int, ...]):
    frames = [scene(n) for n in range(30)] + [scene(30)] * 40 + [scene(0) * 0] * 14
    frames = [lettered(f, 140) if 40 <= n < 52 else f for n, f in enumerate(frames)]
    changes = frozenset({40, 52})
    whole = PictureFigures(30.0, changes, MARGIN)
    for first, end in pairwise((0, *cuts, len(frames))):
        piece = PictureFigures(30.0, frozenset(n - first for n in changes), MARGIN)
        for frame in frames[first:end]:
            piece.frame(grid(frame))
        whole.take(piece.viewing())
    facts = whole.facts()
    assert facts == shown(frames, changes)
    assert (facts.outside_frames, len(facts.frozen), len(facts.black)) == ((40, 52), 1, 1)
