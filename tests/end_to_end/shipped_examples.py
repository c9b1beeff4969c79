"""Every brief that ships as an example, made whole: `python -m tests.end_to_end.shipped_examples [NAME ...]`.

Words, voices, pictures, rules and release are the real ones, and vendors are emulated. Pictures are
small, and long videos are a tenth as long, unless `--full` is said. Ends with 1 where one could not
be made.
"""

import argparse
import json
import sys
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from pathlib import Path

import yaml

from bench.cost import spent_seconds
from factory.interchange.video_facts import SHORT_HASH
from factory.reviews.seen_hashes import seen_digits
from tests.conftest import PROJECT
from tests.desk.terminal.studio import Studio
from tests.end_to_end.quick_examples import quick_formats, short_copy
from tests.end_to_end.schedules import grounds

EXAMPLES = PROJECT / "examples"
BRIEFS = tuple(sorted((*EXAMPLES.glob("briefs/*"), *EXAMPLES.glob("sandbox/briefs/*"))))


def briefs(names: list[str]) -> list[Path]:
    """Return the examples of these names, without endings; all where none is named."""
    return [file for file in BRIEFS if not names or file.stem in names]


def made(file: Path, studio: Studio, *, full: bool) -> dict[str, str]:
    """Make the videos of a brief, approve and publish them; return the status of each, by its language.

    What goes to platforms waits for its approval: no account is connected here.

    Args:
        file: the brief.
        studio: where.
        full: whether in the size and length that it asks for.

    Raises:
        AssertionError: one could not be made.
    """
    channels = studio.home / "channels"
    channels.mkdir(exist_ok=True)
    for channel in (EXAMPLES / "sandbox" / "channels").iterdir():
        (channels / channel.name).write_bytes(channel.read_bytes())
    before = {one["video_id"] for one in _listed(studio)}
    brief = file if full else short_copy(file, studio.home)
    with nullcontext() if full else quick_formats():
        studio.factory("make", str(brief))
        wait = [one for one in _new(studio, before) if _waits_for_the_outbox(one)]
        for one in wait:
            seen = seen_digits(one["master_sha256"], one["listing_sha256"], SHORT_HASH, SHORT_HASH)
            studio.factory("approve", one["video_id"], "--seen", seen)
        if wait:
            studio.factory("make", str(brief))
    return {one["language"]: one["status"] for one in _new(studio, before)}


def _listed(studio: Studio) -> list[dict[str, str]]:
    return json.loads(studio.factory("list", "--json"))


def _new(studio: Studio, before: AbstractSet[str]) -> list[dict[str, str]]:
    return [one for one in _listed(studio) if one["video_id"] not in before]


def _waits_for_the_outbox(video: dict[str, str]) -> bool:
    """Whether a video wants a person's approval and goes no further than this machine then."""
    (file,) = EXAMPLES.glob(f"**/channels/{video['channel']}.yaml")
    outlets = yaml.safe_load(file.read_text(encoding="utf-8")).get("outlets", ["outbox"])
    return video["status"] == "awaiting_review" and outlets == ["outbox"]


def main(arguments: list[str]) -> int:
    """Make each, say how it ended; return 1 where one could not be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="of briefs, without their endings")
    parser.add_argument("--full", action="store_true", help="in real size and length")
    asked = parser.parse_args(arguments)
    names = asked.names
    if strange := set(names) - {file.stem for file in BRIEFS}:
        there = ", ".join(file.stem for file in BRIEFS)
        parser.error(f"no example is called {', '.join(sorted(strange))}; there are: {there}")
    failed = 0
    with grounds() as ground:
        vendors = ground.vendors.variables
        for file in briefs(names):
            began, studio = spent_seconds(), Studio(ground.home, ground.url, file, vendors)
            try:
                ended = str(made(file, studio, full=asked.full))
            except AssertionError as error:
                ended, failed = f"could not be made: {error}", 1
            spent = spent_seconds() - began
            print(f"{file.relative_to(PROJECT)}: {ended}; {spent:.0f} CPU s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
