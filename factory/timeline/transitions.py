"""Transitions, cuts and crossfades: over how many frames each shot hands over from the one before."""

from collections.abc import Sequence
from itertools import pairwise

from factory.pictures.visuals import VisualAsset
from factory.video_formats.formats import Moving


def transitions(lengths: Sequence[int], wanted: int, moving: Moving) -> list[int]:
    """Return the frames over which each shot hands over from the one before, and a closing 0.

    A hand-over takes at most half of the shorter of its two shots; the first has none.
    """
    if moving.transition == "cut":
        return [0] * (len(lengths) + 1)
    return [0, *(min(wanted, before // 2, after // 2) for before, after in pairwise(lengths)), 0]


def cut_between_clips(fades: list[int], assets: Sequence[VisualAsset]) -> list[int]:
    """Return the hand-overs without those from clip to clip: film is cut, and costs a third less.

    A fade decodes the clip before it once more, often from its first frame.
    """
    pairs = [False, *(bool(a.clip and b.clip) for a, b in pairwise(assets)), False]
    return [0 if cut else fade for fade, cut in zip(fades, pairs, strict=True)]
