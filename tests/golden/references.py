"""References: the golden pictures as files beside the tests."""

from pathlib import Path

import numpy as np
from PIL import Image

from tests.golden.film import Frame

FOLDER = Path(__file__).parent / "references"
MOST_BYTES = 600_000
"""All of them together: they are cloned with everything else."""


def file_of(name: str) -> Path:
    """Return where a case's reference lies, or would."""
    return FOLDER / f"{name}.png"


def read(name: str) -> Frame | None:
    """Return a case's reference, or None where there is none yet."""
    file = file_of(name)
    if not file.is_file():
        return None
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


def write(name: str, frame: Frame) -> None:
    """Keep a frame as a case's reference."""
    FOLDER.mkdir(exist_ok=True)
    Image.fromarray(frame).save(file_of(name), "PNG", optimize=True)
