"""Comparison of a picture with its golden reference: strict about looks, mild about arithmetic.

Another processor may round a pixel differently by a level or two. A letter that is missing, moved
or lighter changes few pixels, but those by a lot, and the mean of the small square it stands in.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

SQUARE = 6
"""Pixels along a side of a square; a letter of a caption is about two of them high."""
MEAN_LEVELS = 1.5
"""Of 255. Measured: noise of up to 2 levels everywhere 1.2; a caption moved by 1 pixel 1.6."""
FAR_LEVELS, FAR_SHARE = 40, 0.001
"""So few pixels may differ by more than this. Measured: an accent that is missing 0.0004 to 0.0006,
a lighter font 0.01, a caption moved by 1 pixel 0.014; the encoder at another quality 0.0002."""
SQUARE_LEVELS = 14.0
"""Most that the mean of any square may differ. Measured: an outline half as wide 20 to 36,
another yellow 23, a missing accent 44 and more; the encoder at another quality 6 to 17."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are apart."""

    mean: float
    """Of all pixels and colours, in levels of 255."""
    far: float
    """Share of pixels of which a colour differs by more than `FAR_LEVELS`."""
    square: float
    """Largest difference of the mean colour of one square, in levels."""

    @property
    def seen(self) -> bool:
        """Whether a person could see it."""
        return self.mean > MEAN_LEVELS or self.far > FAR_SHARE or self.square > SQUARE_LEVELS

    def __str__(self) -> str:
        """Say it beside what is allowed."""
        return (
            f"mean {self.mean:.2f} levels (at most {MEAN_LEVELS:g}), {self.far:.2%} of the pixels "
            f"by more than {FAR_LEVELS} (at most {FAR_SHARE:.2%}), worst square {self.square:.1f} "
            f"levels (at most {SQUARE_LEVELS:g})"
        )


def difference(reference: Picture, picture: Picture) -> Difference:
    """Return how far a picture is from its reference.

    Raises:
        ValueError: their sizes differ.
    """
    if reference.shape != picture.shape:
        raise ValueError(f"found a picture of {picture.shape}, wanted {reference.shape}")
    apart = picture.astype(np.int16) - reference
    far = (np.abs(apart) > FAR_LEVELS).any(axis=2)
    return Difference(
        mean=float(np.abs(apart).mean()),
        far=float(far.mean()),
        square=float(np.abs(_squares(apart)).max()),
    )


def _squares(values: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return the mean of every square, those that lie half over two others included."""
    sums = np.pad(values.astype(np.int64), ((1, 0), (1, 0), (0, 0))).cumsum(0).cumsum(1)
    whole = (
        sums[SQUARE:, SQUARE:]
        - sums[:-SQUARE, SQUARE:]
        - sums[SQUARE:, :-SQUARE]
        + sums[:-SQUARE, :-SQUARE]
    )
    return whole[:: SQUARE // 2, :: SQUARE // 2] / SQUARE**2
