"""Tones of pictures, read off their pixels: how dark and bright they are where text may stand; see `factory.ports.PictureTones`."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from factory.graphics.contrast import Tones
from factory.records import Provider
from resources.images.decoding import KINDS, WANTED
from resources.user_files.reading import reading

SIZE = (96, 96)
"""A picture is looked at as small as this: text is read over areas, not over single pixels."""
OUTLIERS = 2.0
"""Percent of an area, at either end, that may be darker or brighter."""


class StillTones:
    """See `factory.ports.PictureTones`."""

    provider = Provider(role="render", name="tones", version="1", default=True, synthetic=False)

    def tones(self, pictures: Sequence[Path], top: float, bottom: float) -> Tones:
        """See `factory.ports.PictureTones.tones`."""
        found = [_extent(picture, top, bottom) for picture in pictures]
        return Tones(
            darkest=round(min(low for low, _ in found), 1),
            brightest=round(max(high for _, high in found), 1),
        )


def _extent(picture: Path, top: float, bottom: float) -> tuple[float, float]:
    with reading(f"picture {picture.name!r}", WANTED), Image.open(picture, formats=KINDS) as it:
        it.draft("L", (SIZE[0] * 4, SIZE[1] * 4))
        grey = np.asarray(it.convert("L").resize(SIZE, Image.Resampling.BOX), dtype=np.float64)
    rows = grey[int(top * SIZE[1]) : max(int(bottom * SIZE[1]), int(top * SIZE[1]) + 1)]
    low, high = np.percentile(rows, (OUTLIERS, 100 - OUTLIERS))
    return float(low), float(high)
