"""How rendering scales: films of 1, 5 and 20 minutes, each rendered in a process of its own.

By default frames are 540x960, a quarter of a Short's pixels: what grows with length (units in the
journal, files in the store, the join, the memory) weighs four times as much there.
`python -m bench.scaling --full` takes the whole frame, about an hour.
"""

import resource
import subprocess
import sys
from pathlib import Path

from bench import inputs
from bench.film import film_of, film_renderer_at
from bench.own_database import own_database
from bench.row import Row, at_most, fact
from factory.records import Payload
from factory.video_formats.formats import Format, format_named
from resources.machine.paths import PROJECT

MINUTES = (1, 5, 20)
WORDS = 15
SCENES_PER_MINUTE = 10
FLAT = 1.10
"""Most that a long film may cost or need, in terms of the short one."""


class Spent(Payload):
    """What a film took."""

    cpu_seconds: float
    own_mb: float
    """The factory process's own memory, at its most."""
    child_mb: float
    """The largest ffmpeg's."""


def rows(*, full: bool = False) -> list[Row]:
    """Return CPU per minute and memory of each length; the longest beside the shortest."""
    inputs.stills()
    spent: list[Spent] = []
    with own_database() as (url, home):
        for minutes in MINUTES:
            folder = home / f"{minutes}"
            folder.mkdir()
            spent.append(_in_a_process(url, folder, minutes, full))
    each = [s.cpu_seconds / minutes for s, minutes in zip(spent, MINUTES, strict=True)]
    shape = "1080x1920" if full else "540x960"
    costs = [
        fact(f"{minutes} min", cost, "CPU s / min", note=f"at {shape}")
        for minutes, cost in zip(MINUTES, each, strict=True)
    ]
    first, last, name = spent[0], spent[-1], f"{MINUTES[-1]} min beside {MINUTES[0]} min"
    return [
        *costs,
        at_most(FLAT, f"{name}, CPU / min", each[-1], "CPU s / min", floor=each[0]),
        at_most(FLAT, f"{name}, memory", last.own_mb, "MB", floor=first.own_mb),
        at_most(FLAT, f"{name}, ffmpeg's memory", last.child_mb, "MB", floor=first.child_mb),
    ]


def _in_a_process(url: str, folder: Path, minutes: int, full: bool) -> Spent:
    command = [
        sys.executable,
        "-m",
        "bench.scaling",
        url,
        str(folder),
        str(minutes),
        str(int(full)),
    ]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, check=True)
    return Spent.from_json(done.stdout)


def _render(url: str, folder: Path, minutes: int, full: bool) -> Spent:
    film = film_of(
        _profile(full), minutes * SCENES_PER_MINUTE, WORDS, inputs.stills(), seed=minutes
    )
    with film_renderer_at(url, folder) as opened:
        rendered = opened.render(film)
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Spent(cpu_seconds=sum(rendered.bill.values()), own_mb=own, child_mb=children)


def _profile(full: bool) -> Format:
    profile = format_named("short")
    if full:
        return profile
    picture = profile.picture.model_copy(update={"width": 540, "height": 960})
    return profile.model_copy(update={"picture": picture})


def main(arguments: list[str]) -> None:
    """Render one film and print what it took, as JSON; or print the rows."""
    if len(arguments) == 4:
        url, folder, minutes, full = arguments
        print(_render(url, Path(folder), int(minutes), full == "1").to_json().decode())
    else:
        for row in rows(full="--full" in arguments):
            print(row)


if __name__ == "__main__":
    main(sys.argv[1:])
