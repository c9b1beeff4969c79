"""Every brief that ships as an example, made whole: `python -m tests.end_to_end.shipped_examples [NAME ...]`.

Words, voices, pictures, rules and release are the real ones, vendors are emulated, and pictures are
few and small: a video of twenty minutes takes a minute. Ends with 1 where one could not be made.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cost import spent_seconds
from factory.video_formats.formats import Picture, formats
from tests.conftest import PROJECT
from tests.desk.terminal.studio import Studio
from tests.end_to_end.schedules import grounds

EXAMPLES = PROJECT / "examples"
BRIEFS = tuple(sorted((*EXAMPLES.glob("briefs/*"), *EXAMPLES.glob("sandbox/briefs/*"))))
LONGER_SIDE = 640
FPS = 10


def briefs(names: list[str]) -> list[Path]:
    """Return the examples of these names, without endings; all where none is named."""
    return [file for file in BRIEFS if not names or file.stem in names]


@contextmanager
def small_pictures() -> Iterator[None]:
    """Give every format of this process a small picture of the same shape."""
    before = dict(formats())
    try:
        formats().update(
            {
                name: profile.model_copy(update={"picture": _small(profile.picture)})
                for name, profile in before.items()
            }
        )
        yield
    finally:
        formats().update(before)


def made(file: Path, studio: Studio) -> dict[str, str]:
    """Make the videos of a brief; return the status of each, by its language.

    Raises:
        AssertionError: one could not be made.
    """
    channels = studio.home / "channels"
    channels.mkdir(exist_ok=True)
    for channel in (EXAMPLES / "sandbox" / "channels").iterdir():
        (channels / channel.name).write_bytes(channel.read_bytes())
    before = {one["video_id"] for one in _listed(studio)}
    with small_pictures():
        studio.factory("make", str(file))
    return {
        one["language"]: one["status"] for one in _listed(studio) if one["video_id"] not in before
    }


def _listed(studio: Studio) -> list[dict[str, str]]:
    return json.loads(studio.factory("list", "--json"))


def _small(picture: Picture) -> Picture:
    share = min(1.0, LONGER_SIDE / max(picture.width, picture.height))
    even = [round(side * share / 2) * 2 for side in (picture.width, picture.height)]
    return Picture(width=even[0], height=even[1], fps=min(FPS, picture.fps))


def main(arguments: list[str]) -> int:
    """Make each, say how it ended; return 1 where one could not be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="of briefs, without their endings")
    names = parser.parse_args(arguments).names
    if strange := set(names) - {file.stem for file in BRIEFS}:
        there = ", ".join(file.stem for file in BRIEFS)
        parser.error(f"no example is called {', '.join(sorted(strange))}; there are: {there}")
    failed = 0
    with grounds() as ground:
        vendors = ground.vendors.variables
        for file in briefs(names):
            began = spent_seconds()
            try:
                ended = str(made(file, Studio(ground.home, ground.url, file, vendors)))
            except AssertionError as error:
                ended, failed = f"could not be made: {error}", 1
            spent = spent_seconds() - began
            print(f"{file.relative_to(PROJECT)}: {ended}; {spent:.0f} CPU s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
