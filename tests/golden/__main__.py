"""Renews the golden references: `python -m tests.golden [--look N] [NAME ...]`.

Writes those whose looks have changed, says which, and lays old and new side by side in
`.factory/golden.png` for a person to judge. With `--look N` it changes nothing, and lays all cases
out there, rendered N times as large.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw

from resources.machine.paths import PROJECT
from tests.golden import references
from tests.golden.cases import CASES
from tests.golden.comparison import difference
from tests.golden.film import Frame

SHEET = PROJECT / ".factory" / "golden.png"
GAP_PX, LABEL_PX, SHEET_PX = 8, 16, 2400
INK, PAPER = (0, 0, 0), (255, 255, 255)


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew what has changed; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="cases; all when none is named")
    parser.add_argument("--look", type=int, metavar="N", help="N times as large; renews nothing")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(CASES):
        parser.error(
            f"no case is called {', '.join(sorted(unknown))}; there are: {' '.join(CASES)}"
        )
    names = given.names or list(CASES)
    if given.look:
        rows = [(name, [drawn(name, given.look)]) for name in names]
    else:
        rows = [row for name in names if (row := _renewed(name))]
        _remove_strays()
    if rows:
        _lay_out(rows)
        _say(f"look at {SHEET.relative_to(PROJECT)}")
    return 0


def drawn(name: str, enlarged: int = 1) -> Frame:
    """Return what a case looks like now."""
    with TemporaryDirectory(prefix="golden-") as folder:
        return CASES[name](Path(folder), enlarged)


def _renewed(name: str) -> tuple[str, list[Frame]] | None:
    """Write a reference if the case looks otherwise than it; return old and new where it does."""
    before, after = references.read(name), drawn(name)
    if before is None:
        _say(f"{name}: new")
        references.write(name, after)
        return name, [after]
    if before.shape == after.shape:
        found = difference(before, after)
        if not found.seen:
            return None
        _say(f"{name}: changed, {found}")
    else:
        _say(f"{name}: changed, now {after.shape[1]}x{after.shape[0]}")
    references.write(name, after)
    return name, [before, after]


def _remove_strays() -> None:
    for file in references.FOLDER.glob("*.png"):
        if file.stem not in CASES:
            file.unlink()
            _say(f"{file.stem}: removed, no case has this name")


def _lay_out(rows: Sequence[tuple[str, Sequence[Frame]]]) -> None:
    """Write one sheet: for each case its name, and its pictures side by side."""
    groups = [(name, [Image.fromarray(frame) for frame in frames]) for name, frames in rows]
    places: list[tuple[int, int]] = []
    x = y = tallest = widest = 0
    for _, pictures in groups:
        width = sum(picture.width + GAP_PX for picture in pictures)
        if x and x + width > SHEET_PX:
            x, y, tallest = 0, y + tallest + LABEL_PX + GAP_PX, 0
        places.append((x, y))
        x, widest, tallest = (
            x + width,
            max(widest, x + width),
            max(tallest, *(picture.height for picture in pictures)),
        )
    sheet = Image.new("RGB", (widest, y + tallest + LABEL_PX), PAPER)
    ink = ImageDraw.Draw(sheet)
    for (name, pictures), (left, top) in zip(groups, places, strict=True):
        ink.text((left, top), name, INK)
        for picture in pictures:
            sheet.paste(picture, (left, top + LABEL_PX))
            left += picture.width + GAP_PX
    SHEET.parent.mkdir(exist_ok=True)
    sheet.save(SHEET)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
