"""`make kills N=100`: whole factories killed with -9 at random moments, over slow vendors.

Every round either makes a video in a terminal or runs `factory up` with a brief in its inbox, lets
it work for a random time, and kills one of its processes, then the others. A video that got through
is followed by another. At the end everything is asked for once more, without kills, and counted:
what was bought twice, posted twice, lost, stuck, or left for a person. `--seed` repeats a run's
choices; on a busy machine each round has more time. Exits with 1 when one of the counts is not none.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import sqlalchemy as sa

from resources.database.connection import open_database
from tests.end_to_end.factory_process import environment
from tests.end_to_end.schedules import Grounds, asked_for, grounds
from tests.factory.copy_detection.labelled import story
from tests.fakes.free_ports import free_port

MOST_KILLS_A_VIDEO = 20
FIRST_PORT = 23_000
SHARE_OF_UP = 0.3
TERMINAL_SECONDS = (2.0, 25.0)
UP_SECONDS = (15.0, 45.0)
MOST_STRETCH = 2.5
LATE_SECONDS = 2.0
LATE_AT_ONCE = 4
FINISHES_SECONDS = 900
BILLED_USD = "0.001"
"""What a person says that a call cost whose answer was lost twice."""
MOST_RUNS = 5
LOST_EACH_TIME = "got lost each time"
"""In what a factory says that has not got the answer to a paid call again and again."""
CHANNEL = """
name: slow
title: Slow vendors
format: draft
review: automatic
words: {provider: brief}
voice: {provider: openai, name: onyx}
pictures: {provider: scenery}
compliance: {made_for_kids: false, synthetic_media: true}
music: {kind: none}
"""


@dataclass(frozen=True)
class Found:
    """What is not as it should be, by kind; all of them are none."""

    lost: int
    stuck: int
    posted_twice: int
    paid_twice: int
    for_a_person: int
    """Left for a person without an answer that was lost twice."""

    def __str__(self) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in vars(self).items())


class Schedule:
    """The rounds of one run, over one home, one database and one set of vendors."""

    def __init__(self, dice: random.Random, ground: Grounds) -> None:
        self._dice = dice
        self._vendors = ground.vendors
        self._home = home = ground.home
        self._environment = {**environment(home, ground.url), **ground.vendors.variables}
        self._engine = open_database(ground.url)
        self.briefs: list[Path] = []
        self._handed_in: set[Path] = set()
        self._rounds_of_this = 0
        (home / "channels").mkdir()
        (home / "inbox").mkdir()
        (home / "channels" / "slow.yaml").write_text(CHANNEL, encoding="utf-8")
        with self._engine.begin() as connection:
            connection.execute(
                sa.text("UPDATE factory.config SET value = '1000' WHERE key LIKE 'usd_per_%'")
            )

    def round(self) -> tuple[str, bool]:
        """Start a factory and kill it; return what that was, and whether it was killed in time."""
        if not self.briefs or self._is_through():
            self._new_brief(len(self.briefs) + 1)
        self._rounds_of_this += 1
        for _ in range(LATE_AT_ONCE):
            self._vendors.order("late", vendor="openai", path="speech", seconds=LATE_SECONDS)
        brief = self.briefs[-1]
        if self._dice.random() < SHARE_OF_UP:
            port = free_port(FIRST_PORT + os.getpid() % 90 * 10)
            command = ("up", "--no-browser", "--port", str(port))
            seconds = UP_SECONDS
            if brief not in self._handed_in:
                shutil.copy(brief, self._home / "inbox" / brief.name)
        else:
            command, seconds = ("make", str(brief)), TERMINAL_SECONDS
        self._handed_in.add(brief)
        return self._killed(command, self._dice.uniform(*seconds) * _stretch())

    def _is_through(self) -> bool:
        """Whether the newest video is published, or was killed often enough."""
        return self._published() == len(self.briefs) or self._rounds_of_this >= MOST_KILLS_A_VIDEO

    def finish(self) -> None:
        """Ask for everything once more, until it is there or asking does not help.

        Where an answer was lost twice, a person says first what the vendor billed, as the factory asks for.
        """
        for brief in self.briefs:
            for _ in range(MOST_RUNS):
                done, said = self._asked("make", str(brief))
                if done:
                    break
                for charge in self._in_doubt() if LOST_EACH_TIME in said else ():
                    self._asked("doubt", "resolve", str(charge), "--charged", BILLED_USD)
        self._asked("doubt")  # closes the books, as a running factory does at every tick

    def _in_doubt(self) -> list[int]:
        with self._engine.connect() as connection:
            question = sa.text("SELECT id FROM factory.charges WHERE state = 'in_doubt'")
            return [int(one) for one in connection.scalars(question)]

    def _asked(self, *command: str) -> tuple[bool, str]:
        """Run a command; return whether it did what was asked, and what it said."""
        try:
            done = subprocess.run(
                [sys.executable, "-m", "desk", *command],
                env=self._environment,
                capture_output=True,
                text=True,
                timeout=FINISHES_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False, ""
        if done.returncode:
            print(done.stdout[-600:] + done.stderr[-600:], file=sys.stderr)
        return done.returncode == 0, " ".join((done.stdout + done.stderr).split())

    def found(self) -> Found:
        """Count what is not as it should be."""
        return Found(
            lost=len(self.briefs) - self._published(),
            stuck=self._count("SELECT count(*) FROM factory.launches WHERE ended_at IS NULL")
            + self._count("SELECT count(*) FROM factory.charges WHERE state = 'reserved'")
            + self._count("SELECT count(*) FROM factory.work WHERE owner IS NOT NULL"),
            posted_twice=self._count(
                "SELECT count(*) FROM (SELECT video_id, outlet FROM factory.posts"
                " WHERE published_at IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1) twice"
            ),
            # One bill without a doubt belongs to each unit; a bill for a lost answer is in doubt.
            paid_twice=max(0, len(self._vendors.paid("openai")) - self._charges()),
            for_a_person=self._count(
                "SELECT count(*) FROM factory.launches WHERE outcome = 'failed'"
                f" AND error NOT LIKE '%{LOST_EACH_TIME}%'"
            ),
        )

    def _published(self) -> int:
        """Return how many videos are out."""
        return self._count(
            "SELECT count(DISTINCT video_id) FROM factory.posts WHERE published_at IS NOT NULL"
        )

    def _charges(self) -> int:
        """Return how many bills the ledger knows of: settled, or in doubt."""
        return self._count(
            "SELECT count(*) FROM factory.charges WHERE state IN ('settled', 'in_doubt')"
        )

    def _count(self, question: str) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(sa.text(question)) or 0)

    def _new_brief(self, number: int) -> None:
        title, words = story(number)
        path = self._home / f"story-{number}.md"
        path.write_text(f"---\nchannel: slow\ntitle: {title}\n---\n{words}\n", encoding="utf-8")
        self.briefs.append(path)
        self._rounds_of_this = 0

    def _of_this_home(self) -> Iterator[psutil.Process]:
        """Return every process that works in this run's own home, and only those."""
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("FACTORY_HOME") == str(self._home):
                    yield process

    def _killed(self, command: Sequence[str], after_seconds: float) -> tuple[str, bool]:
        """Start a factory, and kill one of its processes after that time, then all others."""
        process = subprocess.Popen(
            [sys.executable, "-m", "desk", *command],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(after_seconds)
            return f"{command[0]}: ended before {after_seconds:.1f} s", False
        except subprocess.TimeoutExpired:
            family = [psutil.Process(process.pid)]
            family += family[0].children(recursive=True)
        victim = self._dice.choice([family[0], *family])
        name = "the command" if victim is family[0] else "a process of its own"
        with suppress(psutil.NoSuchProcess):
            victim.kill()
        time.sleep(self._dice.uniform(0, 3))
        for one in self._of_this_home():  # whoever is left goes with the machine
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait()
        return f"{command[0]}: {name}, after {after_seconds:.1f} s", True


def _stretch() -> float:
    """Return how much longer work takes by what else this machine does, as far as that is known."""
    return min(MOST_STRETCH, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print what came of them; return whether something is wrong."""
    wanted, seed = asked_for(arguments, "tests.end_to_end.kill_schedule", __doc__, 100)
    with grounds() as ground:
        schedule = Schedule(random.Random(seed), ground)
        kills = 0
        while kills < wanted:
            said, killed = schedule.round()
            kills += killed
            print(f"kill {kills} of {wanted}: {said}", file=sys.stderr, flush=True)
        schedule.finish()
        found = schedule.found()
    print(f"{kills} kills, {len(schedule.briefs)} videos: {found}")
    print(f"again with the same choices: make kills N={wanted} SEED={seed}")
    return int(any(vars(found).values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
