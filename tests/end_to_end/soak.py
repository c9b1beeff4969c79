"""`make soak MINUTES=15`: a whole factory works for a while, over vendors that fail, and is killed now and then.

`factory up` finds a brief in its inbox whenever fewer than five videos are under way. Every twentieth
request to a vendor meets a fault, and three times everything is killed with -9 and started again. At the
end stand what the page of service levels says of it, memory, open files and what a video adds to the
database. Exits with 1 when a goal is missed.
"""

import argparse
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psutil
import sqlalchemy as sa

from bench.__main__ import table
from bench.row import Row, at_least, at_most, fact
from factory.interchange.factory_overview import Levels
from resources.catalogue.catalogue import open_catalogue
from tests.end_to_end.chaos import FAULTS
from tests.end_to_end.factory_process import environment
from tests.end_to_end.kill_schedule import CHANNEL
from tests.end_to_end.made_up_stories import made_up_story
from tests.end_to_end.schedules import Grounds, grounds
from tests.fakes.free_ports import free_port

RESTARTS = 3
UNDER_WAY = 5
A_MINUTE = 1.0
"""Videos that must be handed in, and be over: 2 a minute were on two cores that others used too. A
factory that stands still keeps every other promise."""
EVERY = 20
"""One request of so many meets a fault: 5 %."""
LOOK_SECONDS = 5.0
SETTLE_SECONDS = 600.0
"""What is under way when the time is over may take so long until the next of it is over."""
FLAT = 1.15
"""So many times what it was after the first videos, at most, may memory and open files be at the end."""
NAMES = {
    "door": "desk.server.desk_process",
    "daemon": "dagster-daemon",
    "code": "dagster_instance.code_server",
}
BRIEF = "---\nchannel: slow\ntitle: {title}\n---\n{words}\n"
ASKED = "SELECT count(*) FROM factory.videos"
OUT = "SELECT count(DISTINCT video_id) FROM factory.posts WHERE published_at IS NOT NULL"
OVER = "SELECT count(*) FROM factory.video_status WHERE status IN ('published', 'failed')"


@dataclass
class Life:
    """From one start to the next kill: what each process took, at each look."""

    over: list[int] = field(default_factory=list[int])
    """Videos that were over, at each look."""
    megabytes: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    files: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


class Soak:
    """One run, over one home, one database and one set of vendors."""

    def __init__(self, ground: Grounds, minutes: float, dice: random.Random) -> None:
        self._ground, self._seconds, self._dice = ground, minutes * 60, dice
        self._catalogue = open_catalogue(ground.url)
        self._environment = {**environment(ground.home, ground.url), **ground.vendors.variables}
        self._stories = itertools.count(1)
        self._faults = 0
        self.lives: list[Life] = []
        for name in ("channels", "inbox"):
            (ground.home / name).mkdir()
        (ground.home / "channels" / "slow.yaml").write_text(CHANNEL, encoding="utf-8")
        for limit in ("usd_per_video", "usd_per_day", "usd_per_month"):
            self._catalogue.settings.change(limit, 1000.0)
        self._bytes_before = self._bytes()

    def run(self) -> None:
        """Work, with the kills spread over the time; then let what is under way end."""
        for _ in range(RESTARTS):
            self._kill(self._lived())
        process = self._lived()
        moved, over = time.monotonic(), self._count(OVER)
        while over < self._count(ASKED) and time.monotonic() < moved + SETTLE_SECONDS:
            self._look(process.pid)
            if self._count(OVER) != over:
                moved, over = time.monotonic(), self._count(OVER)
        self._kill(process)

    def told(self) -> Iterator[Row]:
        """Yield what came of it, beside what is wanted."""
        levels = self._catalogue.operations.levels()
        asked, out, over = self._count(ASKED), self._count(OUT), self._count(OVER)
        seen, wanted = len(self._ground.vendors.seen()), A_MINUTE * self._seconds / 60
        yield at_least(wanted, "videos that were handed in", asked, "videos")
        yield at_least(wanted, "videos that are over", over, "videos")
        fewest = min(life.over[-1] - life.over[0] for life in self.lives)
        yield at_least(1, "videos that were over between two kills", fewest, "videos")
        yield fact("faults that vendors were given", self._faults, "faults", whole=seen or None)
        yield at_least(0.95, "videos that are out", out / max(1, asked), "of all")
        yield from _promised(levels)
        grown = (self._bytes() - self._bytes_before) / max(1, out)
        yield fact("what the database grew by", grown / 1000, "kB / video")
        for life in self.lives[-1:]:
            yield from _flat(life)
        self._catalogue.engine.dispose()

    def _lived(self) -> subprocess.Popen[bytes]:
        """Start the factory and give it work for its share of the time; return it, still at work."""
        until = time.monotonic() + self._seconds / (RESTARTS + 1)
        process = self._started()
        self.lives.append(Life())
        while time.monotonic() < until:
            self._look(process.pid)
            self._hand_in()
        return process

    def _started(self) -> subprocess.Popen[bytes]:
        port = free_port(23_500)
        command = [sys.executable, "-m", "desk", "up", "--no-browser", "--port", str(port)]
        return subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _hand_in(self) -> None:
        waiting = len(list((self._ground.home / "inbox").glob("*.md")))
        if self._count(ASKED) - self._count(OVER) + waiting >= UNDER_WAY:
            return
        number = next(self._stories)
        title, words = made_up_story(number)
        inbox = self._ground.home / "inbox"
        scratch = inbox / f".story-{number}.partial"
        scratch.write_text(BRIEF.format(title=title, words=words), encoding="utf-8")
        scratch.rename(inbox / f"story-{number}.md")

    def _look(self, pid: int) -> None:
        """Note what the long-lived processes take, and give vendors the faults that are due."""
        time.sleep(LOOK_SECONDS)
        while self._faults < len(self._ground.vendors.seen()) // EVERY:
            fault: dict[str, Any] = dict(self._dice.choice([one for one in FAULTS if one]))
            self._ground.vendors.order(vendor="openai", **fault)
            self._faults += 1
        life = self.lives[-1]
        life.over.append(self._count(OVER))
        for name, process in _long_lived(pid):
            with suppress(psutil.Error):
                life.megabytes.setdefault(name, []).append(process.memory_info().rss / 1e6)
                life.files.setdefault(name, []).append(process.num_fds())

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        for one in self._of_this_home():
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait()

    def _of_this_home(self) -> list[psutil.Process]:
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("FACTORY_HOME") == str(self._ground.home):
                    found.append(process)
        return found

    def _bytes(self) -> int:
        return self._count("SELECT pg_database_size(current_database())")

    def _count(self, question: str) -> int:
        with self._catalogue.engine.connect() as connection:
            return int(connection.scalar(sa.text(question)) or 0)


def _long_lived(pid: int) -> Iterator[tuple[str, psutil.Process]]:
    with suppress(psutil.Error):
        up = psutil.Process(pid)
        yield "up", up
        for child in up.children(recursive=True):
            with suppress(psutil.Error):
                line = " ".join(child.cmdline())
                for name, words in NAMES.items():
                    if words in line:
                        yield name, child


def _promised(levels: Levels) -> Iterator[Row]:
    """Yield the service levels, as their page says them."""
    yield at_least(0.95, "runs that succeed", levels.runs_succeeded or 0, f"of {levels.runs}")
    yield at_most(
        0.05, "calls of vendors that fail", levels.calls_failed or 0, f"of {levels.calls}"
    )
    yield at_least(0.95, "posts that are out", levels.uploaded or 0, f"of {levels.posts}")
    yield at_most(1.0, "cost of a video", levels.usd_per_video or 0, "$")
    yield fact("minutes of a video's runs", levels.minutes_per_video or 0, "min")


def _flat(life: Life) -> Iterator[Row]:
    """Yield memory and files of the last life: its last third beside its second, when all is loaded."""
    for kind, unit, found in (
        ("memory", "MB", life.megabytes),
        ("open files", "files", life.files),
    ):
        for name, values in found.items():
            third = len(values) // 3
            if third:
                before, after = median(values[third : 2 * third]), median(values[2 * third :])
                yield at_most(FLAT, f"{name}: {kind}", after, unit, floor=before)


def main(arguments: Sequence[str]) -> int:
    """Run, and print what came of it; return whether a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.end_to_end.soak", description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=15.0, metavar="MINUTES")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args(arguments)
    with grounds() as ground:
        soak = Soak(ground, asked.minutes, random.Random(asked.seed))
        soak.run()
        rows = list(soak.told())
    print(table(rows))
    return int(any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
