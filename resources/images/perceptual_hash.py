"""Perceptual hashes of pictures in the store; see `factory.copy_detection.picture_hashes`."""

from pathlib import Path

from PIL import Image

from factory.copy_detection.picture_hashes import COLUMNS, ROWS, picture_hash
from resources.images.decoding import KINDS, WANTED
from resources.user_files.reading import reading

DRAFT = 8
"""JPEGs are decoded at an eighth of their size at most: 4 ms for a picture of 1404 x 2496."""


class PerceptualHashes:
    """See `factory.ports.PictureHashes`."""

    def picture_hash(self, picture: Path) -> str:
        """See `factory.ports.PictureHashes.picture_hash`."""
        with reading(f"picture {picture.name!r}", WANTED), Image.open(picture, formats=KINDS) as it:
            it.draft("L", (COLUMNS * DRAFT, ROWS * DRAFT))
            grey = it.convert("L").resize((COLUMNS, ROWS), Image.Resampling.BOX)
        data = grey.tobytes()
        return picture_hash([data[n : n + COLUMNS] for n in range(0, len(data), COLUMNS)])
